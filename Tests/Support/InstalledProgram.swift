import Foundation
import Kernel
public import Testing

/// A program that a test runs.
public enum InstalledProgram {
  /// Where a program is; nil when it is not installed.
  public static func path(of name: String) -> String? {
    ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]
      .map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}

extension Trait where Self == ConditionTrait {
  /// The test needs root and these programs; without them it counts as skipped.
  public static func needs(_ programs: String...) -> Self {
    let missing = programs.filter { InstalledProgram.path(of: $0) == nil }
    return .enabled(
      if: missing.isEmpty && Host.userID == 0,
      "needs root and \(programs.joined(separator: ", "))")
  }
}
