/// Which form of a text a number takes in a language: the line `Plural-Forms` of a catalog.
///
/// The rule is an expression of C over `n` ("Additional functions for plural forms" in the GNU
/// gettext manual).
package struct PluralRule: Sendable {
  /// How many forms there are.
  package let count: Int

  private let expression: Expression

  /// The rule of a language without plural.
  package static let single = PluralRule(count: 1, expression: .number(0))

  /// More than any language has.
  static let mostForms = 10

  /// The form that `number` takes, from 0.
  package func form(of number: UInt) -> Int {
    Int(clamping: min(expression.value(number), UInt(count - 1)))
  }
}

extension PluralRule {
  /// Reads the rule in a catalog's header, which is the translation of nothing.
  init(header: CatalogFile.Entry) throws(CatalogError) {
    let fields = header.translations[0].split(separator: "\n")
    guard fields.contains(where: { $0.lowercased().hasSuffix("charset=utf-8") }) else {
      throw CatalogError(header.line, .wrongCharset)
    }
    let name = "Plural-Forms:"
    guard let field = fields.first(where: { $0.hasPrefix(name) }) else {
      self = .single
      return
    }
    guard let rule = PluralRule(field.dropFirst(name.count)) else {
      throw CatalogError(header.line, .wrongPluralRule)
    }
    self = rule
  }

  /// Reads `nplurals=2; plural=n != 1;`; nil where that is not what stands there.
  package init?(_ text: some StringProtocol) {
    let parts = String(text.filter { !$0.isWhitespace }).split(separator: ";")
    guard parts.count == 2, parts[0].hasPrefix("nplurals="), parts[1].hasPrefix("plural="),
      let count = Int(parts[0].dropFirst("nplurals=".count)), (1...Self.mostForms).contains(count)
    else { return nil }
    var parser = Parser(rest: Array(parts[1].dropFirst("plural=".count).utf8)[...])
    guard let expression = parser.whole() else { return nil }
    self.init(count: count, expression: expression)
  }

  private indirect enum Expression: Sendable {
    case number(UInt)
    case variable
    case not(Expression)
    case binary(Expression, Operator, Expression)
    case choice(Expression, Expression, Expression)

    func value(_ n: UInt) -> UInt {
      switch self {
      case .number(let number): number
      case .variable: n
      case .not(let operand): operand.value(n) == 0 ? 1 : 0
      case .binary(let left, let sign, let right): sign.apply(left.value(n), right.value(n))
      case .choice(let condition, let first, let second):
        condition.value(n) != 0 ? first.value(n) : second.value(n)
      }
    }
  }

  private enum Operator: String {
    case or = "||"
    case and = "&&"
    case equal = "=="
    case unequal = "!="
    case notAbove = "<="
    case notBelow = ">="
    case below = "<"
    case above = ">"
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
    case modulo = "%"

    /// Those that bind as closely as another, from the loosest; a longer one before its beginning.
    static let levels: [[Operator]] = [
      [.or], [.and], [.equal, .unequal], [.notAbove, .notBelow, .below, .above], [.plus, .minus],
      [.times, .over, .modulo],
    ]

    func apply(_ left: UInt, _ right: UInt) -> UInt {
      switch self {
      case .or: left != 0 || right != 0 ? 1 : 0
      case .and: left != 0 && right != 0 ? 1 : 0
      case .equal: left == right ? 1 : 0
      case .unequal: left != right ? 1 : 0
      case .notAbove: left <= right ? 1 : 0
      case .notBelow: left >= right ? 1 : 0
      case .below: left < right ? 1 : 0
      case .above: left > right ? 1 : 0
      case .plus: left &+ right
      case .minus: left &- right
      case .times: left &* right
      case .over: right == 0 ? 0 : left / right
      case .modulo: right == 0 ? 0 : left % right
      }
    }
  }

  /// A parser that goes down no deeper than rules of languages do.
  private struct Parser {
    var rest: ArraySlice<UInt8>
    private var depth = 0

    init(rest: ArraySlice<UInt8>) {
      self.rest = rest
    }

    mutating func whole() -> Expression? {
      guard let expression = choice(), rest.isEmpty else { return nil }
      return expression
    }

    private mutating func choice() -> Expression? {
      depth += 1
      defer { depth -= 1 }
      guard depth < 32, let condition = binary(level: 0) else { return nil }
      guard take("?") else { return condition }
      guard let first = choice(), take(":"), let second = choice() else { return nil }
      return .choice(condition, first, second)
    }

    private mutating func binary(level: Int) -> Expression? {
      guard level < Operator.levels.count else { return operand() }
      guard var left = binary(level: level + 1) else { return nil }
      // Each operator makes the expression deeper by one.
      var length = 0
      while let sign = Operator.levels[level].first(where: { take($0.rawValue) }) {
        length += 1
        guard length < 32, let right = binary(level: level + 1) else { return nil }
        left = .binary(left, sign, right)
      }
      return left
    }

    private mutating func operand() -> Expression? {
      depth += 1
      defer { depth -= 1 }
      guard depth < 32 else { return nil }
      if take("n") { return .variable }
      if take("!") { return operand().map(Expression.not) }
      if take("(") {
        guard let inner = choice(), take(")") else { return nil }
        return inner
      }
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      rest = rest[digits.endIndex...]
      return UInt(String(decoding: digits, as: UTF8.self)).map(Expression.number)
    }

    private mutating func take(_ text: String) -> Bool {
      guard rest.starts(with: text.utf8) else { return false }
      rest = rest.dropFirst(text.utf8.count)
      return true
    }
  }
}
