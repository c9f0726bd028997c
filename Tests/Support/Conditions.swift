import Glibc
import SystemCalls
public import Testing

extension Trait where Self == ConditionTrait {
  /// The test makes namespaces, which takes root; it is skipped without.
  public static var requiresRoot: Self {
    .enabled(if: geteuid() == 0, "it makes namespaces, which takes root")
  }

  /// The test runs a program; it is skipped where that is not installed.
  public static func requires(program: String) -> Self {
    .enabled(
      if: ["/usr/bin/", "/usr/sbin/", "/bin/", "/sbin/"].contains {
        unsafe access($0 + program, X_OK) == 0
      }, "it runs \(program), which is not installed")
  }

  /// The test needs root and these programs; without them it counts as skipped.
  package static func needs(_ programs: String...) -> Self {
    let missing = programs.filter { RunningProgram.path(of: $0) == nil }
    return .enabled(
      if: missing.isEmpty && Host.userID == 0,
      "needs root and \(programs.joined(separator: ", "))")
  }
}
