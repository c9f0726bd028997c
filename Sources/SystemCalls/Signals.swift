internal import CLinux
internal import Glibc

/// A signal that an interactive program handles (signal(7)).
package enum Signal: Int32, Sendable, Hashable, CaseIterable {
  /// SIGHUP: the terminal is gone.
  case hangUp = 1

  /// SIGINT: Ctrl-C.
  case interrupt = 2

  /// SIGQUIT: Ctrl-\.
  case quit = 3

  /// SIGUSR1, SIGUSR2, SIGALRM: whatever somebody sends; nothing here gives them a meaning.
  case user1 = 10
  case user2 = 12
  case alarm = 14

  /// SIGTERM: kill(1).
  case terminate = 15

  /// SIGCHLD: a child ended or stopped.
  case child = 17

  /// SIGCONT: the process runs again after a stop.
  case resume = 18

  /// SIGTSTP: Ctrl-Z.
  case stop = 20

  /// SIGXCPU, SIGXFSZ: a limit of setrlimit(2) was reached.
  case processorLimit = 24
  case fileLimit = 25

  /// SIGVTALRM, SIGPROF: a timer of setitimer(2) that the process had inherited.
  case virtualAlarm = 26
  case profilingAlarm = 27

  /// SIGWINCH: the terminal has a new size.
  case windowChange = 28

  /// Whether the program shall end.
  package var endsProgram: Bool {
    switch self {
    case .child, .resume, .stop, .windowChange: false
    default: true
    }
  }

  /// Ends the process by the signal's default action, so that whoever waits for it sees the cause;
  /// the terminal must have been restored before.
  package func die() -> Never {
    heya_die_by(rawValue)
    exit(128 + rawValue)
  }
}

/// Signals as something to read, so that one loop sees keys and signals in turn (signalfd(2)).
///
/// From its creation the signals are blocked in the calling thread, and in the threads that it
/// starts: create it first. A ``ChildProgram`` has none of them blocked.
package struct Signals: ~Copyable, Sendable {
  private let source: Descriptor

  /// Turns `signals` into something to read.
  ///
  /// An ending signal that the process was told to ignore, as nohup(1) does, stays ignored.
  package init(_ signals: [Signal] = Signal.allCases) throws(Errno) {
    let numbers = signals.map(\.rawValue)
    source = try Descriptor(
      owning: call { unsafe heya_signal_descriptor(numbers, numbers.count) })
  }

  /// What to wait for.
  package var descriptor: Int32 { source.rawValue }

  /// The signals that came since the last time; empty when none did.
  package func read() throws(Errno) -> [Signal] {
    // struct signalfd_siginfo: 128 bytes that begin with the number of the signal.
    var buffer = [UInt8](repeating: 0, count: 16 * 128)
    var signals: [Signal] = []
    do throws(Errno) {
      let count = try source.read(into: &buffer)
      for start in stride(from: 0, to: count, by: 128) {
        if let signal = Signal(rawValue: Int32(buffer[start])) { signals.append(signal) }
      }
    } catch  where error.rawValue == EAGAIN {}
    return signals
  }

  /// Stops the process as Ctrl-Z does, until somebody continues it.
  ///
  /// Where nobody could (an orphaned process group) it returns at once. The terminal must have been
  /// given back before. The SIGCONT that ends the stop is not reported again; any other signal is.
  package func stopProcess() throws(Errno) {
    heya_stop()
    for signal in try read() where signal != .resume && signal != .stop { raise(signal) }
  }

  /// Sends a signal to this process; it is reported by the next `read`.
  package func raise(_ signal: Signal) {
    kill(getpid(), signal.rawValue)
  }
}
