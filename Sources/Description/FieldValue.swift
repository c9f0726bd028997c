package import JSONCoding
package import Localization
package import Namespaces

/// What a field says of one object.
package enum FieldValue: Sendable, Hashable {
  /// Nothing is known, or there is nothing to be known.
  case none

  /// A name or another text that is the same in every language; it may be a stranger's.
  case text(String)

  /// Words of heya's own.
  case words(Text)

  /// A number that counts or names something.
  case number(Int64)

  /// A number with a unit.
  case quantity(Double, Unit)

  /// Yes or no.
  case flag(Bool)

  /// Another object that one can go to.
  case object(ObjectID)

  /// Several values, in order.
  case list([FieldValue])

  /// What is measured.
  package enum Unit: Sendable {
    /// The share of one processor, in percent.
    case percent

    /// Bytes of memory.
    case bytes

    /// A span of time in seconds.
    case seconds
  }
}

extension FieldValue {
  /// A text, or nothing where it is nil.
  package init(_ text: String?) {
    self = text.map { .text($0) } ?? .none
  }

  /// A number, or nothing where it is nil; what is beyond 63 bits counts as the largest.
  package init(_ number: (some BinaryInteger)?) {
    self = number.map { .number(Int64(clamping: $0)) } ?? .none
  }

  /// A quantity, or nothing where it is nil.
  package init(_ quantity: Double?, _ unit: Unit) {
    self = quantity.map { .quantity($0, unit) } ?? .none
  }

  /// The values one by one: those of a list, none where there is nothing.
  package var elements: [FieldValue] {
    switch self {
    case .none: []
    case .list(let values): values
    default: [self]
    }
  }

  /// The value in short, for a column; empty where there is nothing.
  package func short(in language: Language) -> String {
    switch self {
    case .none: ""
    case .text(let text): text
    case .words(let words): words[language]
    case .number(let number): String(number)
    case .quantity(let value, .percent): "\(Decimal(value, places: 1))"
    case .quantity(let value, .bytes): "\(Bytes(value: value))"
    case .quantity(let value, .seconds): Age(seconds: value).short
    case .flag(let isTrue): (isTrue ? Text.yes : .no)[language]
    case .object(let object): object.plain
    case .list(let values): values.map { $0.short(in: language) }.joined(separator: ",")
    }
  }

  /// The value as a page tells it; the word for nothing where there is nothing.
  package var long: Text {
    switch self {
    case .none: .none
    case .text(let text): Text(verbatim: text)
    case .words(let words): words
    case .number(let number): Text(verbatim: String(number))
    case .quantity(let value, .percent): Text(verbatim: "\(Decimal(value, places: 1)) %")
    case .quantity(let value, .bytes): Text("\(Bytes(value: value))")
    case .quantity(let value, .seconds): Text("\(Age(seconds: value))")
    case .flag(let isTrue): isTrue ? .yes : .no
    case .object(let object): Text(verbatim: object.plain)
    case .list(let values): values.isEmpty ? .none : values.map(\.long).joined(separator: .comma)
    }
  }

  /// The value in a document.
  package var json: JSONValue {
    switch self {
    case .none: .null
    case .text(let text): .string(text)
    case .words(let words): .string(words[.english])
    case .number(let number): .integer(number)
    case .quantity(let value, .percent): .number((value * 10).rounded() / 10)
    case .quantity(let value, .bytes): .integer(Int64(exactly: value.rounded()) ?? .max)
    case .quantity(let value, .seconds): .number(value)
    case .flag(let isTrue): .bool(isTrue)
    case .object(let object): .string(object.plain)
    case .list(let values): .array(values.map(\.json))
    }
  }

  /// The object that the value leads to; nil for others.
  package var target: ObjectID? { if case .object(let object) = self { object } else { nil } }

  /// Whether this one comes first when larger numbers and earlier letters do; nil for equal ones.
  package func precedes(_ other: FieldValue) -> Bool? {
    switch (sortKey, other.sortKey) {
    case (.number(let left), .number(let right)): left == right ? nil : left > right
    case (.text(let left), .text(let right)): left == right ? nil : left < right
    case (.nothing, .nothing): nil
    case (.nothing, _): false
    case (_, .nothing): true
    case (.number, .text): true
    case (.text, .number): false
    }
  }

  /// Whether this one comes first when smaller numbers and earlier letters do, and what is not known
  /// comes last; nil for equal ones.
  package func ascends(to other: FieldValue) -> Bool? {
    switch (sortKey, other.sortKey) {
    case (.number(let left), .number(let right)): left == right ? nil : left < right
    default: precedes(other)
    }
  }

  private enum SortKey {
    case nothing
    case number(Double)
    case text(String)
  }

  private var sortKey: SortKey {
    switch self {
    case .none: .nothing
    case .number(let number): .number(Double(number))
    case .quantity(let value, _): .number(value)
    case .flag(let isTrue): .number(isTrue ? 1 : 0)
    default: .text(short(in: .english))
    }
  }
}

extension Text {
  /// The answer to a question.
  package static let yes = Text("yes")

  /// The answer to a question.
  package static let no = Text("no")
}

extension ObjectID {
  /// The object as a column and a document name it: a process by its bare number.
  fileprivate var plain: String {
    if case .process(let id) = self { String(id.pid) } else { description }
  }
}
