/// A container of which its engine still knows, though nothing of it runs.
public struct EndedContainer: Sendable, Hashable {
  /// What made it, such as `docker`.
  public var runtime: String

  /// The name by which it was looked for.
  public var name: String

  /// What the engine says of it, such as `exited`; nil where only its files tell that there is one.
  public var status: String?

  /// The exit status of its first process; nil when the engine does not tell.
  public var exitStatus: Int?

  /// Creates a description of a container that does not run.
  public init(runtime: String, name: String, status: String? = nil, exitStatus: Int? = nil) {
    self.runtime = runtime
    self.name = name
    self.status = status
    self.exitStatus = exitStatus
  }

  /// The command that starts it.
  public var startCommand: String {
    switch runtime {
    case "lxc": "lxc-start \(name)"
    case "nspawn": "machinectl start \(name)"
    default: "\(runtime) start \(name)"
    }
  }
}
