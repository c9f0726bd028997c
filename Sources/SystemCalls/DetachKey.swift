/// Looks for the key sequence that leaves a relayed shell: `~.` at the beginning of a line, as ssh
/// has it; `~~` sends one `~`.
package struct DetachKey: Sendable, Hashable {
  private var place = Place.lineStart

  private enum Place {
    case lineStart
    case afterTilde
    case withinLine
  }

  /// Creates a filter at the beginning of a line.
  package init() {}

  /// Takes typed bytes and returns those to pass on; nil when the sequence was typed.
  ///
  /// A `~` at the beginning of a line is held back until the next byte tells what it means.
  package mutating func filter(_ typed: some Sequence<UInt8>) -> [UInt8]? {
    var passed: [UInt8] = []
    for byte in typed {
      switch (place, byte) {
      case (.lineStart, UInt8(ascii: "~")):
        place = .afterTilde
        continue
      case (.afterTilde, UInt8(ascii: ".")):
        return nil
      case (.afterTilde, UInt8(ascii: "~")):
        break
      case (.afterTilde, _):
        passed.append(UInt8(ascii: "~"))
      default:
        break
      }
      passed.append(byte)
      place = byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n") ? .lineStart : .withinLine
    }
    return passed
  }
}
