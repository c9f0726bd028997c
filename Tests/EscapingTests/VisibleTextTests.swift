import Escaping
import Testing

@Suite("Text from outside, made visible")
struct VisibleTextTests {
  private func visible(_ bytes: [UInt8]) -> String { String(visible: bytes.span) }

  @Test(
    "what a terminal would obey is written as an escape",
    arguments: [
      ("a\nb", "a\\nb"), ("a\tb", "a\\tb"), ("\u{1B}[2J", "\\e[2J"), ("\u{07}", "\\x07"),
      ("\u{7F}", "\\x7f"), ("\u{9B}31m", "\\x9b31m"), ("ab\u{202E}cd", "ab\\u{202e}cd"),
      ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"), ("\u{2028}", "\\u{2028}"),
    ])
  func escapes(_ text: String, _ expected: String) {
    #expect(visible(Array(text.utf8)) == expected)
  }

  @Test(
    "bytes that are not UTF-8 are written one by one",
    arguments: [
      ([0xFF], "\\xff"), ([0x61, 0xC3], "a\\xc3"), ([0xC0, 0x80], "\\xc0\\x80"),
      ([0xED, 0xA0, 0x80], "\\xed\\xa0\\x80"), ([0xF5, 0x80, 0x80, 0x80], "\\xf5\\x80\\x80\\x80"),
      ([0xE3, 0x81, 0x82, 0x80], "あ\\x80"),
    ] as [([UInt8], String)])
  func invalid(_ bytes: [UInt8], _ expected: String) {
    #expect(visible(bytes) == expected)
  }

  @Test(
    "what people write stays",
    arguments: ["sh", "部屋", "naïve", "e\u{301}", "👩🚀", "a\\b", "", "─▸●→…", "한글", "漢　字", "\u{A0}x"])
  func plain(_ text: String) {
    #expect(visible(Array(text.utf8)) == text)
  }

  @Test(
    "what cannot be seen is shown, wherever it stands",
    arguments: [
      0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x180B, 0x180E, 0x200A, 0x200B, 0x200C, 0x200D,
      0x200E,
      0x2060, 0x2064, 0x206F, 0x2800, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFF,
      0x1D173, 0xE0001, 0xE0041, 0xE007F, 0xE0100,
    ] as [UInt32])
  func invisible(_ value: UInt32) throws {
    let scalar = String(try #require(Unicode.Scalar(value)))
    let digits = String(value, radix: 16)
    let escape = "\\u{" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "}"
    for text in ["web\(scalar)", "\(scalar)web", "we\(scalar)b", "部\(scalar)屋", scalar] {
      #expect(String(visible: text).contains(escape))
      #expect(String(visible: text).unicodeScalars.allSatisfy { $0.isVisible })
    }
  }

  @Test("a mark changes no character that is not the text's own")
  func marks() {
    #expect(String(visible: "\u{301}web") == "\\u{0301}web")
    #expect(String(visible: "\u{200B}\u{301}") == "\\u{200b}\\u{0301}")
    #expect(String(visible: "e\u{301}\u{327}") == "e\u{301}\u{327}")
  }

  @Test("what is visible already stays as it is, however often it is made visible")
  func again() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let scalars = (0..<10).compactMap { _ in
        Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &generator))
      }
      let text = String(visible: String(String.UnicodeScalarView(scalars)))
      #expect(String(visible: text) == text)
      #expect(text.unicodeScalars.allSatisfy { $0.isVisible })
    }
  }

  @Test("a line for a terminal has no sequences but those of its look")
  func terminalText() {
    let text = "a\u{1B}[31m\nb"
    #expect(TerminalText(text).text == "a\\e[31m\\nb")
    #expect(TerminalText(text, .title).text == "\u{1B}[1;4ma\\e[31m\\nb\u{1B}[0m")
    #expect(
      TerminalText([TerminalText("a", .red), TerminalText("b")]).text == "\u{1B}[31ma\u{1B}[0mb")
    #expect(TerminalText.lines(of: "a\n\tb\n").map(\.text) == ["a", "\\tb", ""])
  }

  @Test("no byte whatever gets a control character through")
  func everyByte() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let bytes = (0..<40).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let text = visible(bytes)
      #expect(text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    }
  }
}
