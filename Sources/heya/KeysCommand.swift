internal import ArgumentParser
internal import Explorer
internal import Localization
internal import Settings
internal import SystemCalls

/// `heya keys`: the keys of the interface, as the table in the README.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Print the keys of the interface as a table in Markdown.")

  @Option(help: "The language, en or ja; the locale's when not given.")
  var lang: Language?

  @OptionGroup var file: ConfigurationOption

  func run() throws {
    let language = lang ?? .preferred
    var options = Options()
    try file.read(language).apply(to: &options)
    try StandardOutput.print(options.keys.markdown(language))
  }
}
