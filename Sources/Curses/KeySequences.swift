package import Canvas

/// The sequences that the keys of one terminal send, as terminfo(5) tells them.
package struct KeySequences: Sendable {
  private var keys: [[UInt8]: Key] = [:]

  /// Creates a table from sequences and the keys that send them.
  ///
  /// Only those that begin with ESC count; what is one byte is the same on every terminal.
  package init(_ pairs: [(sequence: [UInt8], key: Key)] = []) {
    for (sequence, key) in pairs where sequence.count > 1 && sequence[0] == 0x1B {
      keys[sequence] = key
    }
  }

  /// The names of keys in terminfo(5).
  package static let capabilities: [(name: String, key: Key)] =
    [
      ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("kpp", .pageUp),
      ("knp", .pageDown), ("khome", .home), ("kend", .end), ("kent", .enter), ("kcbt", .backTab),
      ("kdch1", .delete), ("kich1", .insert), ("kbs", .backspace),
    ] + (1...12).map { ("kf\($0)", .function($0)) }

  /// What a look into the table says.
  enum Match: Equatable {
    /// Some bytes are a key.
    case key(Key, length: Int)

    /// All bytes are the beginning of a longer sequence.
    case incomplete

    /// It is none of the keys.
    case none
  }

  /// Looks for a key at the beginning of `bytes`.
  func match(_ bytes: ArraySlice<UInt8>) -> Match {
    // A lone ESC is for the decoder to judge.
    guard bytes.count > 1 else { return .none }
    for (sequence, key) in keys where bytes.starts(with: sequence) {
      return .key(key, length: sequence.count)
    }
    return keys.keys.contains { $0.starts(with: bytes) } ? .incomplete : .none
  }

  /// The key whose sequence is `ESC [` or `ESC O` with this byte at its end.
  static func cursorKey(_ final: UInt8) -> Key? {
    switch final {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(final - UInt8(ascii: "P")) + 1)
    default: nil
    }
  }

  /// The key whose sequence is `ESC O` with this byte at its end; the number pad is among them.
  static func key(afterSS3 final: UInt8) -> Key? {
    switch final {
    case UInt8(ascii: "M"): .enter
    case UInt8(ascii: "X"): .character("=")
    // The pad sends the characters from `*` to `9`, each 0x40 higher.
    case UInt8(ascii: "j")...UInt8(ascii: "y"): .character(Character(Unicode.Scalar(final - 0x40)))
    default: cursorKey(final)
    }
  }
}
