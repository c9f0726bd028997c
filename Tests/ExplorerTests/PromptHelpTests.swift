import Canvas
import Description
import Explorer
import Localization
import Namespaces
import Testing

@Suite("Help within the line of a search or a filter")
struct PromptHelpTests {
  private static let lines = [(key: "/", title: "search"), (key: "\\", title: "filter")]

  private func screen(
    _ keys: String, _ columns: Int = 100, _ language: Language = .english
  ) -> ExplorerDriver {
    var screen = ExplorerDriver(.server(), columns, 40) { $0.language = language }
    screen.type(keys)
    return screen
  }

  @Test(
    "tells what the line understands, and leads back to it with its text", arguments: lines,
    [Key.escape, .function(1), .enter])
  func leadsBack(line: (key: String, title: String), key: Key) {
    var screen = screen(line.key + "nginx")
    let before = screen.text
    screen.press(.function(1))
    #expect(screen.text.contains("Help: \(line.title)"))
    #expect(screen.lines.last?.contains("Esc back") == true)
    screen.press(key)
    #expect(screen.text == before)
    screen.type("!")
    #expect(screen.lines.last?.contains("\(line.title) nginx!") == true)
    #expect(screen.effects.isEmpty)
  }

  @Test("is announced at the end of the line, in both languages", arguments: lines)
  func announced(line: (key: String, title: String)) {
    #expect(screen(line.key).lines.last?.hasSuffix("F1 help") == true)
    #expect(screen(line.key, 100, .japanese).lines.last?.hasSuffix("F1: 説明") == true)
    #expect(
      screen(line.key + String(repeating: "x", count: 89)).lines.last?.contains("F1") == false)
  }

  @Test("leaves a question mark to who types")
  func questionMark() {
    #expect(screen("/what?").lines.last?.contains("search what?") == true)
  }

  @Test("takes no text meanwhile, neither typed nor pasted")
  func takesNothing() {
    var screen = screen("\\ng")
    screen.press(.function(1))
    screen.type("xyz")
    screen.send(.input(.paste("pasted")))
    screen.press(.escape)
    #expect(screen.lines.last?.contains("filter ng ") == true)
  }

  @Test("of a filter has the whole language, on every screen", arguments: [100, 60, 40])
  func filter(columns: Int) {
    for language in Language.allCases {
      var screen = screen("\\", columns, language)
      screen.press(.function(1))
      var seen = screen.text
      for _ in 0..<20 {
        screen.press(.pageDown)
        seen += screen.text
      }
      for name in Filter.names { #expect(seen.contains("  \(name)"), "\(name)") }
      #expect(seen.contains("kind=net and not initial"))
    }
  }
}
