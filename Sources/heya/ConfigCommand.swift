internal import ArgumentParser
internal import Escaping
internal import Localization
internal import Settings
internal import SystemCalls

/// `heya config`: where the configuration is and whether it is right, or an example of one.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Check the configuration, or print an example of one that explains itself.",
    discussion: "heya config --print > ~/.config/heya/config.toml begins one.")

  @Flag(help: "Print an example with every setting and every key, all commented out.")
  var print = false

  @Option(help: "The language, en or ja; the locale's when not given.")
  var lang: Language?

  @OptionGroup var file: ConfigurationOption

  func run() throws {
    let language = lang ?? .preferred
    if print {
      try StandardOutput.print(
        TerminalText.lines(of: Configuration.example(in: language)).dropLast())
    } else {
      _ = try file.read(language, passingOverForeign: false)
      guard let path = file.config ?? Configuration.usualPath else {
        throw ValidationError(
          Text("there is neither HOME nor XDG_CONFIG_HOME; use --config FILE"))
      }
      try StandardOutput.print(path)
    }
  }
}
