internal import CLinux
internal import Glibc

/// The modes of a terminal (termios(3)), to be set again later.
package struct TerminalMode: Sendable {
  private var modes: termios

  /// The modes that a terminal has now.
  ///
  /// The corresponding C function is `tcgetattr`.
  ///
  /// - Throws: ENOTTY when the descriptor is not a terminal's; EIO when the terminal hung up.
  package init(of descriptor: Int32) throws(Errno) {
    var modes = termios()
    _ = try call { unsafe tcgetattr(descriptor, &modes) }
    self.modes = modes
  }

  /// Sets the modes of a terminal after what was written has left.
  ///
  /// The corresponding C function is `tcsetattr` with `TCSADRAIN`.
  package func apply(to descriptor: Int32) throws(Errno) {
    var modes = modes
    _ = try call { unsafe tcsetattr(descriptor, TCSADRAIN, &modes) }
  }

  /// Whether the terminal hands over whole lines, and lets them be edited before.
  package var isByLine: Bool { modes.c_lflag & tcflag_t(ICANON) != 0 }

  /// These modes with every byte passed on as it comes and nothing echoed, as a relay between two
  /// terminals wants it.
  ///
  /// The corresponding C function is `cfmakeraw`.
  package var raw: TerminalMode {
    var copy = self
    unsafe cfmakeraw(&copy.modes)
    return copy
  }

  /// These modes for a program that reads keys: each byte at once, no echo, no flow control by
  /// Ctrl-S; Ctrl-C, Ctrl-\ and Ctrl-Z still send their signals to the whole process group, so that
  /// a wrapper such as sudo(8) stops and ends together with us.
  ///
  /// Enter is what it is in the modes of the shell, which reads what is typed after the quit key.
  package func keys(before shell: TerminalMode) -> TerminalMode {
    var copy = self
    copy.modes.c_lflag &= ~tcflag_t(ICANON | ECHO | ECHONL | IEXTEN)
    copy.modes.c_lflag |= tcflag_t(ISIG)
    copy.modes.c_iflag &= ~tcflag_t(IXON | ICRNL | INLCR | IGNCR | ISTRIP)
    copy.modes.c_iflag |= shell.modes.c_iflag & tcflag_t(ICRNL)
    return copy
  }

  /// Calls `body` with the modes as C has them.
  func withModes<Result>(_ body: (UnsafeRawPointer) -> Result) -> Result {
    var modes = modes
    return unsafe withUnsafePointer(to: &modes) { unsafe body(UnsafeRawPointer($0)) }
  }

  /// Whether the descriptor is a terminal's (isatty(3)).
  package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Whether this process may read from the descriptor, if that is its terminal, and set its modes:
  /// one in the background would be stopped (SIGTTIN, SIGTTOU).
  ///
  /// The corresponding C function is `tcgetpgrp`.
  package static func isForeground(_ descriptor: Int32) -> Bool {
    let group = tcgetpgrp(descriptor)
    // It fails for what is not the terminal of this process's session, which stops nobody.
    return group == -1 || group == getpgrp()
  }
}

/// The size of a terminal in characters (`TIOCGWINSZ`, ioctl_tty(2)); 0 by 0 where nobody set it.
package struct WindowSize: Sendable, Hashable {
  /// The rows.
  package var rows: UInt16

  /// The columns.
  package var columns: UInt16

  /// Creates a size.
  package init(rows: UInt16, columns: UInt16) {
    self.rows = rows
    self.columns = columns
  }

  /// The size of a terminal.
  ///
  /// - Throws: ENOTTY when the descriptor is not a terminal's.
  package init(of descriptor: Int32) throws(Errno) {
    var rows: UInt16 = 0
    var columns: UInt16 = 0
    _ = try call { unsafe heya_get_window_size(descriptor, &rows, &columns) }
    self.init(rows: rows, columns: columns)
  }

  /// Makes it the size of a terminal; whoever runs in its foreground gets SIGWINCH.
  package func apply(to descriptor: Int32) throws(Errno) {
    _ = try call { heya_set_window_size(descriptor, rows, columns) }
  }
}
