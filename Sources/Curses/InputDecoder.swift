package import Canvas

/// Turns the bytes that a terminal sends into what a person did.
///
/// It knows the sequences of the terminal that terminfo(5) tells, those of xterm and its many
/// relatives, and the reports of mouse, paste, focus and background that `Screen` asks for. A
/// sequence that it does not know is passed over whole: no part of it is taken for a key.
package struct InputDecoder: Sendable {
  /// At most so many bytes of one paste are kept; the rest is left out.
  package static let pasteLimit = 1 << 20

  private let sequences: KeySequences
  private var pending: [UInt8] = []
  private var paste: [UInt8]?

  /// Creates a decoder that has seen nothing yet.
  package init(sequences: KeySequences = KeySequences()) {
    self.sequences = sequences
  }

  /// Whether all that waits is an ESC.
  ///
  /// It may be the Escape key, or the beginning of a sequence whose rest is still to come; only
  /// time can tell.
  package var isWaitingAfterEscape: Bool { pending == [Self.escape] && paste == nil }

  /// Takes bytes as they come, in pieces of any size.
  ///
  /// - Returns: what is complete.
  package mutating func decode(_ bytes: some Sequence<UInt8>) -> [Input] {
    pending.append(contentsOf: bytes)
    var inputs: [Input] = []
    var position = 0
    while position < pending.count {
      let (length, input) = paste == nil ? next(at: position) : nextOfPaste(at: position)
      if length == 0 { break }
      inputs += input
      position += length
    }
    pending.removeFirst(position)
    return inputs
  }

  /// Says that nothing came after an ESC for so long that it was the Escape key.
  package mutating func escapeDelayPassed() -> [Input] {
    guard isWaitingAfterEscape else { return [] }
    pending.removeAll()
    return [.key(.escape)]
  }

  /// Whether the end of a paste is still to come.
  package var isInPaste: Bool { paste != nil }

  /// Says that the end of a paste did not come for so long that it is lost: what came of the text
  /// is the paste, and an ESC after it was the Escape key.
  package mutating func pasteDelayPassed() -> [Input] {
    guard let bytes = paste else { return [] }
    paste = nil
    let rest = pending
    pending.removeAll()
    let text = Input.paste(String(decoding: bytes, as: UTF8.self))
    return rest == [Self.escape] ? [text, .key(.escape)] : [text]
  }

  private static let escape: UInt8 = 0x1B

  /// What begins at a position: how many bytes it takes, and what it says.
  ///
  /// 0 bytes: the rest is still to come.
  private typealias Token = (length: Int, inputs: [Input])

  private mutating func next(at start: Int) -> Token {
    switch pending[start] {
    case Self.escape: nextAfterEscape(at: start)
    case 0x00..<0x20, 0x7F: (1, Self.control(pending[start]))
    default: nextText(at: start)
    }
  }

  // MARK: - Characters

  private static func control(_ byte: UInt8) -> [Input] {
    switch byte {
    case 0x08, 0x7F: [.key(.backspace)]
    case 0x09: [.key(.tab)]
    case 0x0A, 0x0D: [.key(.enter)]
    case 0x00: [.key(.control(" "))]
    case 0x01...0x1A: [.key(.control(Character(Unicode.Scalar(byte | 0x60))))]
    default: [.key(.control(Character(Unicode.Scalar(byte | 0x40))))]
    }
  }

  /// A run of characters; together, because a character may consist of several scalars.
  private func nextText(at start: Int) -> Token {
    var end = start
    while end < pending.count, pending[end] >= 0x20, pending[end] != 0x7F { end += 1 }
    if end == pending.count { end -= Self.incompleteTail(of: pending[start..<end]) }
    let text = String(decoding: pending[start..<end], as: UTF8.self)
    return (end - start, text.filter { $0 != "\u{FFFD}" }.map { .key(.character($0)) })
  }

  /// How many bytes at the end of valid UTF-8 are the beginning of a scalar that isn't complete.
  private static func incompleteTail(of bytes: ArraySlice<UInt8>) -> Int {
    for (index, byte) in bytes.suffix(3).reversed().enumerated() {
      let length =
        switch byte {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 1
        }
      if length > index + 1 { return index + 1 }
      if !(0x80...0xBF).contains(byte) { return 0 }
    }
    return 0
  }

  // MARK: - Sequences

  private mutating func nextAfterEscape(at start: Int) -> Token {
    switch sequences.match(pending[start...]) {
    case .key(let key, let length): return (length, [.key(key)])
    case .incomplete: return (0, [])
    case .none: break
    }
    guard start + 1 < pending.count else { return (0, []) }
    switch BackgroundColorReport.match(pending[start...]) {
    case .report(let report): return (report.length, report.input.map { [$0] } ?? [])
    case .incomplete: return (0, [])
    case .none: break
    }
    switch pending[start + 1] {
    case UInt8(ascii: "["):
      return nextControlSequence(at: start)
    case UInt8(ascii: "O"):
      guard start + 2 < pending.count else { return (0, []) }
      let final = pending[start + 2]
      // Another ESC begins anew, it is not a part of this.
      if final < 0x20 { return (2, []) }
      return (3, KeySequences.key(afterSS3: final).map { [.key($0)] } ?? [])
    default:
      // Escape, and something else quickly after it.
      return (1, [.key(.escape)])
    }
  }

  /// `ESC [`, parameters, intermediate bytes, and a final byte (ECMA-48, 5.4).
  private mutating func nextControlSequence(at start: Int) -> Token {
    var end = start + 2
    // The Linux console sends `ESC [ [ A` for F1.
    if end < pending.count, pending[end] == UInt8(ascii: "[") { end += 1 }
    while end < pending.count, (0x20..<0x40).contains(pending[end]) { end += 1 }
    guard end < pending.count else { return (0, []) }
    let final = pending[end]
    guard (0x40..<0x7F).contains(final) else { return (end - start, []) }
    let sequence = ControlSequence(body: pending[start + 2..<end], final: final)
    if sequence.isOldMouse {
      guard end + 3 < pending.count else { return (0, []) }
      return (end + 4 - start, Self.oldMouse(pending[end + 1...end + 3]))
    }
    if sequence.isPasteStart { paste = [] }
    return (end + 1 - start, sequence.input.map { [$0] } ?? [])
  }

  /// Button, column and row as one byte each, as terminals without SGR reports send them.
  private static func oldMouse(_ bytes: ArraySlice<UInt8>) -> [Input] {
    let numbers = bytes.map { Int($0) - 32 }
    let isRelease = numbers[0] & 3 == 3 && numbers[0] & 64 == 0
    guard
      let input = ControlSequence.mouse(
        button: isRelease ? 0 : numbers[0], column: numbers[1], row: numbers[2],
        isRelease: isRelease)
    else { return [] }
    return [input]
  }

  // MARK: - Paste

  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  private mutating func nextOfPaste(at start: Int) -> Token {
    let rest = pending[start...]
    let text = rest.prefix { $0 != Self.escape }
    if !text.isEmpty {
      keepPasted(text)
      return (text.count, [])
    }
    if rest.starts(with: Self.pasteEnd) {
      let text = String(decoding: paste ?? [], as: UTF8.self)
      paste = nil
      return (Self.pasteEnd.count, [.paste(text)])
    }
    if Self.pasteEnd.starts(with: rest) { return (0, []) }
    keepPasted(rest.prefix(1))
    return (1, [])
  }

  private mutating func keepPasted(_ bytes: ArraySlice<UInt8>) {
    let space = Self.pasteLimit - (paste?.count ?? 0)
    paste?.append(contentsOf: bytes.prefix(space))
  }
}
