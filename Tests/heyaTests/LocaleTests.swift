import TestSupport
import Testing

@Suite("What the locale allows to print")
struct LocaleTests {
  @Test(
    "is ASCII where no variable names a locale, as in the locale C",
    arguments: ["tree", "tree --by owner", "tree --by process"])
  func ascii(command: String) throws {
    for locale in ["", "LC_ALL=C ", "LANG=C LC_ALL= "] {
      let output = try BuiltProgram.run(
        shell: "env -i PATH=\"$PATH\" TERM=xterm \(locale)\"$heya\" \(command)")
      #expect(output.status == 0, "\(output.errors)")
      let odd = output.text.filter { !$0.isASCII }
      #expect(odd.isEmpty, "\(locale)\(command)")
    }
  }

  @Test("is more where it names UTF-8")
  func unicode() throws {
    for locale in ["LC_ALL=C.UTF-8", "LANG=ja_JP.utf8"] {
      let output = try BuiltProgram.run(
        shell: "env -i PATH=\"$PATH\" TERM=xterm \(locale) \"$heya\" tree")
      #expect(output.text.contains { !$0.isASCII })
    }
  }
}
