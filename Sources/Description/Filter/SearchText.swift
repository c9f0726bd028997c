/// A text to be looked for in others, without regard to the case of Latin letters.
///
/// It works on bytes: with 10,000 processes on the screen every letter that is typed looks through
/// a megabyte, and comparing characters would take longer than a key may.
package struct SearchText: Sendable {
  private let bytes: [UInt8]

  /// Creates a needle; nil for an empty text, which is everywhere.
  package init?(_ text: String) {
    if text.isEmpty { return nil }
    bytes = text.utf8.map(Self.folded)
  }

  /// Whether the text is in `hay`.
  package func isIn(_ hay: String) -> Bool {
    let hay = hay.utf8.span
    let bytes = bytes.span
    guard hay.count >= bytes.count else { return false }
    let first = bytes[0]
    for start in 0...(hay.count - bytes.count) where Self.folded(hay[start]) == first {
      var length = 1
      while length < bytes.count, Self.folded(hay[start + length]) == bytes[length] { length += 1 }
      if length == bytes.count { return true }
    }
    return false
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
  }
}
