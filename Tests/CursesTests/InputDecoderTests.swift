import Canvas
import Testing

@testable import Curses

/// What a decoder makes of bytes that come at once.
private func decode(_ text: String, sequences: KeySequences = KeySequences()) -> [Input] {
  var decoder = InputDecoder(sequences: sequences)
  return decoder.decode(text.utf8)
}

@Suite("Decoding what a terminal sends")
struct InputDecoderTests {
  @Test(
    "a cursor key is the same in normal and in keypad mode, with and without modifiers",
    arguments: [
      ("A", Key.up), ("B", .down), ("C", .right), ("D", .left), ("H", .home), ("F", .end),
    ])
  func cursorKeys(final: String, key: Key) {
    #expect(decode("\u{1B}[\(final)") == [.key(key)])
    #expect(decode("\u{1B}O\(final)") == [.key(key)])
    #expect(decode("\u{1B}[1;5\(final)") == [.key(key)])
  }

  @Test(
    "editing and function keys are known in the forms of xterm, rxvt and the Linux console",
    arguments: [
      ("[1~", Key.home), ("[7~", .home), ("[2~", .insert), ("[3~", .delete), ("[4~", .end),
      ("[5~", .pageUp), ("[6~", .pageDown), ("[3;2~", .delete), ("OP", .function(1)),
      ("[11~", .function(1)), ("[[A", .function(1)), ("[[E", .function(5)),
      ("[15~", .function(5)), ("[21~", .function(10)), ("[24~", .function(12)),
      ("[Z", .backTab), ("OM", .enter), ("Ow", .character("7")), ("Ok", .character("+")),
    ])
  func otherKeys(sequence: String, key: Key) {
    #expect(decode("\u{1B}\(sequence)") == [.key(key)])
  }

  @Test(
    "a control character is its key or Control with a letter",
    arguments: [
      ("\r", Key.enter), ("\n", .enter), ("\t", .tab), ("\u{7F}", .backspace),
      ("\u{08}", .backspace), ("\u{0C}", .control("l")), ("\u{04}", .control("d")),
      ("\u{1A}", .control("z")), ("\u{1C}", .control("\\")), ("\0", .control(" ")),
    ])
  func controls(text: String, key: Key) {
    #expect(decode(text) == [.key(key)])
  }

  @Test("characters come one by one, with what combines with them")
  func characters() {
    #expect(decode("a部é") == [.key(.character("a")), .key(.character("部")), .key(.character("é"))])
    #expect(decode("か\u{3099}") == [.key(.character("か\u{3099}"))])
  }

  @Test("input may come in pieces of one byte", arguments: ["部屋\u{1B}[5~x\u{1B}[<0;3;4M\u{1B}OB"])
  func pieces(text: String) {
    var decoder = InputDecoder()
    var inputs: [Input] = []
    for byte in text.utf8 { inputs += decoder.decode([byte]) }
    #expect(
      inputs == [
        .key(.character("部")), .key(.character("屋")), .key(.pageUp), .key(.character("x")),
        .mouse(.press, Point(column: 2, row: 3)), .key(.down),
      ])
  }

  @Test("bytes that are not UTF-8 are no input, and what follows is")
  func invalidBytes() {
    var decoder = InputDecoder()
    #expect(decoder.decode([0xFF, 0xC3, 0x28]) == [.key(.character("("))])
    #expect(decoder.decode([0xE3, 0x81]) == [])
    #expect(decoder.decode([0x61]) == [.key(.character("a"))])
  }

  @Test("a lone ESC waits, and is the Escape key when nothing follows in time")
  func escape() {
    var decoder = InputDecoder()
    #expect(decoder.decode([0x1B]) == [])
    #expect(decoder.isWaitingAfterEscape)
    #expect(decoder.escapeDelayPassed() == [.key(.escape)])
    #expect(!decoder.isWaitingAfterEscape)
    #expect(decoder.escapeDelayPassed() == [])
  }

  @Test("an ESC before a key is the Escape key and that key")
  func escapeThenKey() {
    #expect(decode("\u{1B}j") == [.key(.escape), .key(.character("j"))])
    #expect(decode("\u{1B}\u{1B}[A") == [.key(.escape), .key(.up)])
  }

  @Test(
    "no part of an unknown sequence is taken for a key",
    arguments: ["[99~", "[?1;2c", "[27;5;113~", "[113;5u", "[1;2;3;4;5q", "Oz", "[>0;276;0c"])
  func unknownSequences(sequence: String) {
    #expect(decode("\u{1B}\(sequence)x") == [.key(.character("x"))])
  }

  @Test(
    "the colour of the background is light or dark, whoever tells it in whatever form",
    arguments: [
      ("rgb:ffff/ffff/ffff", true), ("rgb:0000/0000/0000", false), ("rgb:fd/f6/e3", true),
      ("rgb:00/2b/36", false), ("rgba:ffff/ffff/ffff/0000", true), ("rgb:0000/0000/ffff", false),
    ])
  func background(color: String, isLight: Bool) {
    for end in ["\u{7}", "\u{1B}\\"] {
      let answer = "\u{1B}]11;\(color)\(end)"
      #expect(decode("\(answer)x") == [.background(isLight: isLight), .key(.character("x"))])
      var decoder = InputDecoder()
      #expect(answer.utf8.flatMap { decoder.decode([$0]) } == [.background(isLight: isLight)])
      #expect(!decoder.isWaitingAfterEscape)
    }
  }

  @Test("an answer that tells no colour is passed over, and no part of it is a key")
  func noBackground() {
    for color in ["", "blue", "rgb:ff/ff", "rgb:fffff/0/0", "rgb:x/y/z"] {
      #expect(decode("\u{1B}]11;\(color)\u{7}x") == [.key(.character("x"))])
    }
    #expect(decode("\u{1B}]x") == [.key(.escape), .key(.character("]")), .key(.character("x"))])
  }

  @Test("a sequence that is broken off by another is dropped, the other is not")
  func brokenSequence() {
    #expect(decode("\u{1B}[1;\u{1B}[B") == [.key(.down)])
    #expect(decode("\u{1B}O\u{1B}OB") == [.key(.down)])
  }

  @Test(
    "a mouse report says what happened where",
    arguments: [
      ("[<0;1;1M", Mouse.press, 0, 0), ("[<0;10;5m", .release, 9, 4),
      ("[<32;300;120M", .drag, 299, 119),
      ("[<2;1;1M", .rightPress, 0, 0), ("[<64;2;2M", .wheelUp, 1, 1),
      ("[<65;2;2M", .wheelDown, 1, 1),
      ("[<16;3;3M", .press, 2, 2), ("[M !!", .press, 0, 0), ("[M#\"\"", .release, 1, 1),
    ])
  func mouse(sequence: String, mouse: Mouse, column: Int, row: Int) {
    #expect(decode("\u{1B}\(sequence)") == [.mouse(mouse, Point(column: column, row: row))])
  }

  @Test(
    "other buttons and senseless places are no input",
    arguments: [
      "[<1;1;1M", "[<66;1;1M", "[<0;0;1M", "[<0;1M", "[<M", "[<99999999999999999999;1;1M",
    ])
  func otherMouse(sequence: String) {
    #expect(decode("\u{1B}\(sequence)x") == [.key(.character("x"))])
  }

  @Test("pasted text is one input, whatever it holds")
  func paste() {
    let text = "q\u{1B}[A\nrm -rf\u{1B}[20"
    #expect(
      decode("a\u{1B}[200~\(text)\u{1B}[201~b")
        == [.key(.character("a")), .paste(text), .key(.character("b"))])
  }

  @Test("pasted text may come in pieces of one byte")
  func pasteInPieces() {
    var decoder = InputDecoder()
    var inputs: [Input] = []
    for byte in "\u{1B}[200~部屋\u{1B}[201~".utf8 { inputs += decoder.decode([byte]) }
    #expect(inputs == [.paste("部屋")])
  }

  @Test("a paste whose end does not come is over after a while, and keys are keys again")
  func unfinishedPaste() {
    var decoder = InputDecoder()
    #expect(decoder.decode("\u{1B}[200~some textq".utf8).isEmpty)
    #expect(decoder.isInPaste)
    #expect(decoder.pasteDelayPassed() == [.paste("some textq")])
    #expect(!decoder.isInPaste)
    #expect(decoder.pasteDelayPassed().isEmpty)
    #expect(decoder.decode("q".utf8) == [.key(.character("q"))])
    // Somebody pressed Escape to get out of it.
    _ = decoder.decode("\u{1B}[200~x\u{1B}".utf8)
    #expect(decoder.pasteDelayPassed() == [.paste("x"), .key(.escape)])
    #expect(decoder.decode("q".utf8) == [.key(.character("q"))])
  }

  @Test("of an endless paste only the beginning is kept")
  func endlessPaste() {
    var decoder = InputDecoder()
    _ = decoder.decode("\u{1B}[200~".utf8)
    for _ in 0..<3 {
      _ = decoder.decode(repeatElement(UInt8(ascii: "a"), count: InputDecoder.pasteLimit / 2))
    }
    let inputs = decoder.decode("\u{1B}[201~".utf8)
    #expect(inputs == [.paste(String(repeating: "a", count: InputDecoder.pasteLimit))])
  }

  @Test("coming to the front and leaving it are told")
  func focus() {
    #expect(decode("\u{1B}[I\u{1B}[O") == [.focus(true), .focus(false)])
  }

  @Test("the keys that terminfo tells come first")
  func terminfoKeys() {
    let sequences = KeySequences([
      (Array("\u{1B}[224z".utf8), .function(1)), (Array("\u{1B}A".utf8), .up), ([0x7F], .delete),
    ])
    #expect(decode("\u{1B}[224z", sequences: sequences) == [.key(.function(1))])
    #expect(decode("\u{1B}A", sequences: sequences) == [.key(.up)])
    #expect(decode("\u{1B}[B", sequences: sequences) == [.key(.down)])
    #expect(decode("\u{7F}", sequences: sequences) == [.key(.backspace)])
  }

  @Test("any bytes at all are decoded to the end", arguments: 0..<50)
  func randomBytes(seed: UInt64) {
    var generator = RandomBytes(state: seed)
    var decoder = InputDecoder()
    for _ in 0..<200 {
      let count = Int(generator.next() % 40)
      _ = decoder.decode((0..<count).map { _ in generator.nextByte() })
      _ = decoder.escapeDelayPassed()
    }
    // Whatever came before: the end of a paste, the end of a sequence, then a key.
    _ = decoder.decode("\u{1B}[201~zzzz".utf8)
    #expect(decoder.decode("k".utf8) == [.key(.character("k"))])
  }
}

/// Bytes that look random and are the same each time, many of them with a meaning for terminals.
private struct RandomBytes {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }

  mutating func nextByte() -> UInt8 {
    let meaningful = Array("\u{1B}\u{1B}[O<M;~20015".utf8)
    let number = next()
    return number % 3 == 0 ? UInt8(number >> 8 & 0xFF) : meaningful[Int(number) % meaningful.count]
  }
}
