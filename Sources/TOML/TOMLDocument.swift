/// A file of settings in TOML (toml.io), as far as settings need it: tables by plain names, and in
/// them texts, whole and broken numbers, truth values and arrays.
///
/// What is left out – dotted and quoted keys, inline tables, arrays of tables, dates, texts over
/// several lines – is refused by name and never misread.
public struct TOMLDocument: Sendable, Hashable {
  /// The tables in the order of the file; the first one has no name and holds what comes before
  /// every other.
  public var tables: [TOMLTable]

  /// Reads the text of a file.
  ///
  /// - Throws: the first thing that is not TOML, with its line.
  public init(parsing text: String) throws(TOMLError) {
    var reader = TOMLReader(text)
    tables = try reader.tables()
  }
}

/// A table and what stands in it.
public struct TOMLTable: Sendable, Hashable {
  /// The name, as in `[name]`; empty for the first.
  public var name: String

  /// The line of the name, from 1.
  public var line: Int

  /// The keys with their values, in the order of the file; no key comes twice.
  public var entries: [TOMLEntry] = []
}

/// A key and its value.
public struct TOMLEntry: Sendable, Hashable {
  /// The key.
  public var key: String

  /// The value.
  public var value: TOMLValue

  /// The line of the key, from 1.
  public var line: Int
}

/// A value.
public enum TOMLValue: Sendable, Hashable {
  case string(String)
  case integer(Int)
  case float(Double)
  case boolean(Bool)
  case array([TOMLValue])
}
