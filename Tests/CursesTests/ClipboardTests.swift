import Testing

@testable import Curses

@Suite("Copying to the clipboard")
struct ClipboardTests {
  @Test(
    "base64 is that of RFC 4648",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"), ("部屋", "6YOo5bGL"), ("\u{FF}?>", "w78/Pg=="),
    ])
  func base64(text: String, encoded: String) {
    #expect(Clipboard.base64(Array(text.utf8)) == Array(encoded.utf8))
  }

  @Test("a terminal is told by OSC 52")
  func plain() {
    #expect(
      Clipboard.sequence(copying: "foo", inTmux: false) == Array("\u{1B}]52;c;Zm9v\u{07}".utf8))
  }

  @Test("tmux gets it for itself, and once more wrapped for the terminal around it")
  func tmux() {
    let sequence = "\u{1B}]52;c;Zm9v\u{07}\u{1B}Ptmux;\u{1B}\u{1B}]52;c;Zm9v\u{07}\u{1B}\\"
    #expect(Clipboard.sequence(copying: "foo", inTmux: true) == Array(sequence.utf8))
  }

  @Test("a text that is too long for terminals is refused whole")
  func limit() {
    let text = String(repeating: "a", count: Clipboard.limit)
    #expect(Clipboard.sequence(copying: text, inTmux: false) != nil)
    #expect(Clipboard.sequence(copying: text + "a", inTmux: false) == nil)
  }
}
