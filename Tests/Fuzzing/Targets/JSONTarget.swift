import JSONCoding

extension FuzzTarget {
  /// JSON: what was read, written and read again is the same.
  static let json = FuzzTarget(name: "json") { bytes in
    guard let value = try? JSONValue(reading: bytes) else { return }
    let again = try? JSONValue(reading: Array(value.text(.pretty).utf8))
    // Beyond the range of an integer a number may come back as the other sort of number.
    precondition(again?.text() == value.text(), "\(value)")
  }
}
