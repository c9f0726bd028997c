internal import ArgumentParser
internal import Escaping
internal import Localization
internal import SystemCalls
internal import Teaching

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
  var hasSpaceForTree: Bool {
    guard TerminalMode.isTerminal(0), TerminalMode.isTerminal(1),
      let size = try? WindowSize(of: 1), let terminal = Host.variable("TERM")
    else { return false }
    return size.columns >= 100 && size.rows >= 24 && terminal != "dumb" && !terminal.isEmpty
  }

  /// Writes lines to the standard output, for somebody who reads them now.
  func print(_ lines: [StyledLine]) throws(OutputError) {
    let isStyled = OutputStyle.isColored
    try StandardOutput.print(lines.map { $0.terminalText(isStyled: isStyled) })
    try StandardOutput.flush()
  }
}

extension StyledLine {
  /// The line for a terminal, where `isStyled` looking as its roles say.
  fileprivate func terminalText(isStyled: Bool) -> TerminalText {
    TerminalText(runs.map { TerminalText($0.text, isStyled ? $0.role.look : .plain) })
  }
}

extension StyledLine.Role {
  fileprivate var look: TerminalText.Look {
    switch self {
    case .title: .title
    case .heading, .fact: .bold
    case .code: .cyan
    case .output: .faint
    case .body: .plain
    }
  }
}
