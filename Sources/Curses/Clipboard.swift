/// The clipboard of the person at the terminal, also across ssh(1) (OSC 52 of xterm).
package enum Clipboard {
  /// At most so many bytes can be copied: xterm and others pass over longer sequences.
  package static let limit = 74_994

  /// The bytes that tell a terminal to put a text on its clipboard.
  ///
  /// - Parameters:
  ///   - text: what to copy.
  ///   - inTmux: whether tmux(1) lies between us and the terminal. It may take the sequence itself
  ///     (`set-clipboard`) or let a wrapped one through (`allow-passthrough`), so it gets both.
  /// - Returns: what to write to the terminal; nil when the text is too long.
  package static func sequence(copying text: String, inTmux: Bool) -> [UInt8]? {
    guard text.utf8.count <= limit else { return nil }
    let escape: UInt8 = 0x1B
    let bell: UInt8 = 0x07
    let copy = [escape] + Array("]52;c;".utf8) + base64(Array(text.utf8)) + [bell]
    guard inTmux else { return copy }
    return copy + [escape] + Array("Ptmux;".utf8) + [escape] + copy + [escape, UInt8(ascii: "\\")]
  }

  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Three bytes as four digits of six bits each, with `=` where bytes are missing (RFC 4648).
  static func base64(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for digit in 0..<4 {
        let isMissing = digit > group.count
        result.append(isMissing ? UInt8(ascii: "=") : digits[bits >> (18 - 6 * digit) & 63])
      }
    }
    return result
  }
}
