internal import Localization

/// What is wrong with a filter, and where.
package struct FilterError: Error, Sendable, Hashable {
  /// What was written.
  package var text: String

  /// The number of characters before the offending one.
  package var offset: Int

  /// What is wrong.
  package var problem: Problem

  /// What can be wrong.
  package enum Problem: Sendable, Hashable {
    /// The expression had ended before this.
    case surplus(String)

    /// A parenthesis was not closed.
    case missingParenthesis

    /// Neither a field nor a flag stands where one has to.
    case missingQuestion

    /// There is no field or flag of this name.
    case unknownName(String)

    /// No operator follows the field.
    case missingOperator(field: String)

    /// A quoted value does not end.
    case missingQuote

    /// No value follows the operator.
    case missingValue

    /// The value has to be a number.
    case notANumber(String)

    /// The field never has this value.
    case unknownValue(field: String, String)
  }
}

extension Filter {
  /// The names of all fields and flags.
  package static let names =
    FieldKey.all.map(\.key).filter { Flag(rawValue: $0) == nil } + Flag.allCases.map(\.rawValue)
}

extension FilterError: CustomStringConvertible {
  /// One sentence, and the filter with a mark under the offending character.
  package var description: String {
    "\(words[.english]) at character \(offset + 1) of the filter\n  \(text)\n  "
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
    guard token.kind == .end else { throw failure(.surplus(token.text)) }
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
      guard take(symbol: ")") else { throw failure(.missingParenthesis) }
      return node
    }
    guard token.kind == .word else { throw failure(.missingQuestion) }
    let name = token.text
    if let flag = Filter.Flag(rawValue: name) {
      next += 1
      return .flag(flag)
    }
    guard let field = FieldKey(named: name) else {
      throw failure(.unknownName(name))
    }
    next += 1
    return try comparison(of: field)
  }

  private mutating func comparison(of field: FieldKey) throws(FilterError) -> Filter.Node {
    guard token.kind == .symbol, let comparison = Filter.Operator(rawValue: token.text) else {
      throw failure(.missingOperator(field: field.key))
    }
    next += 1
    if token.kind == .unterminated { throw failure(.missingQuote) }
    guard token.kind == .word || token.kind == .quoted else { throw failure(.missingValue) }
    if comparison.isNumeric, Filter.Test.number(token.text) == nil {
      throw failure(.notANumber(token.text))
    }
    if comparison == .equal || comparison == .unequal, let choices = field.choices,
      !choices.contains(token.text)
    {
      throw failure(.unknownValue(field: field.key, token.text))
    }
    defer { next += 1 }
    return .comparison(field, comparison, token.text)
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

  private func failure(_ problem: FilterError.Problem) -> FilterError {
    FilterError(text: text, offset: token.offset, problem: problem)
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
