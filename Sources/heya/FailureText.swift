internal import Curses
internal import Entering
internal import Localization
internal import Namespaces
internal import Scanning
internal import SystemCalls
internal import Teaching

/// An error that somebody reads: what failed, where, and what to do next.
protocol ToldError: Error {
  /// One sentence.
  var words: Text { get }
}

extension FileError: ToldError {}
extension TargetError: ToldError {}
extension ScanError: ToldError {}
extension PreflightError: ToldError {}
extension ExecutionError: ToldError {}
extension LabError: ToldError {}
extension LessonError: ToldError {}

extension Errno: ToldError {
  /// The kernel's own words: nobody here knows more of what was wanted.
  var words: Text {
    Text("the kernel refuses (\(self)).")
  }
}

extension ScreenError: ToldError {
  /// One sentence: what is wrong, and what one can do.
  var words: Text {
    switch self {
    case .notATerminal:
      Text("this is not a terminal: run it in one, or ask for text with `heya tree`")
    case .termUnset:
      Text("TERM is not set: say which terminal this is, for example `TERM=xterm-256color heya`")
    case .unknownTerminal(let name):
      Text(
        """
        the terminal "\(name)" is not in the terminfo database: install ncurses-term, or try \
        `TERM=xterm-256color heya`
        """)
    case .tooSimple(let name):
      Text("the terminal \"\(name)\" can't place a cursor: ask for text with `heya tree`")
    case .hungUp: Text("the terminal is gone")
    }
  }
}
