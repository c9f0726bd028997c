internal import ArgumentParser
internal import Settings
internal import Wording

/// The option that names the configuration.
struct ConfigurationOption: ParsableArguments {
  @Option(help: "Read this configuration instead of $XDG_CONFIG_HOME/heya/config.toml.")
  var config: String?

  /// Reads the configuration.
  ///
  /// - Parameter language: the language of what is wrong with it.
  /// - Returns: the configuration; an empty one where there is no file and none was named.
  /// - Throws: the exit status of wrong usage, after saying what is wrong.
  func read(_ language: Language) throws -> Configuration {
    do throws(ConfigurationFailure) {
      return try Configuration(file: config)
    } catch {
      throw error.leave(language)
    }
  }
}
