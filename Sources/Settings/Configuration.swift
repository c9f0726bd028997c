import Canvas
package import Explorer
import Localization
import TOML

/// What a person wrote into the configuration, which is made of ``Setting``s and of keys.
package struct Configuration: Sendable {
  private var values: [(setting: Setting, value: TOMLValue)] = []
  private var keys: KeyTable?

  /// A configuration that says nothing.
  package init() {}

  /// Reads the text of a configuration.
  ///
  /// - Throws: the first mistake, in TOML or in what it says.
  package init(parsing text: String) throws(ConfigurationError) {
    let document: TOMLDocument
    do throws(TOMLError) {
      document = try TOMLDocument(parsing: text)
    } catch {
      throw ConfigurationError(line: error.line, problem: .notTOML(error.problem))
    }
    for table in document.tables {
      switch table.name {
      case "": try readSettings(table.entries)
      case Self.keysTable: try readKeys(table.entries)
      default: throw ConfigurationError(line: table.line, problem: .unknownTable(table.name))
      }
    }
  }

  /// The name of the table of keys.
  static let keysTable = "keys"

  /// Changes the options that it speaks of.
  package func apply(to options: inout Options) {
    // A value is kept only after it was found to be right.
    for (setting, value) in values { _ = setting.apply(value, &options) }
    if let keys { options.keys = keys }
  }

  /// Whether it speaks of a setting.
  package func sets(_ name: String) -> Bool { values.contains { $0.setting.name == name } }

  private mutating func readSettings(_ entries: [TOMLEntry]) throws(ConfigurationError) {
    for entry in entries {
      guard let setting = Setting.all.first(where: { $0.name == entry.key }) else {
        throw ConfigurationError(line: entry.line, problem: .unknownSetting(entry.key))
      }
      var trial = Options()
      guard setting.apply(entry.value, &trial) else {
        throw ConfigurationError(
          line: entry.line, problem: .wrongValue(entry.key, expected: setting.expected))
      }
      values.append((setting, entry.value))
    }
  }

  private mutating func readKeys(_ entries: [TOMLEntry]) throws(ConfigurationError) {
    var changes: [Action: [Key]] = [:]
    var lines: [Action: Int] = [:]
    for entry in entries {
      guard let action = Action(rawValue: entry.key) else {
        throw ConfigurationError(line: entry.line, problem: .unknownAction(entry.key))
      }
      changes[action] = try Self.keys(in: entry)
      lines[action] = entry.line
    }
    if let line = lines[.quit], changes[.quit]?.isEmpty ?? false {
      throw ConfigurationError(line: line, problem: .noWayOut)
    }
    var table = KeyTable.standard
    do throws(KeyClash) {
      try table.rebind(changes)
    } catch {
      let line = error.actions.compactMap { lines[$0] }.max() ?? 1
      throw ConfigurationError(line: line, problem: .keyTaken(error))
    }
    keys = table
  }

  private static func keys(in entry: TOMLEntry) throws(ConfigurationError) -> [Key] {
    let names: [TOMLValue] =
      if case .array(let elements) = entry.value { elements } else { [entry.value] }
    var keys: [Key] = []
    for name in names {
      guard case .string(let name) = name else {
        throw ConfigurationError(line: entry.line, problem: .noKeys(of: entry.key))
      }
      guard let key = Key(name: name) else {
        throw ConfigurationError(line: entry.line, problem: .unknownKey(name))
      }
      keys.append(key)
    }
    return keys
  }
}
