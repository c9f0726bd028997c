internal import Glibc

/// The caller's terminal while what is typed there goes to a relay: every byte is passed on as it
/// comes and nothing is echoed, for whoever runs behind the relay does that.
///
/// It begins before there is anything to relay to, so that what is typed meanwhile waits without
/// being echoed twice. At the end of the value's life the terminal is as it was.
package struct RawTerminal: ~Copyable {
  /// The modes that the terminal has otherwise.
  package let modes: TerminalMode

  private let isOwn: Bool

  /// Gives the terminal back also when this process dies of a fault of its own.
  private let crashGuard: CrashGuard?

  /// Takes the terminal at the standard input.
  ///
  /// - Throws: ENOTTY when that is none; EIO when it has hung up.
  package init() throws(Errno) {
    let modes = try TerminalMode(of: STDIN_FILENO)
    let crashGuard = CrashGuard(terminal: STDIN_FILENO, restore: [], capture: nil)
    try modes.raw.apply(to: STDIN_FILENO)
    self.crashGuard = consume crashGuard
    self.modes = modes
    isOwn = true
  }

  /// Goes on with a terminal that passes everything on already, and leaves it like that.
  ///
  /// - Parameter modes: those that it has otherwise.
  package init(alreadyRaw modes: TerminalMode) {
    self.modes = modes
    isOwn = false
    crashGuard = nil
  }

  deinit {
    if isOwn { try? modes.apply(to: STDIN_FILENO) }
  }
}
