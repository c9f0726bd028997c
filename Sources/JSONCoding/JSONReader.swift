internal import Limits

/// Why a text is not JSON, and where.
public struct JSONError: Error, Sendable, Hashable {
  /// What was found wrong.
  public var reason: Reason

  /// The offset of the offending byte from the beginning of the text.
  public var offset: Int

  /// What can be wrong with a text.
  public enum Reason: Sendable, Hashable {
    /// The text is longer than the limit, in bytes.
    case tooLong(limit: Int)

    /// Arrays and objects are nested deeper than the limit.
    case tooDeep(limit: Int)

    /// There are more values than may be made.
    case tooMany

    /// The text ends in the middle of a value.
    case unexpectedEnd

    /// Something else should stand here, such as "a value".
    case expected(String)

    /// A string holds bytes that are no UTF-8, or half of a surrogate pair.
    case invalidText
  }
}

extension JSONError: CustomStringConvertible {
  /// One sentence with reason and place.
  public var description: String { "not JSON at \(place)" }

  /// Where it is not JSON and why, such as `byte 3: expected a value`.
  public var place: String {
    let words =
      switch reason {
      case .tooLong(let limit): "longer than \(limit) bytes"
      case .tooDeep(let limit): "nested deeper than \(limit) levels"
      case .tooMany: "more values than are read"
      case .unexpectedEnd: "the text ends in the middle of a value"
      case .expected(let what): "expected \(what)"
      case .invalidText: "a string that is not Unicode"
      }
    return "byte \(offset): \(words)"
  }
}

extension JSONValue {
  /// Reads one value and nothing but that from `text`, as strictly as RFC 8259 has it.
  ///
  /// - Parameters:
  ///   - text: the text in UTF-8; white space around the value is let pass.
  ///   - maximumLength: how many bytes the text may have; nil for ``ReadLimits/json``.
  ///   - maximumDepth: how deep arrays and objects may be nested, since reading uses the stack; nil
  ///     for ``ReadLimits/jsonDepth``.
  ///   - maximumNodes: how many values may be made; nil for ``ReadLimits/jsonNodes``.
  /// - Throws: what is wrong first.
  public init(
    reading text: [UInt8], maximumLength: Int? = nil, maximumDepth: Int? = nil,
    maximumNodes: Int? = nil
  ) throws(JSONError) {
    var nodes = maximumNodes ?? ReadLimits.jsonNodes
    try self.init(
      reading: text, maximumLength: maximumLength, maximumDepth: maximumDepth, nodes: &nodes)
  }

  /// Reads one value and nothing but that from `text`, and takes the values in it from `nodes`,
  /// also where the text turns out to be none.
  ///
  /// A value costs some hundred bytes of memory, however few it has in the text.
  public init(
    reading text: [UInt8], maximumLength: Int? = nil, maximumDepth: Int? = nil, nodes: inout Int
  ) throws(JSONError) {
    let limit = maximumLength ?? ReadLimits.json
    guard text.count <= limit else {
      throw JSONError(reason: .tooLong(limit: limit), offset: limit)
    }
    var reader = JSONReader(
      text: text, maximumDepth: maximumDepth ?? ReadLimits.jsonDepth, nodes: nodes)
    defer { nodes = reader.nodes }
    self = try reader.document()
  }
}

/// Reads by descending; one function per rule of the grammar.
private struct JSONReader {
  let text: [UInt8]
  let maximumDepth: Int

  /// How many values may still be made.
  var nodes: Int

  var at = 0
  var depth = 0

  init(text: [UInt8], maximumDepth: Int, nodes: Int) {
    self.text = text
    self.maximumDepth = maximumDepth
    self.nodes = nodes
  }

  mutating func document() throws(JSONError) -> JSONValue {
    let value = try value()
    skipSpace()
    guard at == text.count else { throw failure(.expected("the end")) }
    return value
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    skipSpace()
    guard nodes > 0 else { throw failure(.tooMany) }
    nodes -= 1
    switch try peek() {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw failure(.expected("a value"))
    }
  }

  private mutating func object() throws(JSONError) -> JSONValue {
    try descend()
    defer { depth -= 1 }
    var members: [JSONObject.Member] = []
    if take(UInt8(ascii: "}")) { return .object(JSONObject()) }
    repeat {
      skipSpace()
      guard try peek() == UInt8(ascii: "\"") else { throw failure(.expected("a name")) }
      let name = try string()
      try require(UInt8(ascii: ":"), "a colon")
      members.append(JSONObject.Member(name: name, value: try value()))
    } while take(UInt8(ascii: ","))
    try require(UInt8(ascii: "}"), "a comma or the end of the object")
    return .object(JSONObject(members))
  }

  private mutating func array() throws(JSONError) -> JSONValue {
    try descend()
    defer { depth -= 1 }
    var elements: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return .array([]) }
    repeat {
      elements.append(try value())
    } while take(UInt8(ascii: ","))
    try require(UInt8(ascii: "]"), "a comma or the end of the array")
    return .array(elements)
  }

  /// Steps over the opening bracket.
  private mutating func descend() throws(JSONError) {
    guard depth < maximumDepth else { throw failure(.tooDeep(limit: maximumDepth)) }
    depth += 1
    at += 1
  }

  private mutating func string() throws(JSONError) -> String {
    at += 1
    let start = at
    while at < text.count {
      switch text[at] {
      case UInt8(ascii: "\""):
        let end = at
        at += 1
        return try unicode(text[start..<end], startingAt: start)
      case UInt8(ascii: "\\"): return try stringWithEscapes(from: start)
      case 0..<0x20: throw failure(.expected("no control character"))
      default: at += 1
      }
    }
    throw failure(.unexpectedEnd)
  }

  /// Goes on at the first backslash of a string that began at `start`.
  private mutating func stringWithEscapes(from start: Int) throws(JSONError) -> String {
    var bytes = Array(text[start..<at])
    while at < text.count {
      let byte = text[at]
      at += 1
      switch byte {
      case UInt8(ascii: "\""): return try unicode(bytes[...], startingAt: start)
      case UInt8(ascii: "\\"): bytes.append(contentsOf: String(try escape()).utf8)
      case 0..<0x20:
        at -= 1
        throw failure(.expected("no control character"))
      default: bytes.append(byte)
      }
    }
    throw failure(.unexpectedEnd)
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    let letter = try peek()
    at += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let start = at - 2
      let first = try fourHexDigits()
      if let scalar = Unicode.Scalar(first) { return scalar }
      // What is no scalar by itself must be the first half of a pair, with the second following.
      guard first < 0xDC00, at + 1 < text.count,
        text[at] == UInt8(ascii: "\\"), text[at + 1] == UInt8(ascii: "u")
      else { throw JSONError(reason: .invalidText, offset: start) }
      at += 2
      let second = try fourHexDigits()
      guard (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      else { throw JSONError(reason: .invalidText, offset: start) }
      return scalar
    default:
      at -= 1
      throw failure(.expected("an escape"))
    }
  }

  private mutating func fourHexDigits() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(try peek())).hexDigitValue, text[at] < 0x80 else {
        throw failure(.expected("a hexadecimal digit"))
      }
      value = value << 4 | UInt32(digit)
      at += 1
    }
    return value
  }

  private func unicode(
    _ bytes: ArraySlice<UInt8>, startingAt start: Int
  ) throws(JSONError) -> String {
    guard let string = String(validating: bytes, as: UTF8.self) else {
      throw JSONError(reason: .invalidText, offset: start)
    }
    return string
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = at
    if text[at] == UInt8(ascii: "-") { at += 1 }
    // A leading zero stands alone.
    if try peek() == UInt8(ascii: "0") { at += 1 } else { try digits() }
    var isWhole = true
    if at < text.count, text[at] == UInt8(ascii: ".") {
      isWhole = false
      at += 1
      try digits()
    }
    if at < text.count, text[at] | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      at += 1
      if let sign = try? peek(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { at += 1 }
      try digits()
    }
    let literal = String(decoding: text[start..<at], as: UTF8.self)
    if isWhole, let value = Int64(literal) { return .integer(value) }
    guard let value = Double(literal), value.isFinite else {
      throw JSONError(reason: .expected("a number within the range of a double"), offset: start)
    }
    return .number(value)
  }

  private mutating func digits() throws(JSONError) {
    let start = at
    while at < text.count, text[at] &- UInt8(ascii: "0") < 10 { at += 1 }
    if at == text.count, at == start { throw failure(.unexpectedEnd) }
    if at == start { throw failure(.expected("a digit")) }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
    for byte in word.utf8 {
      guard try peek() == byte else { throw failure(.expected(word)) }
      at += 1
    }
    return value
  }

  private mutating func skipSpace() {
    while at < text.count {
      switch text[at] {
      case 0x20, 0x09, 0x0A, 0x0D: at += 1
      default: return
      }
    }
  }

  /// Steps over `byte` and the white space before it, when that is what comes next.
  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard at < text.count, text[at] == byte else { return false }
    at += 1
    return true
  }

  private mutating func require(_ byte: UInt8, _ what: String) throws(JSONError) {
    if take(byte) { return }
    throw failure(at == text.count ? .unexpectedEnd : .expected(what))
  }

  private func peek() throws(JSONError) -> UInt8 {
    guard at < text.count else { throw failure(.unexpectedEnd) }
    return text[at]
  }

  private func failure(_ reason: JSONError.Reason) -> JSONError {
    JSONError(reason: reason, offset: at)
  }
}
