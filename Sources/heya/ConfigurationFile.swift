internal import ArgumentParser
internal import Escaping
internal import Kernel
internal import Procfs
internal import Settings
internal import Wording

extension Configuration {
  /// Reads the file that an option names, else the one at the usual place, which need not be there.
  ///
  /// - Throws: ``ConfigurationFailure``.
  init(file named: String?) throws(ConfigurationFailure) {
    guard let path = named ?? Self.usualPath else {
      self.init()
      return
    }
    let bytes: [UInt8]
    do throws(Errno) {
      bytes = try Descriptor.open(path).contents()
    } catch {
      if named == nil, error == .noSuchFile {
        self.init()
        return
      }
      throw ConfigurationFailure(
        place: path,
        words: Words(
          "cannot be read (\(error)); name another with --config",
          "読めません（\(error)）。--config で別のファイルを指定できます"))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ConfigurationFailure(
        place: path,
        words: Words("is not UTF-8; save it in that encoding", "UTF-8ではありません。UTF-8で保存してください"))
    }
    do throws(ConfigurationError) {
      try self.init(parsing: text)
    } catch {
      throw ConfigurationFailure(place: "\(path):\(error.line)", words: error.problem.words)
    }
  }

  /// Where the configuration is when no option names it; nil without a home.
  static var usualPath: String? { BaseDirectory.configuration.map { $0 + "/config.toml" } }
}

/// Why a configuration cannot be used.
struct ConfigurationFailure: Error {
  /// The file, with the line where there is one.
  var place: String

  /// What is wrong and what to do.
  var words: Words

  /// Tells it in one sentence and ends with the status of wrong usage.
  func leave(_ language: Language) -> ExitCode {
    Message.print(String(visible: "\(place): \(words[language])"))
    return ExitCode(2)
  }
}
