internal import ArgumentParser
internal import Description
internal import Escaping
internal import Explorer
internal import Localization
internal import SystemCalls

/// `heya filter`: the language of `--filter` and of the interface's filter.
struct FilterTopic: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "filter", abstract: "Explain the language of --filter.", discussion: text(.english)
  )

  @Option(help: "The language, en or ja; the locale's when not given.")
  var lang: Language?

  func run() throws {
    try StandardOutput.print(TerminalText.lines(of: Self.text(lang ?? .preferred)))
  }

  private static func text(_ language: Language) -> String {
    FilterLanguage.page(language, columns: 78).map(\.text).joined(separator: "\n")
  }
}
