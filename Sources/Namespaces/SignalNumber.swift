/// A signal by its number on x86, Arm and most other machines (signal(7)).
public struct SignalNumber: Sendable, Hashable {
  /// The number, from 1.
  public var rawValue: Int32

  /// Names a signal by its number.
  public init(_ rawValue: Int32) {
    self.rawValue = rawValue
  }

  /// The names by number.
  private static let names = [
    "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL",
    "SIGUSR1", "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT", "SIGCHLD",
    "SIGCONT", "SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU", "SIGXFSZ",
    "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR", "SIGSYS",
  ]
}

extension SignalNumber: CustomStringConvertible {
  /// The name, such as `SIGKILL`; for one without a name, as the real-time signals are, `signal 40`.
  public var description: String {
    let index = Int(rawValue) - 1
    return Self.names.indices.contains(index) ? Self.names[index] : "signal \(rawValue)"
  }
}
