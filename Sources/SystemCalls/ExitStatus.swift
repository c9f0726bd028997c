internal import Glibc

/// How a process ended (wait(2)).
public enum ExitStatus: Sendable, Hashable {
  /// It called exit(3) with this status.
  case exited(Int32)

  /// A signal ended it.
  case signaled(Int32)

  /// Waits until a child of this process ends.
  package init(waitingFor pid: Int32) throws(Errno) {
    var status: Int32 = 0
    _ = try call { unsafe waitpid(pid, &status, 0) }
    self = status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .signaled(status & 0x7F)
  }

  /// Kills a child of this process that nobody has waited for yet, and waits until it has ended.
  package init(killing pid: Int32) throws(Errno) {
    kill(pid, SIGKILL)
    try self.init(waitingFor: pid)
  }

  /// The status as a shell tells it: 128 and the signal's number when a signal ended it.
  public var code: Int32 {
    switch self {
    case .exited(let status): status
    case .signaled(let signal): 128 + signal
    }
  }
}
