/// A value of JSON (RFC 8259).
///
/// Asking a value for what it has not gives null or nil, never a trap, so that a file of an unknown
/// shape is read with one chain: `state["process"]["pid"].int`.
public enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)

  /// A number without fraction and exponent that fits 64 bits; kept exact.
  case integer(Int64)

  /// Any other number.
  case number(Double)

  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// The member of an object; null when there is none, also when this is no object.
  public subscript(name: String) -> JSONValue {
    guard case .object(let object) = self else { return .null }
    return object[name] ?? .null
  }

  /// The element of an array; null when there is none, also when this is no array.
  public subscript(index: Int) -> JSONValue {
    guard case .array(let array) = self, array.indices.contains(index) else { return .null }
    return array[index]
  }

  /// Whether it is null.
  public var isNull: Bool { self == .null }

  /// The truth value; nil for every other value.
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The whole number; nil for every other value, also for a number with a fraction.
  public var integer: Int64? { if case .integer(let value) = self { value } else { nil } }

  /// The number, whole or not; nil for every other value.
  public var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The text; nil for every other value.
  public var string: String? { if case .string(let value) = self { value } else { nil } }

  /// The elements of an array; none for every other value.
  public var elements: [JSONValue] { if case .array(let value) = self { value } else { [] } }

  /// The members of an object; none for every other value.
  public var object: JSONObject { if case .object(let value) = self { value } else { [:] } }
}

/// The members of a JSON object, in the order in which they were written.
public struct JSONObject: Sendable, Hashable {
  /// One name and its value.
  public struct Member: Sendable, Hashable {
    /// The name.
    public var name: String

    /// The value.
    public var value: JSONValue

    /// Creates a member.
    public init(name: String, value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// The members; a name that comes twice is kept twice, and the last one counts.
  public var members: [Member]

  /// Creates an object from its members.
  public init(_ members: [Member] = []) {
    self.members = members
  }

  /// The value of `name`, nil when there is none; setting nil takes the name out.
  public subscript(name: String) -> JSONValue? {
    get { members.last { $0.name == name }?.value }
    set {
      let index = members.lastIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (nil, let value?): members.append(Member(name: name, value: value))
      case (_, nil): members.removeAll { $0.name == name }
      }
    }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// Creates an object whose members have the order of the literal.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    members = elements.map { Member(name: $0, value: $1) }
  }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
  /// Creates an object whose members have the order of the literal.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements.map { .init(name: $0, value: $1) }))
  }

  /// Creates an array.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  /// Creates a text.
  public init(stringLiteral value: String) { self = .string(value) }

  /// Creates a whole number.
  public init(integerLiteral value: Int64) { self = .integer(value) }

  /// Creates a number.
  public init(floatLiteral value: Double) { self = .number(value) }

  /// Creates a truth value.
  public init(booleanLiteral value: Bool) { self = .bool(value) }

  /// Creates null.
  public init(nilLiteral: ()) { self = .null }
}
