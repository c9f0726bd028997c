internal import SystemCalls

/// A variable of a process's environment (environ(7)).
public struct EnvironmentVariable: Sendable, Hashable {
  /// The name.
  public var name: String

  /// The value.
  public var value: String

  /// Creates a variable.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Parses `NAME=value`; nil without a name or an equals sign.
  public init?(parsing text: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else { return nil }
    self.init(String(parts[0]), String(parts[1]))
  }

  /// The variable as execve(2) takes it.
  var assignment: String { "\(name)=\(value)" }

  /// What a command gets to begin with: TERM and LANG of the caller, and what the target tells.
  static func clean(home: String, shell: String, user: String) -> [EnvironmentVariable] {
    var variables: [EnvironmentVariable] = []
    for name in ["TERM", "LANG"] {
      if let value = Host.variable(name) { variables.append(EnvironmentVariable(name, value)) }
    }
    return variables + [
      EnvironmentVariable("HOME", home),
      EnvironmentVariable("PATH", TargetProgram.searchPath.joined(separator: ":")),
      EnvironmentVariable("SHELL", shell),
      EnvironmentVariable("USER", user),
    ]
  }
}
