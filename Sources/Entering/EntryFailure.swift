public import Kernel
internal import Namespaces

/// A step of an entry that the kernel refused, although the plan found nothing in its way.
public struct EntryFailure: Error, Sendable, Hashable {
  /// The step.
  public var step: EntryStep

  /// What the kernel said.
  public var error: Errno

  /// Creates a failure.
  public init(_ step: EntryStep, _ error: Errno) {
    self.step = step
    self.error = error
  }

  /// The status with which `heya enter` ends, as shells and container tools have it: 127 when there
  /// is no such command, 126 when it can't be executed, 125 when it did not come that far.
  public var code: Int32 {
    guard case .execute = step else { return 125 }
    return error == .noSuchFile ? 127 : 126
  }
}

extension EntryFailure: CustomStringConvertible {
  /// One sentence: which step failed and why, and what can be done.
  public var description: String {
    "could not \(step.words): \(error)\(advice.map { "; \($0)" } ?? "")"
  }

  private var advice: String? {
    switch (step, error) {
    case (_, .noSuchProcess), (.holdProcess, _), (.openNamespace, .noSuchFile), (.openRoot, _):
      "the target has ended meanwhile, choose another member of its room"
    case (.fork, .outOfMemory):
      "the pid namespace has lost its first process, nothing can start in it any more"
    case (.openNamespace, .accessDenied), (.openNamespace, .notPermitted),
      (.joinTogether, .notPermitted), (.join, .notPermitted):
      "run heya with sudo"
    case (.setGroups, .notPermitted), (.become, .notPermitted), (.become, .invalidArgument):
      "choose an id that the room's uid_map and gid_map hold"
    case (.execute, .noSuchFile):
      "the command or the interpreter it names is not in the room, try --bring-tools"
    case (.writeMaps(.subordinate), .noSuchFile):
      "/etc/subuid or /etc/subgid has no line for you, ask for one or use --user-map self"
    case (.pin(.mnt, _), .invalidArgument):
      "a mount namespace can be pinned only below a private mount (mount --make-private)"
    case (.enterCgroup, _):
      "leave out --cgroup"
    case (.mountProcesses, _), (.attachRoom, _), (.copyHostMounts, _):
      "keep the host's files with --except mnt"
    default:
      nil
    }
  }
}
