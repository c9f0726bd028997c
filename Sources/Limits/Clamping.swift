extension FixedWidthInteger {
  /// The whole number nearest to one that may be anything, as in a capture that somebody else made: what
  /// does not fit becomes the greatest or the least, and what is no number 0.
  package init(clamping number: Double) {
    if number.isNaN {
      self = 0
    } else if number >= Double(Self.max) {
      self = .max
    } else if number <= Double(Self.min) {
      self = .min
    } else {
      self = Self(number)
    }
  }
}
