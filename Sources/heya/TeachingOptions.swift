internal import ArgumentParser
internal import Kernel
internal import Teaching
internal import Wording

/// Where the commands that teach look, and how they write their text.
struct TeachingOptions: ParsableArguments {
  @OptionGroup var scan: ScanOptions

  /// The language to write in.
  var language: Language { scan.language }

  /// The width of a line: the terminal's, but no wider than one reads well.
  var columns: Int {
    let columns = (try? WindowSize(of: 1))?.columns ?? 0
    return columns == 0 ? 80 : min(max(Int(columns) - 1, 40), 100)
  }

  /// Whether the terminal can show the tree beside a lesson's text.
  var hasRoomForTree: Bool {
    guard TerminalMode.isTerminal(0), TerminalMode.isTerminal(1),
      let size = try? WindowSize(of: 1), let terminal = Host.variable("TERM")
    else { return false }
    return size.columns >= 100 && size.rows >= 24 && terminal != "dumb" && !terminal.isEmpty
  }

  /// Writes lines to the standard output, for somebody who reads them now.
  func print(_ lines: [StyledLine]) throws(OutputError) {
    let isStyled = TerminalMode.isTerminal(1) && Host.variable("NO_COLOR")?.isEmpty ?? true
    try StandardOutput.print(lines.map { isStyled ? $0.styled : $0.text })
    try StandardOutput.flush()
  }
}

extension StyledLine {
  /// The line with the sequences of ECMA-48 that make it look as its roles say.
  fileprivate var styled: String {
    runs.map { run in
      switch run.role {
      case .title: "\u{1B}[1;4m\(run.text)\u{1B}[0m"
      case .heading: "\u{1B}[1m\(run.text)\u{1B}[0m"
      case .fact: "\u{1B}[1m\(run.text)\u{1B}[0m"
      case .code: "\u{1B}[36m\(run.text)\u{1B}[0m"
      case .output: "\u{1B}[2m\(run.text)\u{1B}[0m"
      case .body: run.text
      }
    }.joined()
  }
}
