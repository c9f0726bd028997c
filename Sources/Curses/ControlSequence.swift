internal import Canvas

/// A control sequence as terminals send it: `ESC [`, a body of parameters, a final byte (ECMA-48).
struct ControlSequence {
  private let body: ArraySlice<UInt8>
  private let final: UInt8

  init(body: ArraySlice<UInt8>, final: UInt8) {
    self.body = body
    self.final = final
  }

  /// What it says; nil when it says nothing that we know.
  var input: Input? {
    if body.first == UInt8(ascii: "<") { return sgrMouse }
    if body.first == UInt8(ascii: "[") { return consoleFunctionKey }
    switch (final, parameters.first ?? 0) {
    case (UInt8(ascii: "I"), 0): return .focus(true)
    case (UInt8(ascii: "O"), 0): return .focus(false)
    case (UInt8(ascii: "Z"), _): return .key(.backTab)
    case (UInt8(ascii: "~"), let number): return Self.editingKey(number).map { .key($0) }
    // Shift, Alt and Control come as a second parameter; the key is the same.
    default: return KeySequences.cursorKey(final).map { .key($0) }
    }
  }

  /// Whether three more bytes belong to it.
  var isOldMouse: Bool { body.isEmpty && final == UInt8(ascii: "M") }

  /// Whether pasted text follows.
  var isPasteStart: Bool { final == UInt8(ascii: "~") && parameters == [200] }

  private var parameters: [Int] {
    body.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map(Self.number)
  }

  /// A decimal number; 0 where there is none, 9999 at most, beyond which no terminal has a meaning.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int {
    digits.reduce(0) { value, digit in
      (0x30...0x39).contains(digit) ? min(value * 10 + Int(digit - 0x30), 9999) : value
    }
  }

  private static func editingKey(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23, 24: .function(number - 12)
    default: nil
    }
  }

  private var consoleFunctionKey: Input? {
    guard (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(final) else { return nil }
    return .key(.function(Int(final - UInt8(ascii: "A")) + 1))
  }

  private var sgrMouse: Input? {
    let numbers = body.dropFirst().split(separator: UInt8(ascii: ";")).map(Self.number)
    let isRelease = final == UInt8(ascii: "m")
    guard numbers.count == 3, isRelease || final == UInt8(ascii: "M") else { return nil }
    return Self.mouse(
      button: numbers[0], column: numbers[1], row: numbers[2], isRelease: isRelease)
  }

  /// A report of the mouse; columns and rows count from 1.
  ///
  /// The number of the button holds Shift, Alt and Control as 4, 8 and 16, a motion as 32, and the
  /// wheel as 64 with its direction.
  static func mouse(button: Int, column: Int, row: Int, isRelease: Bool) -> Input? {
    guard column > 0, row > 0 else { return nil }
    let what: Mouse
    switch (button & 0b1110_0011, isRelease) {
    case (0, false): what = .press
    case (0, true): what = .release
    case (2, false): what = .rightPress
    case (32, false): what = .drag
    case (64, false): what = .wheelUp
    case (65, false): what = .wheelDown
    default: return nil
    }
    return .mouse(what, Point(column: column - 1, row: row - 1))
  }
}
