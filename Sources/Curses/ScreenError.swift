/// Why there is no screen.
package enum ScreenError: Error, Sendable, Hashable {
  /// Standard input or output is not a terminal.
  case notATerminal

  /// The variable `TERM` is not set.
  case termUnset

  /// The terminfo database does not know the terminal of this name, or is missing.
  case unknownTerminal(String)

  /// The terminal of this name can't place its cursor, such as `dumb`.
  case tooSimple(String)

  /// The terminal is gone: the window was closed or the connection broke.
  case hungUp
}

extension ScreenError: CustomStringConvertible {
  /// What is wrong, and what one can do.
  package var description: String {
    switch self {
    case .notATerminal:
      "this is not a terminal: run it in one, or ask for text with `heya tree`"
    case .termUnset:
      "TERM is not set: say which terminal this is, for example `TERM=xterm-256color heya`"
    case .unknownTerminal(let name):
      "the terminal \"\(name)\" is not in the terminfo database: install ncurses-term, "
        + "or try `TERM=xterm-256color heya`"
    case .tooSimple(let name):
      "the terminal \"\(name)\" can't place a cursor: ask for text with `heya tree`"
    case .hungUp:
      "the terminal is gone"
    }
  }
}
