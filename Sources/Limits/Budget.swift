/// What may still be spent: a reader takes from it before it goes on, and stops where nothing is left.
package struct Budget: Sendable, Hashable {
  /// The bytes that may still be read.
  package var bytes: Int

  /// The values that may still be made of them.
  package var nodes: Int

  /// The steps that may still be taken through a structure: its pages, cells and keys.
  package var steps: Int

  /// The time that may still pass, in seconds.
  package var seconds: Double

  /// Creates a budget.
  package init(bytes: Int, nodes: Int, steps: Int, seconds: Double) {
    self.bytes = bytes
    self.nodes = nodes
    self.steps = steps
    self.seconds = seconds
  }

  /// A budget of steps alone.
  package static func steps(_ steps: Int) -> Budget {
    Budget(bytes: .max, nodes: .max, steps: steps, seconds: .infinity)
  }

  /// Whether nothing can be read any more.
  package var isSpent: Bool { bytes <= 0 || nodes <= 0 || steps <= 0 || seconds <= 0 }

  /// Takes steps; false when there are not so many left.
  package mutating func take(steps count: Int) -> Bool {
    guard steps >= count else {
      steps = 0
      return false
    }
    steps -= count
    return true
  }

  /// Takes bytes; false when there are not so many left.
  package mutating func take(bytes count: Int) -> Bool {
    guard bytes >= count else {
      bytes = 0
      return false
    }
    bytes -= count
    return true
  }
}
