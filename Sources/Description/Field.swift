package import JSONCoding
package import Localization

/// One thing that can be said of an object: an entry of the tables ``NamespaceFields``,
/// ``ProcessFields`` and ``ContainerFields``.
///
/// Lists, pages, filters, orders and documents read the tables; a new entry is in all of them.
package final class Field<Object: Sendable>: Sendable {
  /// The name that is typed, as in `--columns` and in filters.
  package let key: String

  /// The name in a document; the same in camel case where nothing else is said.
  package let jsonKey: String

  /// Other names that are understood, such as the column of lsns(8).
  package let aliases: [String]

  /// The label on a page.
  package let title: Text

  /// The head of a column.
  package let heading: Text

  /// What it is, in half a sentence.
  package let help: Text

  /// The width of a column in the interface.
  package let width: Int

  /// Whether the values are numbers, which stand at the right edge of a column.
  package let isNumeric: Bool

  /// The only values that can be asked for; nil where any can.
  package let choices: [String]?

  /// Whether a namespace says it only where it has no member to say it of, such as the user.
  package let isForEmpty: Bool

  /// What the field says of an object.
  package let value: @Sendable (Described<Object>) -> FieldValue

  private let page: (@Sendable (Described<Object>) -> Text?)?
  private let document: (@Sendable (Described<Object>) -> JSONValue)?

  /// Creates a field.
  ///
  /// - Parameters:
  ///   - key: the name that is typed.
  ///   - jsonKey: the name in a document where that is another.
  ///   - aliases: other names that are understood.
  ///   - title: the label on a page.
  ///   - heading: the head of a column; the key in capitals where it is nil.
  ///   - help: what it is, in half a sentence.
  ///   - width: the width of a column in the interface.
  ///   - isNumeric: whether the values are numbers.
  ///   - choices: the only values that can be asked for.
  ///   - isForEmpty: whether a namespace says it only without members.
  ///   - page: what a page says where that is more than the value; nil for the value itself.
  ///   - document: what a document says where that is more than the value.
  ///   - value: what the field says of an object.
  init(
    _ key: String, json jsonKey: String? = nil, aliases: [String] = [], _ title: Text,
    heading: Text? = nil, help: Text, width: Int = 12, isNumeric: Bool = false,
    choices: [String]? = nil, isForEmpty: Bool = false,
    page: (@Sendable (Described<Object>) -> Text?)? = nil,
    document: (@Sendable (Described<Object>) -> JSONValue)? = nil,
    value: @escaping @Sendable (Described<Object>) -> FieldValue
  ) {
    self.key = key
    self.jsonKey = jsonKey ?? key.inCamelCase
    self.aliases = aliases
    self.title = title
    self.heading = heading ?? Text(verbatim: key.uppercased())
    self.help = help
    self.width = width
    self.isNumeric = isNumeric
    self.choices = choices
    self.isForEmpty = isForEmpty
    self.page = page
    self.document = document
    self.value = value
  }

  /// The field as a line of a page; nil where there is nothing to say.
  package func line(_ described: Described<Object>) -> FactLine? {
    let value = value(described)
    guard let text = page.map({ $0(described) }) ?? (value.elements.isEmpty ? nil : value.long)
    else {
      return nil
    }
    return FactLine(title, text, target: value.target, field: key)
  }

  /// What a document says.
  package func json(_ described: Described<Object>) -> JSONValue {
    document?(described) ?? value(described).json
  }
}

extension Sequence {
  /// The fields as the members of an object of a document; what is said only for want of a member is
  /// for eyes.
  package func json<Object>(_ described: Described<Object>) -> JSONObject
  where Element == Field<Object> {
    JSONObject(
      filter { !$0.isForEmpty }.map {
        JSONObject.Member(name: $0.jsonKey, value: $0.json(described))
      })
  }

  /// Those fields of a table that are called so, in this order, as lines of a page.
  package func lines<Object>(_ keys: [String], _ described: Described<Object>) -> [FactLine]
  where Element == Field<Object> {
    keys.compactMap { key in first { $0.key == key }?.line(described) }
  }
}

extension String {
  /// `memory_limit` as `memoryLimit`.
  fileprivate var inCamelCase: String {
    let words = split(separator: "_")
    return words.prefix(1).joined()
      + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
