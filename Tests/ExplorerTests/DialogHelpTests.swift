import Canvas
import Explorer
import Localization
import Namespaces
import Testing

@Suite("Help within a dialog")
struct DialogHelpTests {
  /// Keys that open each dialog that asks or tells something.
  private static let dialogs: [(keys: String, says: String)] = [
    ("/4026532305\n\n", "a shell in the target"), ("M", "new namespaces"),
    ("6/worker\n✱", "SIGTERM"),
    ("/blue\nU", "bind mount"), ("6/worker\ntgc", "side by side"), ("w", "new file"),
  ]

  private func screen(_ keys: String, _ language: Language = .english) -> ExplorerDriver {
    var screen = ExplorerDriver(.server(), 100, 40) { $0.language = language }
    for key in keys {
      switch key {
      case "\n": screen.press(.enter)
      case "✱": screen.press(.function(9))
      default: screen.press(.character(key))
      }
    }
    return screen
  }

  @Test(
    "tells what the dialog is for, and leads back to it as it was", arguments: dialogs,
    [Key.function(1), "?"])
  func leadsBack(dialog: (keys: String, says: String), key: Key) {
    var screen = screen(dialog.keys)
    let before = screen.text
    screen.effects = []
    screen.press(key)
    #expect(screen.text.contains("Help: "))
    #expect(screen.text.contains(dialog.says))
    screen.press(.escape)
    #expect(screen.text == before)
    #expect(screen.effects.isEmpty)
  }

  @Test("is announced in the dialog's last line, in both languages", arguments: dialogs)
  func announced(dialog: (keys: String, says: String)) {
    #expect(screen(dialog.keys).lines.last?.contains("F1 help") == true)
    #expect(screen(dialog.keys, .japanese).lines.last?.contains("F1: 説明") == true)
  }

  @Test("of the lessons is there too")
  func lessons() {
    var screen = ExplorerDriver(.server(), 100, 40)
    screen.send(.lessons([LessonEntry(id: "first", title: "x", minutes: 3, isDone: false)]))
    screen.press(.function(1))
    #expect(screen.text.contains("removes everything"))
    screen.press(.enter)
    #expect(screen.text.contains("first"))
    #expect(!screen.effects.contains { if case .lesson = $0 { true } else { false } })
  }

  @Test("confirms nothing: keys act on the help alone")
  func actsOnNothing() {
    var screen = screen("6/worker\n✱")
    screen.press(.function(1), .enter)
    #expect(!screen.effects.contains { $0.changesHost })
    #expect(screen.lines.last?.contains("Enter send") == true)
  }

  @Test("lets an answer in that comes meanwhile")
  func answered() {
    var screen = screen("M")
    screen.press(.function(1))
    let summary = EntrySummary(
      title: "", joins: [], steps: ["make a new uts"], command: "heya new", nsenter: "")
    screen.send(.newNamespacesPlan(NewNamespacesRequest(), summary))
    screen.press(.escape, .enter)
    #expect(screen.effects.last == .make(NewNamespacesRequest()))
  }

  @Test("leaves a question mark to who types, and F1 still helps")
  func typing() {
    var screen = screen("M")
    screen.press(.up)
    screen.type("ls ?")
    #expect(screen.text.contains("ls ?"))
    screen.press(.function(1))
    #expect(screen.text.contains("Help: Make namespaces"))
  }
}
