/// A Swift file, read just far enough to find calls and the literals in them.
struct SwiftSource {
  private let bytes: [UInt8]

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// A call, with its arguments in order.
  struct Call {
    /// The line, from 1.
    var line: Int

    var arguments: [Argument]
  }

  /// An argument of a call.
  struct Argument {
    /// Its label; nil where it has none.
    var label: String?

    /// Where the expression stands.
    var range: Range<Int>
  }

  /// What a literal is made of.
  enum Part: Equatable {
    case text(String)
    case interpolation
  }

  /// All calls of a name, also those within others and within interpolations.
  func calls(of name: String) -> [Call] {
    var found: [Call] = []
    var pending = [0..<bytes.count]
    let head = Array("\(name)(".utf8)
    while let range = pending.popLast() {
      var index = range.lowerBound
      while index < range.upperBound {
        if let end = endOfComment(index) {
          index = end
        } else if isLiteral(index) {
          let literal = literal(index)
          pending += literal.interpolations
          index = literal.end
        } else if bytes[index...].starts(with: head), index == 0 || !isWord(bytes[index - 1]) {
          let open = index + head.count - 1
          let line = bytes[..<index].count { $0 == 0x0A } + 1
          found.append(Call(line: line, arguments: arguments(open)))
          index = open + 1
        } else {
          index += 1
        }
      }
    }
    return found
  }

  /// The parts of an expression that is one literal; nil when it is anything else.
  func parts(_ range: Range<Int>) -> [Part]? {
    guard isLiteral(range.lowerBound) else { return nil }
    let literal = literal(range.lowerBound)
    return literal.end == range.upperBound ? literal.parts : nil
  }

  /// Whether a literal stands anywhere in an expression, but within a call.
  func holdsLiteral(_ range: Range<Int>) -> Bool {
    var index = range.lowerBound
    while index < range.upperBound {
      if isLiteral(index) { return true }
      index = isOpening(bytes[index]) ? endOfBracket(index) : index + 1
    }
    return false
  }

  // MARK: Arguments

  private func arguments(_ open: Int) -> [Argument] {
    let close = endOfBracket(open) - 1
    var arguments: [Argument] = []
    var start = open + 1
    var index = start
    while index <= close {
      if index == close || bytes[index] == UInt8(ascii: ",") {
        if let argument = argument(start..<index) { arguments.append(argument) }
        start = index + 1
        index = start
      } else {
        index = next(index)
      }
    }
    return arguments
  }

  private func argument(_ range: Range<Int>) -> Argument? {
    var slice = bytes[range].drop(while: isSpace)
    while let last = slice.last, isSpace(last) { slice = slice.dropLast() }
    if slice.isEmpty { return nil }
    let word = slice.prefix(while: isWord)
    guard !word.isEmpty, slice.dropFirst(word.count).first == UInt8(ascii: ":") else {
      return Argument(label: nil, range: slice.indices)
    }
    let value = slice.dropFirst(word.count + 1).drop(while: isSpace)
    return Argument(label: String(decoding: word, as: UTF8.self), range: value.indices)
  }

  // MARK: Literals

  private struct Literal {
    var parts: [Part] = []
    var interpolations: [Range<Int>] = []
    var end = 0
  }

  /// Reads the literal that begins at `start`, of any form but one with `#`, in which nobody writes
  /// a text.
  private func literal(_ start: Int) -> Literal {
    let hashes = bytes[start...].prefix { $0 == UInt8(ascii: "#") }.count
    let isLong = bytes[(start + hashes)...].starts(with: "\"\"\"".utf8)
    let quote = Array((isLong ? "\"\"\"" : "\"").utf8) + [UInt8](repeating: 0x23, count: hashes)
    let escape = [UInt8(ascii: "\\")] + [UInt8](repeating: 0x23, count: hashes)
    var literal = Literal()
    var text: [UInt8] = []
    func flush() {
      if !text.isEmpty { literal.parts.append(.text(String(decoding: text, as: UTF8.self))) }
      text = []
    }
    var index = start + hashes + (isLong ? 3 : 1)
    while !bytes[index...].starts(with: quote) {
      if bytes[index...].starts(with: escape) {
        index += escape.count
        switch bytes[index] {
        case UInt8(ascii: "("):
          flush()
          let end = endOfBracket(index)
          literal.parts.append(.interpolation)
          literal.interpolations.append(index + 1..<end - 1)
          index = end
          continue
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
          let digits = bytes[(index + 2)...].prefix { $0 != UInt8(ascii: "}") }
          let scalar = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0
          text += Array(String(Unicode.Scalar(scalar) ?? "?").utf8)
          index = digits.endIndex
        case 0x0A: text += [0x5C, 0x0A]
        default: text.append(bytes[index])
        }
      } else {
        text.append(bytes[index])
      }
      index += 1
    }
    flush()
    literal.end = index + quote.count
    if isLong { literal.parts = Self.unindented(literal.parts) }
    return literal
  }

  /// The parts of a literal over several lines without the indentation of its last line, and with
  /// the lines put together that a backslash ends.
  private static func unindented(_ parts: [Part]) -> [Part] {
    guard case .text(let last)? = parts.last, let line = last.lastIndex(of: "\n") else {
      return parts
    }
    let indentation = last[line...]
    return parts.enumerated().map { number, part in
      guard case .text(var text) = part else { return part }
      if number == parts.count - 1 { text = String(text[..<line]) }
      text = text.replacing(indentation, with: "\n").replacing("\\\n", with: "")
      if number == 0 { text = String(text.dropFirst()) }
      return .text(text)
    }.filter { $0 != .text("") }
  }

  // MARK: Ways through

  /// The place after what begins at `index`.
  private func next(_ index: Int) -> Int {
    if let end = endOfComment(index) { return end }
    if isLiteral(index) { return literal(index).end }
    return isOpening(bytes[index]) ? endOfBracket(index) : index + 1
  }

  private func endOfBracket(_ open: Int) -> Int {
    var index = open + 1
    while !isClosing(bytes[index]) { index = next(index) }
    return index + 1
  }

  private func endOfComment(_ index: Int) -> Int? {
    guard bytes[index] == UInt8(ascii: "/"), bytes[index...].starts(with: "//".utf8) else {
      return nil
    }
    return bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
  }

  private func isLiteral(_ index: Int) -> Bool {
    guard bytes[index] == 0x22 || bytes[index] == 0x23 else { return false }
    return bytes[index...].drop { $0 == 0x23 }.first == 0x22
  }

  private func isOpening(_ byte: UInt8) -> Bool { "([{".utf8.contains(byte) }

  private func isClosing(_ byte: UInt8) -> Bool { ")]}".utf8.contains(byte) }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A }

  private func isWord(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte >= 0x80 || Unicode.Scalar(byte).properties.isAlphabetic
      || (0x30...0x39).contains(byte)
  }
}
