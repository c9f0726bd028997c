extension JSONValue {
  /// The value that stands for something `Encodable`: structures become objects with the names of
  /// their properties, those that are nil are left out.
  ///
  /// - Throws: what the value's own `encode(to:)` throws.
  public init(encoding value: some Encodable) throws {
    let node = JSONEncoder()
    try node.put(value)
    self = node.value
  }
}

/// A place in a value that is being written.
private final class JSONEncoder: Encoder {
  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]

  private var shape = Shape.scalar(.null)
  private var names: [String] = []
  private var nodes: [JSONEncoder] = []

  private enum Shape {
    case scalar(JSONValue)
    case array
    case object
  }

  var value: JSONValue {
    switch shape {
    case .scalar(let value): value
    case .array: .array(nodes.map(\.value))
    case .object:
      .object(JSONObject(zip(names, nodes).map { .init(name: $0, value: $1.value) }))
    }
  }

  func put(_ value: some Encodable) throws {
    switch value {
    case let value as Bool: shape = .scalar(.bool(value))
    case let value as String: shape = .scalar(.string(value))
    case let value as any BinaryInteger: shape = .scalar(.integer(Int64(clamping: value)))
    case let value as Double: shape = .scalar(.number(value))
    case let value as Float: shape = .scalar(.number(Double(value)))
    default: try value.encode(to: self)
    }
  }

  func member(_ name: String) -> JSONEncoder {
    names.append(name)
    return element()
  }

  func element() -> JSONEncoder {
    let node = JSONEncoder()
    nodes.append(node)
    return node
  }

  var count: Int { nodes.count }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    shape = .object
    return KeyedEncodingContainer(ObjectContainer(node: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    shape = .array
    return ArrayContainer(node: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { ScalarContainer(node: self) }
}

private struct ObjectContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: JSONEncoder
  let codingPath: [any CodingKey] = []

  func encodeNil(forKey key: Key) { _ = node.member(key.stringValue) }

  func encode(_ value: some Encodable, forKey key: Key) throws {
    try node.member(key.stringValue).put(value)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    node.member(key.stringValue).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    node.member(key.stringValue).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { node.member("super") }

  func superEncoder(forKey key: Key) -> any Encoder { node.member(key.stringValue) }
}

private struct ArrayContainer: UnkeyedEncodingContainer {
  let node: JSONEncoder
  let codingPath: [any CodingKey] = []

  var count: Int { node.count }

  func encodeNil() { _ = node.element() }

  func encode(_ value: some Encodable) throws { try node.element().put(value) }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    node.element().container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    node.element().unkeyedContainer()
  }

  func superEncoder() -> any Encoder { node.element() }
}

private struct ScalarContainer: SingleValueEncodingContainer {
  let node: JSONEncoder
  let codingPath: [any CodingKey] = []

  func encodeNil() {}

  func encode(_ value: some Encodable) throws { try node.put(value) }
}
