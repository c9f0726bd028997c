import Localization

extension Filter {
  /// A comparison with a value, ready to be made with many.
  struct Test: Sendable {
    private let comparison: Operator
    private let value: String
    private let number: Double?
    private let searchText: SearchText?

    /// Prepares a comparison.
    init(_ comparison: Operator, _ value: String) {
      self.comparison = comparison
      self.value = value
      number = Self.number(value)
      searchText = value.utf8.allSatisfy { $0 < 0x80 } ? SearchText(value) : nil
    }

    /// The number that somebody wrote, with the unit of bytes (`K`, `M`, `G`, `T`, powers of 1,024) or
    /// of time (`s`, `m`, `h`, `d`) where one stands behind it; nil for what is none.
    static func number(_ text: String) -> Double? {
      if let number = Double(text) { return number }
      guard let unit = text.last.flatMap({ units[$0] }), let number = Double(text.dropLast()) else {
        return nil
      }
      return number * unit
    }

    private static let units: [Character: Double] = [
      "K": 0x1p10, "M": 0x1p20, "G": 0x1p30, "T": 0x1p40, "s": 1, "m": 60, "h": 3600, "d": 86_400,
    ]

    /// Whether the comparison asks that no value be such as ``holds(_:)`` says.
    var isNegated: Bool { comparison == .unequal || comparison == .lacks }

    /// Whether the comparison, or what it negates, holds of one value.
    func holds(_ value: FieldValue) -> Bool {
      switch comparison {
      case .equal, .unequal:
        if case .quantity(let amount, _) = value { return amount == number }
        return value.plain == self.value
      case .contains, .lacks:
        let text = value.plain
        return searchText?.isIn(text) ?? text.lowercased().contains(self.value.lowercased())
      case .less: return compares(value, <)
      case .atMost: return compares(value, <=)
      case .greater: return compares(value, >)
      case .atLeast: return compares(value, >=)
      }
    }

    private func compares(_ value: FieldValue, _ holds: (Double, Double) -> Bool) -> Bool {
      guard let number else { return false }
      switch value {
      case .number(let left): return holds(Double(left), number)
      case .quantity(let left, _): return holds(left, number)
      default: return Double(value.plain).map { holds($0, number) } ?? false
      }
    }
  }
}

extension FieldValue {
  /// The value as a filter compares it.
  fileprivate var plain: String {
    switch self {
    case .text(let text): text
    case .quantity(let amount, _): "\(amount)"
    default: short(in: .english)
    }
  }
}
