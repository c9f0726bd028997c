extension [UInt8] {
  /// The text between the first `mark` and the next quotation mark; nil when there is none.
  ///
  /// Good enough for one fact in a file whose format would take a library: a record of SQLite holds
  /// its text as it is.
  func quotation(after mark: String) -> String? {
    let mark = Array(mark.utf8)
    guard let first = mark.first, count > mark.count else { return nil }
    var index = 0
    while index <= count - mark.count {
      if self[index] == first, self[index..<index + mark.count].elementsEqual(mark) {
        let rest = self[(index + mark.count)...].prefix(256)
        guard let end = rest.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        return String(validating: rest[..<end], as: UTF8.self)
      }
      index += 1
    }
    return nil
  }
}
