import Canvas
import Explorer
import Localization
import Namespaces
import Testing

@Suite("What was arranged")
struct RememberingTests {
  /// A screen that begins as another one ended, on the same host.
  private func next(
    after screen: ExplorerDriver, options change: (inout Options) -> Void = { _ in }
  ) -> ExplorerDriver {
    var options = Options()
    change(&options)
    var next = ExplorerDriver(nil, 80, 24)
    next.state = State(options: options, remembered: screen.state.remembered)
    next.send(.input(.resize(next.size)))
    next.send(.snapshot(HostFixture.server().snapshot))
    return next
  }

  @Test("is there again: view, folds of every view and order")
  func again() {
    var first = ExplorerDriver()
    first.type("_ 6>2 ")
    let second = next(after: first)
    #expect(second.lines.dropFirst(2) == first.lines.dropFirst(2))
    first.type("1")
    var third = next(after: first)
    #expect(third.lines.dropFirst(2).prefix(10) == first.lines.dropFirst(2).prefix(10))
    third.type("6")
    first.type("6")
    #expect(third.lines[1].contains("Processes"))
    #expect(third.state.remembered == first.state.remembered)
  }

  @Test("is kept also by a run that ends before the first scan")
  func unseen() {
    var first = ExplorerDriver()
    first.type("6> ")
    let remembered = first.state.remembered
    #expect(remembered.order != nil)
    #expect(State(options: Options(), remembered: remembered).remembered == remembered)
  }

  @Test("gives way to the view that is asked for")
  func asked() {
    var first = ExplorerDriver()
    first.type("6")
    let second = next(after: first) { $0.view = .owners }
    #expect(second.state.remembered.view == .owners)
  }

  @Test("leaves out what is gone")
  func gone() throws {
    var screen = ExplorerDriver()
    screen.type("/4026532305")
    screen.press(.enter)
    screen.type("+")
    let folds = try #require(screen.state.remembered.folds[.kinds])
    var fixture = HostFixture.server()
    for pid: Int32 in [1_234, 1_261, 1_262, 1_263] { fixture.end(pid) }
    let namespace = try #require(fixture.snapshot.namespace(inode: 4_026_532_305)?.id)
    #expect(folds.keys.contains { $0.object == .namespace(namespace) })
    fixture.remove(namespace)
    // What vanished is on the screen for two more scans.
    for _ in 1...3 {
      fixture.taken += 1
      screen.send(.snapshot(fixture.snapshot))
    }
    let after = try #require(screen.state.remembered.folds[.kinds])
    #expect(!after.keys.contains { $0.object == .namespace(namespace) })
  }
}

@Suite("The first run")
struct FirstRunTests {
  @Test("greets with ten lines at most, of sixty columns or so", arguments: Language.allCases)
  func lines(language: Language) throws {
    var screen = ExplorerDriver(.server(), 80, 24) { $0.language = language }
    screen.send(.firstRun)
    let top = try #require(screen.lines.firstIndex { $0.contains("heya") && $0.contains("┌") })
    let bottom = try #require(screen.lines.firstIndex { $0.contains("└") && $0.contains("┘") })
    #expect(bottom - top - 1 <= 10)
    for key in ["Enter", "E", "?", "Tab", "↑", "q"] {
      #expect(screen.text.contains(key), "\(key)")
    }
  }

  @Test("is over with any key, which does nothing else", arguments: [Key.enter, "q", "6", .escape])
  func anyKey(key: Key) {
    var screen = ExplorerDriver()
    let before = screen.text
    screen.send(.firstRun)
    #expect(screen.text != before)
    screen.press(key)
    #expect(screen.text == before)
    #expect(screen.effects.isEmpty)
  }

  @Test("is over with a click, wherever it is")
  func click() {
    var screen = ExplorerDriver()
    let before = screen.text
    screen.send(.firstRun)
    screen.send(.input(.mouse(.press, Point(column: 40, row: 12))))
    #expect(screen.text == before)
  }

  @Test("shows the keys as they are bound")
  func keys() throws {
    var keys = KeyTable.standard
    try keys.rebind([.enter: [.function(12)]])
    var screen = ExplorerDriver(.server(), 80, 24) { $0.keys = keys }
    screen.send(.firstRun)
    #expect(screen.lines.contains { $0.contains("F12 ") && $0.contains("go in") })
  }
}
