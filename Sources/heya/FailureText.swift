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
    Text("the kernel refuses (\(self)).", "カーネルに拒否されました（\(name)）。")
  }
}

extension ScreenError: ToldError {
  /// One sentence: what is wrong, and what one can do.
  var words: Text {
    let japanese =
      switch self {
      case .notATerminal: "ここは端末ではありません。端末で実行するか、`heya tree` で文字の木を出力してください"
      case .termUnset: "TERM が設定されていません。`TERM=xterm-256color heya` のように端末の種類を指定してください"
      case .unknownTerminal(let name):
        "端末「\(name)」は terminfo データベースにありません。ncurses-term を入れるか、"
          + "`TERM=xterm-256color heya` を試してください"
      case .tooSimple(let name): "端末「\(name)」ではカーソルを動かせません。`heya tree` を使ってください"
      case .hungUp: "端末がなくなりました"
      }
    return Text(description, japanese)
  }
}
