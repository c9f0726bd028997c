/// Reads TOML from its first character to its last.
struct TOMLReader {
  private let characters: [Character]
  private var position = 0
  private var line = 1

  /// In how many arrays the present value stands; reading them uses the stack.
  private var depth = 0
  private static let maximumDepth = 32

  init(_ text: String) {
    characters = Array(text)
  }

  /// All tables of the text.
  mutating func tables() throws(TOMLError) -> [TOMLTable] {
    var tables = [TOMLTable(name: "", line: 1)]
    while try skipEmptyLines() {
      if next == "[" {
        let table = try tableHead()
        if let first = tables.dropFirst().first(where: { $0.name == table.name }) {
          throw error(.repeatedTable(table.name, firstLine: first.line))
        }
        tables.append(table)
      } else {
        let entry = try entry()
        let entries = tables[tables.count - 1].entries
        if let first = entries.first(where: { $0.key == entry.key }) {
          throw TOMLError(
            line: entry.line, problem: .repeatedKey(entry.key, firstLine: first.line))
        }
        tables[tables.count - 1].entries.append(entry)
      }
      try endLine()
    }
    return tables
  }

  // MARK: Lines

  private mutating func tableHead() throws(TOMLError) -> TOMLTable {
    position += 1
    if next == "[" { throw error(.unsupported(.arrayOfTables)) }
    skipSpaces()
    let name = word()
    skipSpaces()
    if next == "." { throw error(.unsupported(.dottedKey)) }
    guard !name.isEmpty, next == "]" else { throw error(.openTable) }
    position += 1
    return TOMLTable(name: name, line: line)
  }

  private mutating func entry() throws(TOMLError) -> TOMLEntry {
    if next == "\"" || next == "'" { throw error(.unsupported(.quotedKey)) }
    let start = line
    let key = word()
    if key.isEmpty { throw error(.noKey) }
    skipSpaces()
    if next == "." { throw error(.unsupported(.dottedKey)) }
    guard next == "=" else { throw error(.noEqualsSign(key: key)) }
    position += 1
    skipSpaces()
    guard let next, !next.isNewline, next != "#" else { throw error(.noValue(key: key)) }
    return TOMLEntry(key: key, value: try value(), line: start)
  }

  /// Goes past empty lines and comments.
  ///
  /// - Returns: whether anything comes after them.
  private mutating func skipEmptyLines() throws(TOMLError) -> Bool {
    while let character = next {
      if character == "#" {
        try skipComment()
      } else if character.isNewline {
        endOfLine()
      } else if Self.isSpace(character) {
        position += 1
      } else {
        return true
      }
    }
    return false
  }

  private mutating func skipComment() throws(TOMLError) {
    while let character = next, !character.isNewline {
      if Self.isControl(character) { throw error(.controlCharacter) }
      position += 1
    }
  }

  private mutating func endLine() throws(TOMLError) {
    skipSpaces()
    if next == "#" { try skipComment() }
    guard let character = next else { return }
    guard character.isNewline else {
      let rest = characters[position...].prefix { !$0.isNewline && $0 != "#" }
      throw error(.textAfterValue(String(rest)))
    }
    endOfLine()
  }

  private mutating func endOfLine() {
    position += 1
    line += 1
  }

  // MARK: Values

  private mutating func value() throws(TOMLError) -> TOMLValue {
    switch next {
    case "\"", "'": return .string(try string())
    case "[": return .array(try array())
    case "{": throw error(.unsupported(.inlineTable))
    default:
      let word = word(with: "+.:")
      guard let value = Self.scalar(word) else {
        throw error(.noSuchValue(word.isEmpty ? next.map(String.init) ?? "" : word))
      }
      return value
    }
  }

  /// A truth value or a number; nil for every other word.
  private static func scalar(_ word: String) -> TOMLValue? {
    switch word {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    default: break
    }
    let digits = word.drop { $0 == "+" || $0 == "-" }
    guard word.count - digits.count <= 1, digits.first?.isASCIIDigit ?? false,
      digits.last?.isASCIIDigit ?? false, !digits.contains("__")
    else { return nil }
    // 0 before another digit would be a number of another base elsewhere.
    if digits.first == "0", digits.dropFirst().first?.isASCIIDigit ?? false { return nil }
    let number = word.filter { $0 != "_" }
    if digits.allSatisfy({ $0.isASCIIDigit || $0 == "_" }) {
      return Int(number).map { .integer($0) }
    }
    guard digits.allSatisfy({ $0.isASCIIDigit || "._eE+-".contains($0) }) else { return nil }
    return Double(number).map { .float($0) }
  }

  private mutating func array() throws(TOMLError) -> [TOMLValue] {
    if depth == Self.maximumDepth { throw error(.tooDeep(limit: depth)) }
    depth += 1
    defer { depth -= 1 }
    position += 1
    var values: [TOMLValue] = []
    var needsComma = false
    while try skipEmptyLines(), let character = next {
      switch character {
      case "]":
        position += 1
        return values
      case "," where needsComma:
        position += 1
        needsComma = false
      case _ where !needsComma:
        values.append(try value())
        needsComma = true
      default: throw error(.openArray)
      }
    }
    throw error(.openArray)
  }

  private mutating func string() throws(TOMLError) -> String {
    let quote = characters[position]
    if characters[position...].starts(with: [quote, quote, quote]) {
      throw error(.unsupported(.longString))
    }
    position += 1
    var text = ""
    while let character = next, !character.isNewline {
      position += 1
      if character == quote { return text }
      if Self.isControl(character) { throw error(.controlCharacter) }
      if character == "\\", quote == "\"" {
        text.append(try escaped())
      } else {
        text.append(character)
      }
    }
    throw error(.openString)
  }

  /// The character that stands for what comes after a backslash.
  private mutating func escaped() throws(TOMLError) -> Character {
    guard let character = next else { throw error(.openString) }
    position += 1
    switch character {
    case "\"", "\\": return character
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "b": return "\u{08}"
    case "f": return "\u{0C}"
    case "u", "U":
      let digits = String(characters[position...].prefix(character == "u" ? 4 : 8))
      guard digits.count == (character == "u" ? 4 : 8), digits.allSatisfy(\.isHexDigit),
        let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
      else { throw error(.unknownEscape(String(character))) }
      position += digits.count
      return Character(scalar)
    default: throw error(.unknownEscape(String(character)))
    }
  }

  // MARK: Characters

  private var next: Character? {
    position < characters.count ? characters[position] : nil
  }

  /// Takes letters, digits, `-`, `_` and those of `others`.
  private mutating func word(with others: String = "") -> String {
    let word = characters[position...].prefix { character in
      character.isASCII && (character.isLetter || character.isNumber)
        || "-_".contains(character) || others.contains(character)
    }
    position += word.count
    return String(word)
  }

  private mutating func skipSpaces() {
    while let character = next, Self.isSpace(character) { position += 1 }
  }

  private static func isSpace(_ character: Character) -> Bool {
    character == " " || character == "\t"
  }

  private static func isControl(_ character: Character) -> Bool {
    character != "\t"
      && character.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
  }

  private func error(_ problem: TOMLError.Problem) -> TOMLError {
    TOMLError(line: line, problem: problem)
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
