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
      number = Double(value)
      searchText = value.utf8.allSatisfy { $0 < 0x80 } ? SearchText(value) : nil
    }

    /// Whether the comparison asks that no value be such as ``holds(_:)`` says.
    var isNegated: Bool { comparison == .unequal || comparison == .lacks }

    /// Whether the comparison, or what it negates, holds of one value.
    func holds(_ text: String) -> Bool {
      switch comparison {
      case .equal, .unequal: text == value
      case .contains, .lacks:
        searchText?.isIn(text) ?? text.lowercased().contains(value.lowercased())
      case .less: compares(text, <)
      case .atMost: compares(text, <=)
      case .greater: compares(text, >)
      case .atLeast: compares(text, >=)
      }
    }

    private func compares(_ text: String, _ holds: (Double, Double) -> Bool) -> Bool {
      guard let number, let left = Double(text) else { return false }
      return holds(left, number)
    }
  }
}
