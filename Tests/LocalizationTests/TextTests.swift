import Localization
import SystemCalls
import Testing

@Suite("A text")
struct TextTests {
  /// German, which heya does not speak: a file by somebody who knows nothing of the program.
  private static let german = Self.catalog(
    """
    # German.
    msgid ""
    msgstr ""
    "Content-Type: text/plain; charset=UTF-8\\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\\n"

    msgid "nothing here"
    msgstr "nichts hier"

    #, qt-format
    msgid "%1 holds %2"
    msgstr "%2 wird von %1 gehalten"

    #, qt-format
    msgid "%1 process"
    msgid_plural "%1 processes"
    msgstr[0] "%1 Prozess"
    msgstr[1] "%1 Prozesse"

    msgctxt "file"
    msgid "sort"
    msgstr "Art"

    msgid "sort"
    msgstr "sortieren"

    msgid "not yet"
    msgstr ""

    #, fuzzy
    msgid "perhaps"
    msgstr "vielleicht"

    msgctxt "list"
    msgid ", "
    msgstr " und "
    """)

  private static func catalog(_ text: String) -> Catalog {
    do {
      return Catalog(try CatalogFile(parsing: Array(text.utf8)))
    } catch {
      preconditionFailure("\(error)")
    }
  }

  private func german(_ text: Text) -> String { text.translated(by: Self.german) }

  @Test("is translated by its English, with its arguments where the language has them")
  func arguments() {
    #expect(german(Text("nothing here")) == "nichts hier")
    let text = Text("\("cat") holds \(3)")
    #expect(text.key == "%1 holds %2")
    #expect(text[.english] == "cat holds 3")
    #expect(german(text) == "3 wird von cat gehalten")
  }

  @Test("keeps foreign texts as they are, whatever stands in them")
  func foreign() {
    let text = Text("\("%2é\u{301}") holds \("nothing here\n%1")")
    #expect(german(text) == "nothing here\n%1 wird von %2é\u{301} gehalten")
    #expect(german(Text(verbatim: "nothing here")) == "nothing here")
  }

  @Test("translates a text in it in its turn")
  func nested() {
    let text = Text("\(Text("nothing here")) holds \(Text("\(1) holds \(2)"))")
    #expect(text[.english] == "nothing here holds 1 holds 2")
    #expect(german(text) == "2 wird von 1 gehalten wird von nichts hier gehalten")
  }

  @Test("has the form for a number", arguments: [0, 1, 2, -1, Int.max])
  func plural(number: Int) {
    let text = Text(number, one: "\(number) process", other: "\(number) processes")
    #expect(text[.english] == (number == 1 ? "1 process" : "\(number) processes"))
    // A number below zero counts as none.
    #expect(german(text) == (number == 1 ? "1 Prozess" : "\(number) Prozesse"))
    #expect(text[.japanese] == "プロセス \(number)")
  }

  @Test("has the translation for what it is about")
  func context() {
    #expect(german(Text("sort")) == "sortieren")
    #expect(german(Text("sort", context: "file")) == "Art")
    #expect(german(Text("sort", context: "kind")) == "sort")
  }

  @Test("is English where there is no translation, and what is in it is translated all the same")
  func untranslated() {
    for text in [Text("not yet"), Text("perhaps"), Text("never heard of")] {
      #expect(german(text) == text[.english])
    }
    #expect(german(Text("of \(Text("nothing here")): \(5)")) == "of nichts hier: 5")
  }

  @Test("is joined with others, also with a separator that the language has")
  func joined() {
    let texts = [Text("nothing here"), Text(verbatim: "web")]
    #expect(texts.joined(separator: "  ")[.english] == "nothing here  web")
    #expect(german(texts.joined(separator: "  ")) == "nichts hier  web")
    #expect(german(texts.joined(separator: .comma)) == "nichts hier und web")
    #expect([Text]().joined(separator: .comma)[.english].isEmpty)
    let names = ["a", "b"]
    #expect(german(Text("\(list: names) holds \("c")")) == "c wird von a und b gehalten")
    #expect(Text("\(list: names) holds \("c")")[.english] == "a, b holds c")
  }

  @Test("begins a sentence with a capital in English only")
  func capitalized() {
    let text = Text("\(capitalized: Text("nothing here")).")
    #expect(text[.english] == "Nothing here.")
    #expect(german(text) == "nichts hier.")
  }

  @Test("has the C library's words for an error in English only")
  func errors() {
    let text = Text("\("cat") holds \(Errno.notPermitted)")
    #expect(text[.english] == "cat holds EPERM: Operation not permitted")
    #expect(german(text) == "EPERM wird von cat gehalten")
  }

  @Test("can have what is foreign in it changed, at any depth")
  func mapForeign() {
    let text = Text(
      "\("a\n") holds \([Text(verbatim: "b\n"), Text("nothing here")].joined(separator: ","))")
    let changed = text.mapForeign { $0.replacing("\n", with: "?") }
    #expect(changed[.english] == "a? holds b?,nothing here")
    #expect(german(changed) == "b?,nichts hier wird von a? gehalten")
  }
}
