import Localization
import Testing

@Suite("A file of translations")
struct CatalogFileTests {
  private func file(_ text: String) throws(CatalogError) -> CatalogFile {
    try CatalogFile(parsing: Array(text.utf8))
  }

  private static let header = """
    msgid ""
    msgstr ""
    "Content-Type: text/plain; charset=UTF-8\\n"
    "Plural-Forms: nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2;\\n"

    """

  @Test("is read with contexts, forms, flags and texts over several lines")
  func entries() throws {
    let file = try file(
      Self.header + """
        # By hand.
        #. For the translator.
        #: Some/File.swift:3
        #, qt-format, no-wrap
        #| msgid "before"
        msgctxt "a"
        " b"
        msgid "one"
        msgid_plural ""
        "many\\n"
        "\\t\\"more\\\\"
        msgstr[0] "x"
        msgstr[1] "y"
        msgstr[2] ""
        "z"

        #~ msgid "no more"
        #~ msgstr "nicht mehr"
        msgid "tight"
        msgstr "eng"\r
        #, fuzzy
        msgid "two"
        msgstr "zwei"
        """)
    #expect(file.entries.map(\.id) == ["one", "tight", "two"])
    let first = try #require(file.entries.first)
    #expect(first.context == "a b")
    #expect(first.plural == "many\n\t\"more\\")
    #expect(first.translations == ["x", "y", "z"])
    #expect(first.flags == ["qt-format", "no-wrap"])
    #expect(first.line == 12)
    #expect(file.entries.map(\.isFuzzy) == [false, false, true])
    #expect([0, 1, 2, 4, 5, 11, 12, 22].map(file.rule.form) == [2, 0, 1, 1, 2, 2, 1, 1])
  }

  @Test(
    "is refused at the line where it is wrong",
    arguments: [
      ("msgid \"a\"\nmsgstr b", 2, .noQuote), ("msgid \"a", 1, .noQuote),
      ("msgid \"a\\", 1, .badEscape), ("msgid", 1, .noQuote),
      ("msgid \"a\\q\"", 1, .badEscape), ("msgid \"a\" b", 1, .strayText),
      ("\n\n\"a\"", 3, .strayText), ("msgid \"\u{1B}[2J\"", 1, .controlCharacter),
      ("msgfoo \"a\"", 1, .unknownKeyword("msgfoo")), ("hello", 1, .noQuote),
      ("msgstr \"a\"", 1, .misplaced("msgstr")),
      ("msgid \"a\"\nmsgstr \"b\"\nmsgstr \"c\"", 3, .misplaced("msgstr")),
      ("msgid_plural \"a\"", 1, .misplaced("msgid_plural")),
      ("msgid \"a\"\nmsgstr[0] \"b\"", 2, .misplaced("msgstr[0]")),
      ("msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[1] \"c\"", 3, .misplaced("msgstr[1]")),
      ("msgid \"a\"\nmsgid_plural \"b\"\nmsgstr \"c\"", 3, .misplaced("msgstr")),
      ("msgid \"a\"\nmsgid \"b\"", 2, .incomplete), ("msgid \"a\"", 1, .incomplete),
      ("msgctxt \"a\"\n", 2, .incomplete),
      ("msgid \"a\"\nmsgstr \"b\"\n\nmsgid \"a\"\nmsgstr \"c\"", 4, .duplicate("a")),
      ("msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"c\"\nmsgstr[1] \"d\"", 1, .wrongForms(2, 1)),
      ("msgid \"\"\nmsgstr \"Language: ja\\n\"", 1, .wrongCharset),
      ("msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=EUC-JP\\n\"", 1, .wrongCharset),
    ] as [(String, Int, CatalogError.Problem)])
  func refused(text: String, line: Int, problem: CatalogError.Problem) {
    let error = #expect(throws: CatalogError.self) { try self.file(text) }
    #expect(error?.line == line)
    #expect(error?.problem == problem)
    #expect(error?.description.hasPrefix("line \(line): ") == true)
  }

  @Test("is refused where it is not UTF-8")
  func encoding() {
    let error = #expect(throws: CatalogError.self) {
      try CatalogFile(parsing: Array("msgid \"".utf8) + [0xE3, 0x81] + Array("\"".utf8))
    }
    #expect(error?.problem == .notUTF8)
  }

  @Test(
    "may have any rule that gettext takes",
    arguments: [
      ("nplurals=1; plural=0;", [0, 0, 0, 0, 0]), ("nplurals=2; plural=n>1;", [0, 0, 1, 1, 1]),
      ("nplurals=2; plural=!(n == 1);", [1, 0, 1, 1, 1]),
      // Polish.
      (
        "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
        [2, 0, 1, 2, 1]
      ),
      ("nplurals=2; plural=n / 0 + n % 0;", [0, 0, 0, 0, 0]),
      ("nplurals=2; plural=n - 1;", [1, 0, 1, 1, 1]),
    ])
  func rules(text: String, forms: [Int]) throws {
    let rule = try #require(PluralRule(text))
    #expect([0, 1, 2, 12, 22].map(rule.form) == forms)
  }

  @Test(
    "with a rule that is none, or is too deep, is refused",
    arguments: [
      "", "nplurals=0; plural=0;", "nplurals=99; plural=0;", "nplurals=2; plural=m;",
      "nplurals=2; plural=n n;", "nplurals=2; plural=n ? 1;", "nplurals=2;",
      "nplurals=2; plural=99999999999999999999;", "nplurals=2; plural=(n;",
      "nplurals=2; plural=" + String(repeating: "(", count: 100_000) + "n;",
      "nplurals=2; plural=" + String(repeating: "!", count: 100_000) + "n;",
      "nplurals=2; plural=n" + String(repeating: "+n", count: 100_000) + ";",
      "nplurals=2; plural=" + String(repeating: "n?n:", count: 100_000) + "n;",
    ])
  func wrongRules(text: String) {
    #expect(PluralRule(text) == nil)
    let error = #expect(throws: CatalogError.self) {
      try self.file(
        "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: \(text)\\n\"")
    }
    #expect(error?.problem == .wrongPluralRule)
  }

  @Test("never brings the parser down, whatever is done to it")
  func mangled() throws {
    let bytes = Array(
      (Self.header
        + "#, fuzzy\nmsgctxt \"c\"\nmsgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"\\n\"\n").utf8)
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<3_000 {
      var mangled = bytes
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<mangled.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: mangled[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: mangled.remove(at: place)
        default: mangled.insert(mangled[Int.random(in: 0..<mangled.count)], at: place)
        }
      }
      do {
        _ = Catalog(try CatalogFile(parsing: mangled))
      } catch {
        #expect(error.line > 0)
      }
    }
  }
}
