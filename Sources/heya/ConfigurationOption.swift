internal import ArgumentParser
internal import Localization
internal import Settings

/// The option that names the configuration.
struct ConfigurationOption: ParsableArguments {
  @Option(help: "Read this configuration instead of $XDG_CONFIG_HOME/heya/config.toml.")
  var config: String?

  /// Reads the configuration.
  ///
  /// - Parameters:
  ///   - language: the language of what is wrong with it.
  ///   - passesOver: whether it is no failure that root may not read it.
  /// - Returns: the configuration; an empty one where there is no file and none was named.
  /// - Throws: the exit status of wrong usage, after saying what is wrong.
  func read(
    _ language: Language, passingOverForeign passesOver: Bool = true
  ) throws -> Configuration {
    do throws(ConfigurationFileError) {
      return try Configuration(file: config, passingOverForeign: passesOver)
    } catch {
      throw error.leave(language)
    }
  }
}
