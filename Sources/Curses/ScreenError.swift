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
