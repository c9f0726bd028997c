internal import CLinux
internal import Glibc

/// Another program that is started and waited for.
package struct Subprocess: Sendable {
  /// The path of the program; it is not searched for.
  package var path: String

  /// The arguments; the first is the program's name for itself.
  package var arguments: [String]

  /// The environment as `NAME=value`.
  package var environment: [String]

  /// Describes a program to start; without `environment` it gets that of this process.
  package init(path: String, arguments: [String], environment: [String]? = nil) {
    self.path = path
    self.arguments = arguments
    self.environment = environment ?? Self.inheritedEnvironment
  }

  /// Runs the program in the foreground of a terminal and waits until it has ended.
  ///
  /// It gets a process group of its own, which has the terminal until it ends, so that Ctrl-C there
  /// does not reach this process. When Ctrl-Z stops it, this process stops as well, and continues it
  /// when it is continued itself. A signal that ends this process hangs the program up, and is
  /// reported by `signals` afterwards. The screen must be suspended meanwhile.
  ///
  /// The corresponding C functions are `posix_spawn` and `waitpid`.
  ///
  /// - Parameters:
  ///   - terminal: a descriptor of the terminal.
  ///   - signals: the signals of this process, `Signal.child` among them.
  ///   - errors: the descriptor that is its standard error; nil for this process's own.
  /// - Returns: how it ended.
  /// - Throws: why it could not be started, such as ENOENT.
  package func run(
    onTerminal terminal: Int32, signals: borrowing Signals, errors: Int32? = nil
  ) throws(Errno) -> ExitStatus {
    let pid = try start(onTerminal: terminal, errors: errors ?? -1)
    defer { _ = heya_set_foreground(terminal, getpgrp()) }
    var ending: Signal?
    defer { if let ending { signals.raise(ending) } }
    while true {
      switch try state(of: pid) {
      case .ended(let status):
        return status
      case .stopped:
        _ = heya_set_foreground(terminal, getpgrp())
        try signals.stopProcess()
        _ = heya_set_foreground(terminal, pid)
        kill(-pid, SIGCONT)
      case .running:
        _ = try waitForInput(on: [signals.descriptor])
        for signal in try signals.read() where signal.endsProgram {
          ending = signal
          kill(-pid, SIGHUP)
          kill(-pid, SIGCONT)
        }
      }
    }
  }

  private func start(onTerminal terminal: Int32, errors: Int32) throws(Errno) -> Int32 {
    var pid: Int32 = 0
    let error = unsafe withCStrings(arguments) { arguments in
      unsafe withCStrings(environment) { environment in
        unsafe heya_spawn(path, arguments, environment, terminal, errors, &pid)
      }
    }
    guard error == 0 else { throw Errno(rawValue: error) }
    return pid
  }

  private enum State {
    case running
    case stopped
    case ended(ExitStatus)
  }

  private func state(of pid: Int32) throws(Errno) -> State {
    var value: Int32 = 0
    switch try call({ unsafe heya_child_state(pid, &value) }) {
    case 1: return .ended(.exited(value))
    case 2: return .ended(.signaled(value))
    case 3: return .stopped
    default: return .running
    }
  }

  private static var inheritedEnvironment: [String] {
    var variables: [String] = []
    var next = unsafe environ
    while let variable = unsafe next.pointee {
      variables.append(unsafe String(cString: variable))
      unsafe next += 1
    }
    return variables
  }
}
