import Testing

@testable import Limits

@Suite("Budgets")
struct BudgetTests {
  @Test("what does not fit ends a budget instead of going below nothing")
  func taking() {
    var budget = Budget(bytes: 10, nodes: 1, steps: 3, seconds: 1)
    #expect(budget.take(steps: 2) && budget.take(bytes: 10))
    #expect(budget.isSpent && budget.steps == 1)
    #expect(!budget.take(steps: 2) && budget.steps == 0)
    #expect(!budget.take(bytes: .max) && budget.bytes == 0)
  }

  @Test("cuts are counted by user, all ids of a range as one")
  func cuts() {
    var cuts = Cuts()
    cuts.add(100_000)
    cuts.add(100_001, 2)
    var other = Cuts()
    other.add(7)
    cuts.add(other)
    #expect(cuts.byUser.map(\.uid) == [7, 100_000])
    #expect(cuts.byUser.map(\.count) == [1, 3])
  }
}
