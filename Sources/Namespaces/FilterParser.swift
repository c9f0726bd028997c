/// What is wrong with a filter, and where.
public struct FilterError: Error, Sendable, Hashable {
  /// What was written.
  public var text: String

  /// The number of characters before the offending one.
  public var offset: Int

  /// What is wrong, such as "there is no field 'colour'".
  public var reason: String
}

extension FilterError: CustomStringConvertible {
  /// One sentence, and the filter with a mark under the offending character.
  public var description: String {
    "\(reason) at character \(offset + 1) of the filter\n  \(text)\n  "
      + String(repeating: " ", count: offset) + "^"
  }
}

/// Reads the language of ``Filter`` by descending; one function per rule of the grammar.
struct FilterParser {
  private let text: String
  private var tokens: [Token]
  private var next = 0

  private struct Token {
    var kind: Kind
    var text: String
    var offset: Int

    enum Kind {
      case word
      case quoted
      case symbol
      case unterminated
      case end
    }
  }

  init(_ text: String) {
    self.text = text
    tokens = Self.tokens(of: Array(text))
  }

  mutating func parse() throws(FilterError) -> Filter.Node {
    let node = try expression()
    guard token.kind == .end else { throw failure("'\(token.text)' is one too many") }
    return node
  }

  private mutating func expression() throws(FilterError) -> Filter.Node {
    var node = try term()
    while take(word: "or") { node = .or(node, try term()) }
    return node
  }

  private mutating func term() throws(FilterError) -> Filter.Node {
    var node = try factor()
    while true {
      if take(word: "and") {
        node = .and(node, try factor())
      } else if token.kind == .word, token.text != "or" {
        node = .and(node, try factor())
      } else if token.kind == .symbol, token.text == "(" {
        node = .and(node, try factor())
      } else {
        return node
      }
    }
  }

  private mutating func factor() throws(FilterError) -> Filter.Node {
    if take(word: "not") { return .not(try factor()) }
    if take(symbol: "(") {
      let node = try expression()
      guard take(symbol: ")") else { throw failure("a ')' is missing") }
      return node
    }
    guard token.kind == .word else { throw failure("a field or a flag is missing") }
    let name = token.text
    if let flag = Filter.Flag(rawValue: name) {
      next += 1
      return .flag(flag)
    }
    guard let field = Filter.Field(rawValue: name) else {
      throw failure("there is no field or flag '\(name)' (there is \(Self.vocabulary))")
    }
    next += 1
    return try comparison(of: field)
  }

  private mutating func comparison(of field: Filter.Field) throws(FilterError) -> Filter.Node {
    guard token.kind == .symbol, let comparison = Filter.Operator(rawValue: token.text) else {
      throw failure("after '\(field.rawValue)' an operator is missing (= != ~ !~ < <= > >=)")
    }
    next += 1
    if token.kind == .unterminated { throw failure("the closing '\"' is missing") }
    guard token.kind == .word || token.kind == .quoted else { throw failure("a value is missing") }
    if comparison.isNumeric, Double(token.text) == nil {
      throw failure("'\(token.text)' is no number")
    }
    if field == .kind, comparison == .equal || comparison == .unequal,
      NamespaceKind(name: token.text) == nil
    {
      let kinds = NamespaceKind.allCases.map(\.name).joined(separator: ", ")
      throw failure("there is no kind '\(token.text)' (there is \(kinds))")
    }
    if field == .shares, comparison == .equal || comparison == .unequal,
      !Filter.Field.sharings.contains(token.text)
    {
      let sharings = Filter.Field.sharings.joined(separator: ", ")
      throw failure("nothing is shared as '\(token.text)' (there is \(sharings))")
    }
    defer { next += 1 }
    return .comparison(field, comparison, token.text)
  }

  private static var vocabulary: String {
    (Filter.Field.allCases.map(\.rawValue) + Filter.Flag.allCases.map(\.rawValue))
      .joined(separator: ", ")
  }

  private var token: Token { tokens[next] }

  private mutating func take(word: String) -> Bool {
    guard token.kind == .word, token.text == word else { return false }
    next += 1
    return true
  }

  private mutating func take(symbol: String) -> Bool {
    guard token.kind == .symbol, token.text == symbol else { return false }
    next += 1
    return true
  }

  private func failure(_ reason: String) -> FilterError {
    FilterError(text: text, offset: token.offset, reason: reason)
  }

  // MARK: Words and signs

  private static func tokens(of characters: [Character]) -> [Token] {
    var tokens: [Token] = []
    var index = 0
    while index < characters.count {
      let start = index
      let character = characters[index]
      if character == " " {
        index += 1
      } else if character == "\"" {
        let end = characters[(index + 1)...].firstIndex(of: "\"")
        let text = String(characters[(index + 1)..<(end ?? characters.count)])
        tokens.append(Token(kind: end == nil ? .unterminated : .quoted, text: text, offset: start))
        index = (end ?? characters.count - 1) + 1
      } else if "()".contains(character) {
        tokens.append(Token(kind: .symbol, text: String(character), offset: start))
        index += 1
      } else if signs.contains(character) {
        while index < characters.count, signs.contains(characters[index]) { index += 1 }
        tokens.append(
          Token(kind: .symbol, text: String(characters[start..<index]), offset: start))
      } else {
        while index < characters.count, !" ()\"".contains(characters[index]),
          !signs.contains(characters[index])
        {
          index += 1
        }
        tokens.append(Token(kind: .word, text: String(characters[start..<index]), offset: start))
      }
    }
    return tokens + [Token(kind: .end, text: "the end", offset: characters.count)]
  }

  private static let signs = "=!~<>"
}
