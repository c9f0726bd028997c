import Canvas
import Curses
import Localization
import Namespaces
import Testing

@testable import Explorer

@Suite("The key table")
struct KeyTableTests {
  private let table = KeyTable.standard

  @Test("has one binding with a key for every action", arguments: Action.allCases)
  func complete(action: Action) throws {
    let bindings = table.bindings.filter { $0.action == action }
    #expect(bindings.count == 1)
    #expect(try !#require(bindings.first).keys.isEmpty)
  }

  @Test("gives no key to two actions")
  func unique() {
    let keys = table.bindings.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
  }

  @Test("is all in the help, in both languages", arguments: Language.allCases)
  func help(language: Language) {
    var screen = ExplorerDriver(.server(), 100, 120) { $0.language = language }
    screen.type("?")
    for binding in table.bindings {
      #expect(screen.text.contains(binding.help[language]), "\(binding.action)")
    }
  }

  @Test("can be changed: a new key takes over, the old one does nothing")
  func rebind() throws {
    var keys = KeyTable.standard
    try keys.rebind([.quit: ["x"]])
    var screen = ExplorerDriver { $0.keys = keys }
    screen.press("q")
    #expect(screen.effects.isEmpty)
    #expect(screen.lines.last?.contains("x quit") == true)
    screen.press("x")
    #expect(screen.effects == [.quit])
  }

  @Test("lets two actions change places")
  func swap() throws {
    var table = KeyTable.standard
    try table.rebind([.tag: ["T"], .untagAll: ["t"]])
    #expect(table["T"] == .tag)
    #expect(table["t"] == .untagAll)
  }

  @Test("refuses a key that would lead to two actions, and stays as it was")
  func clash() {
    var table = KeyTable.standard
    #expect(throws: KeyClash(key: "j", actions: [.down, .quit])) {
      try table.rebind([.quit: ["j"]])
    }
    #expect(table["q"] == .quit)
    #expect(table["j"] == .down)
  }

  @Test("shows its keys in help, footer and README as they are after a change")
  func shown() throws {
    var keys = KeyTable.standard
    try keys.rebind([.help: [.function(12)], .kinds: ["ä"], .containers: []])
    var screen = ExplorerDriver(.server(), 120, 120) { $0.keys = keys }
    #expect(screen.lines[1].contains("ä Kinds"))
    #expect(screen.lines[1].contains("  Containers"))
    #expect(screen.lines[119].contains("F12 help"))
    #expect(keys.markdown(.english).contains { $0.contains("`F12` these keys") })
    screen.press(.function(12))
    #expect(screen.lines.contains { $0.contains("F12 ") && $0.contains("these keys") })
  }
}

@Suite("The name of a key")
struct KeyNameTests {
  @Test("is what the table shows, and leads back to the key")
  func all() {
    for key in KeyTable.standard.bindings.flatMap(\.keys) {
      #expect(Key(name: key.name) == key, "\(key.name)")
    }
  }

  @Test(
    "has the spellings that people are used to",
    arguments: [
      ("Ctrl-b", Key.control("b")), ("C-B", .control("b")), ("^b", .control("b")), ("^", "^"),
      ("^I", .tab), ("ctrl-m", .enter), ("pagedown", .pageDown), ("SPACE", " "), (" ", " "),
      ("f11", .function(11)), ("部", "部"), ("c", "c"),
    ])
  func spellings(name: String, key: Key) {
    #expect(Key(name: name) == key)
  }

  @Test(
    "is refused when no terminal sends it",
    arguments: ["", "F13", "F0", "Ctrl-", "^1", "Alt-x", "qq", "\n"])
  func unknown(name: String) {
    #expect(Key(name: name) == nil)
  }
}

@Suite("A theme")
struct ThemeTests {
  @Test("paints a background only where something is selected or found", arguments: Theme.allCases)
  func background(theme: Theme) {
    for role in Theme.Role.allCases where ![.selection, .match, .error].contains(role) {
      #expect(theme.style(role).background == nil, "\(role)")
    }
  }

  @Test("tells what is selected, new and gone apart in every set", arguments: Theme.allCases)
  func roles(theme: Theme) {
    for isLight in [false, true] {
      let styles = [Theme.Role.text, .selection, .new, .gone, .match].map {
        theme.style($0, onLight: isLight)
      }
      #expect(Set(styles).count == styles.count)
    }
  }

  @Test(
    "tells what is selected, found and wrong apart from other text with any number of colours",
    arguments: Theme.allCases, ColorTier.allCases)
  func tiers(theme: Theme, tier: ColorTier) {
    var options = Options()
    options.theme = theme
    options.hasColors = tier > .mono
    let roles = [Theme.Role.text, .selection, .match, .error]
    let looks = roles.map { Rendition(options.style($0), in: tier) }
    #expect(Set(looks).count == roles.count)
  }

  @Test("in mono has no colour at all")
  func mono() {
    for role in Theme.Role.allCases {
      #expect(Theme.mono.style(role).foreground == nil)
      #expect(Theme.mono.style(role).background == nil)
    }
  }
}

@Suite("Drawing in ASCII")
struct ASCIITests {
  @Test(
    "draws nothing else, in any view or dialog, whatever names hold",
    arguments: ["1", "2", "3", "6", "7"])
  func onlyASCII(view: String) {
    var fixture = HostFixture.server()
    fixture.host = "部屋"
    fixture.process(9_000, "サーバー --ポート 80", name: "サーバー")
    fixture.namespace(.net, pin: "/run/netns/青")
    for keys in ["", "?", "/サ", "\\サ", "d", "dd"] {
      var screen = ExplorerDriver(fixture, 120, 40) {
        $0.ascii = true
        $0.language = .japanese
      }
      screen.type(view + keys)
      #expect(screen.text.utf8.allSatisfy { $0 < 0x80 })
    }
  }
}

@Suite("Both languages")
struct LanguageTests {
  @Test(
    "have a sentence for every kind that says what it isolates", arguments: NamespaceKind.allCases)
  func sentences(kind: NamespaceKind) {
    #expect(kind.sentence[.english].hasSuffix("."))
    #expect(kind.sentence[.japanese].hasSuffix("。"))
    #expect(!kind.subject[.japanese].isEmpty)
  }

  @Test("keep the columns aligned under their heads")
  func alignment() throws {
    var screen = ExplorerDriver(.server(), 80, 24) { $0.language = .japanese }
    screen.type("6")
    let row = try #require(screen.lines.firstIndex { $0.contains("containerd-shim") })
    let canvas = screen.canvas
    let head = (0..<80).last { canvas[$0, 2].text != " " }
    let cell = (0..<80).last { canvas[$0, row].text != " " }
    // The head ends in a wide character, whose right half is empty.
    #expect(head == cell)
  }
}
