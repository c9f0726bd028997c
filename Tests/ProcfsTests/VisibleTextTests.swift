import Testing

@testable import Procfs

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

  @Test("what people write stays", arguments: ["sh", "部屋", "naïve", "👩‍🚀", "a\\b", ""])
  func plain(_ text: String) {
    #expect(visible(Array(text.utf8)) == text)
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
