import Testing

@testable import Curses

@Suite("The locale's characters")
struct TerminalLocaleTests {
  @Test(
    "the name of a locale says whether the terminal takes UTF-8",
    arguments: [
      ("ja_JP.UTF-8", true), ("C.utf8", true), ("de_DE.utf8@euro", true), ("C", false),
      ("POSIX", false), ("", false), ("ja_JP.eucJP", false), ("UTF-8", false),
    ])
  func names(name: String, isUTF8: Bool) {
    #expect(TerminalLocale.namesUTF8(name) == isUTF8)
  }
}
