extension Span<UInt8> {
  /// The decimal number at `index`, which moves behind its digits; nil without a digit there.
  ///
  /// A number that does not fit wraps around: the kernel writes none.
  package func decimal(at index: inout Int) -> UInt64? {
    let start = index
    var value: UInt64 = 0
    while index < count {
      let digit = self[index] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      value = value &* 10 &+ UInt64(digit)
      index += 1
    }
    return index == start ? nil : value
  }

  /// Moves `index` behind the next `count` fields and the blanks after them.
  func skipFields(_ count: Int, at index: inout Int) {
    for _ in 0..<count {
      while index < self.count, self[index] != UInt8(ascii: " ") { index += 1 }
      while index < self.count, self[index] == UInt8(ascii: " ") { index += 1 }
    }
  }

  /// The index of the first `byte` at or after `start`; the end when there is none.
  package func index(of byte: UInt8, from start: Int) -> Int {
    var index = start
    while index < count, self[index] != byte { index += 1 }
    return index
  }

  /// Whether the bytes from `start` on begin with `text`.
  package func hasPrefix(_ text: String, at start: Int = 0) -> Bool {
    guard start + text.utf8.count <= count else { return false }
    var index = start
    for byte in text.utf8 {
      guard self[index] == byte else { return false }
      index += 1
    }
    return true
  }
}
