internal import ArgumentParser
internal import Escaping
internal import Limits
internal import Localization
internal import Procfs
internal import Settings
internal import SystemCalls

extension Configuration {
  /// Reads the file that an option names, else the one at the usual place, which need not be there.
  ///
  /// - Parameters:
  ///   - named: what the option names.
  ///   - passesOver: whether it is no failure that the usual place is within reach of others, of
  ///     whom root takes nothing.
  /// - Throws: ``ConfigurationFileError``.
  init(file named: String?, passingOverForeign passesOver: Bool = true)
    throws(ConfigurationFileError)
  {
    guard let path = named ?? Self.usualPath else {
      self.init()
      return
    }
    let bytes: [UInt8]
    do throws(OwnFile.Refusal) {
      bytes =
        named == nil
        ? try OwnFile.read(path, limit: ReadLimits.configuration)
        : try OwnFile.read(named: path, limit: ReadLimits.configuration)
    } catch {
      switch error {
      case .failed(.noSuchFile) where named == nil, .foreign where passesOver:
        self.init()
        return
      default: throw ConfigurationFileError(place: path, words: error.words)
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ConfigurationFileError(
        place: path,
        words: Text("is not UTF-8; save it in that encoding"))
    }
    do throws(ConfigurationError) {
      try self.init(parsing: text)
    } catch {
      throw ConfigurationFileError(place: "\(path):\(error.line)", words: error.problem.words)
    }
  }

  /// Where the configuration is when no option names it; nil without a home.
  static var usualPath: String? { BaseDirectory.configuration.map { $0 + "/config.toml" } }
}

extension OwnFile.Refusal {
  /// What is wrong with the file of a configuration, and what to do.
  fileprivate var words: Text {
    switch self {
    case .failed(let error):
      Text("cannot be read (\(error)); name another with --config")
    case .notRegular:
      Text("is no regular file; name another with --config")
    case .tooLarge(let limit):
      Text("is larger than \(limit >> 10) KiB; name another with --config")
    case .silent:
      Text("cannot be read: nothing answered there within a second; name another with --config")
    case .foreign(let directory):
      Text("is not read by root: others can write to \(directory); name it with --config")
    }
  }
}

/// Why a configuration cannot be used.
struct ConfigurationFileError: Error {
  /// The file, with the line where there is one.
  var place: String

  /// What is wrong and what to do.
  var words: Text

  /// Tells it in one sentence and ends with the status of wrong usage.
  func leave(_ language: Language) -> ExitCode {
    Message.print(String(visible: "\(place): \(words[language])"))
    return ExitCode(2)
  }
}
