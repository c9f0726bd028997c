import Canvas
import Explorer
import Localization
import Namespaces
import Testing

@Suite("Searching")
struct SearchTests {
  @Test("moves to the first match as one types, and back on Esc")
  func incremental() {
    var screen = ExplorerDriver()
    screen.type("/py")
    #expect(screen.selectedLine?.contains("python3") == true)
    screen.press(.escape)
    #expect(screen.selectedLine?.contains("users and capabilities") == true)
  }

  @Test("takes a paste of any length as one text, as far as there is room")
  func longPaste() {
    var screen = ExplorerDriver()
    screen.type("/")
    screen.send(.input(.paste("py" + String(repeating: "\u{200B}long\n", count: 60_000))))
    screen.press(.control("u"))
    screen.send(.input(.paste("py\n")))
    #expect(screen.selectedLine?.contains("python3") == true)
  }

  @Test("goes to the next and the previous match, round the ends")
  func next() {
    var screen = ExplorerDriver()
    screen.type("/nginx")
    screen.press(.enter)
    let first = screen.selectedLine
    screen.type("n")
    #expect(screen.selectedLine != first)
    #expect(screen.selectedLine?.contains("web-1 (docker)") == true)
    screen.type("N")
    #expect(screen.selectedLine == first)
    screen.type("N")
    #expect(screen.selectedLine?.contains("4026532300") == true)
  }

  @Test("finds what is folded away and opens it")
  func folded() {
    var screen = ExplorerDriver()
    screen.type("/http.server")
    #expect(screen.selectedLine?.contains("-m http.server") == true)
  }

  @Test("makes matches stand out where they are seen")
  func highlight() throws {
    var screen = ExplorerDriver()
    screen.type("/4026532303")
    screen.press(.enter, .up)
    let canvas = screen.canvas
    let row = try #require(screen.lines.firstIndex { $0.contains("4026532303") })
    let style = Theme.standard.style(.match)
    let matched = (0..<screen.size.columns).filter {
      canvas[$0, row].style.background == style.background
    }
    #expect(matched.count == 10)
  }

  @Test("says when there is nothing to be found, and does not care for case")
  func absent() {
    var screen = ExplorerDriver()
    screen.type("/WEB-1")
    #expect(screen.selectedLine?.contains("web-1") == true)
    screen.type("qq")
    screen.press(.enter)
    screen.type("n")
    #expect(screen.lines.last?.contains("“WEB-1qq” is not here.") == true)
  }
}

@Suite("Filtering")
struct FilterTests {
  @Test("leaves what matches and everything above it")
  func text() {
    var screen = ExplorerDriver(.server(), 80, 40)
    screen.type("6\\worker")
    screen.press(.enter)
    let rows = screen.lines.filter { $0.contains("nginx") }
    #expect(rows.count == 4)
    #expect(screen.text.contains("systemd "))
    #expect(!screen.text.contains("sshd"))
    #expect(screen.lines[1].contains("filter worker"))
  }

  @Test("asks in the language of the command line, of namespaces")
  func language() {
    var screen = ExplorerDriver(.server(), 80, 40)
    screen.type("\\kind=net and name=blue")
    screen.press(.enter)
    #expect(screen.text.contains("4026532500"))
    #expect(!screen.text.contains("4026532305"))
    #expect(!screen.text.contains("▾ pid"))
  }

  @Test("asks in the language of the command line, of processes")
  func languageOfProcesses() {
    var screen = ExplorerDriver(.server(), 80, 40)
    screen.type("6\\user=nginx")
    screen.press(.enter)
    #expect(screen.lines.filter { $0.contains("worker") }.count == 3)
    #expect(!screen.text.contains("journald"))
  }

  @Test("points at what is wrong with a question")
  func wrong() {
    var screen = ExplorerDriver()
    screen.type("\\colour=red")
    #expect(screen.lines.last?.contains("colour") == true)
    #expect(screen.lines.last?.contains("(1)") == true)
  }

  @Test("goes away with Esc, and Esc never quits")
  func escape() {
    var screen = ExplorerDriver(.server(), 80, 40)
    let before = screen.text
    screen.type("\\nginx")
    screen.press(.enter)
    #expect(screen.text != before)
    for _ in 0..<5 { screen.press(.escape) }
    #expect(screen.text == before)
    #expect(screen.effects.isEmpty)
  }

  @Test("respects what was folded by hand")
  func folds() {
    var screen = ExplorerDriver(.server(), 80, 40)
    screen.type("6\\worker")
    screen.press(.enter)
    screen.type("/shim")
    screen.press(.enter, .left)
    #expect(!screen.lines.contains { $0.contains("nginx") })
    #expect(screen.text.contains("▸ containerd-shim"))
  }

  @Test("that nothing passes says so")
  func nothing() {
    var screen = ExplorerDriver()
    screen.type("\\zzz")
    #expect(screen.text.contains("Nothing passes the filter."))
  }

  @Test("can hide the host's own namespaces, and kernel threads unless asked for")
  func hiding() {
    var screen = ExplorerDriver(.server(), 80, 40)
    screen.type("H")
    #expect(!screen.text.contains("4026531837"))
    #expect(screen.text.contains("4026532305"))
    screen.type("6")
    #expect(!screen.text.contains("rcu_gp"))
    #expect(!screen.lines.dropFirst().contains { $0.contains("heya ") })
    screen.type("HK")
    #expect(screen.text.contains("[rcu_gp]"))
  }
}

@Suite("Ordering")
struct OrderTests {
  @Test("goes through the columns and back to the tree's own order")
  func columns() {
    var fixture = HostFixture.server()
    fixture.change(4_242) { $0.residentBytes = 900_000 * 4096 }
    var screen = ExplorerDriver(fixture, 80, 40)
    let own = screen.text
    screen.type("<")
    let lines = screen.lines.filter { $0.contains("402653") }
    let pids = lines.filter { $0.contains("4026532600") || $0.contains("4026532303") }
    #expect(pids.first?.contains("4026532600") == true)
    screen.type(">")
    #expect(screen.text == own)
  }

  @Test("keeps the kinds in joining order")
  func kinds() {
    var screen = ExplorerDriver(.server(), 80, 60)
    for _ in 0..<6 {
      screen.type(">")
      let kinds = screen.lines.filter { $0.hasPrefix("  ▾ ") }.map { $0.dropFirst(4).prefix(4) }
      #expect(kinds == ["user", "cgro", "ipc ", "uts ", "net ", "pid ", "mnt ", "time"])
    }
  }
}
