import Canvas
import Explorer
import Localization
import Namespaces
import Testing

@Suite("An explorer that sits in a namespace itself")
struct NarrowViewTests {
  /// The server as it looks from within the pid namespace of its web container.
  private func inside(_ columns: Int = 80, _ rows: Int = 24, _ language: Language = .english)
    -> ExplorerDriver
  {
    var snapshot = HostFixture.server().snapshot
    snapshot.observer.links[.pid] = 4_026_532_303
    snapshot.observer.shownPIDNamespace = 4_026_532_303
    var screen = ExplorerDriver(nil, columns, rows) { $0.language = language }
    screen.send(.snapshot(snapshot))
    return screen
  }

  @Test("says so in the header", arguments: [(80, 24), (200, 50)], Language.allCases)
  func header(size: (columns: Int, rows: Int), language: Language) {
    let screen = inside(size.columns, size.rows, language)
    let badge = language == .english ? "heya inside: pid" : "heyaの居場所: pid"
    #expect(screen.lines[0].contains(badge), "\(screen.lines[0])")
    #expect(!ExplorerDriver().lines[0].contains("heya inside"))
  }

  @Test("says of every namespace that others may hold it")
  func lifetime() {
    var screen = inside(200, 50)
    screen.type("/4026532305")
    screen.press(.enter)
    screen.press("]", "]", "]")
    #expect(screen.text.contains("Processes out of view may keep it alive"), "\(screen.text)")
    #expect(screen.text.contains("heya itself sits in pid:[4026532303]"))
    var outside = ExplorerDriver(.server(), 200, 50)
    outside.type("/4026532305")
    outside.press(.enter)
    outside.press("]", "]", "]")
    #expect(!outside.text.contains("out of view may keep"))
  }

  @Test("does not call heya's own namespaces the host's where those are out of view")
  func whose() {
    var fixture = HostFixture()
    let own = fixture.namespace(.pid, inode: 4_026_532_303)
    fixture.process(1, "sh", parent: 0, in: [own])
    fixture.process(900, "heya", in: [own])
    var snapshot = fixture.snapshot
    let initial = NamespaceKind.pid.initialInode
    snapshot = Snapshot(
      host: snapshot.host, kernel: snapshot.kernel, taken: snapshot.taken, uptime: snapshot.uptime,
      observer: snapshot.observer, processes: snapshot.processes,
      namespaces: snapshot.namespaces.filter { $0.id.inode != initial }, unseen: [])
    snapshot.observer.links[.pid] = own.inode
    snapshot.observer.shownPIDNamespace = own.inode
    var screen = ExplorerDriver(nil, 120, 40)
    screen.send(.snapshot(snapshot))
    let row = screen.lines.first { $0.contains("pid ") && $0.contains("only") }
    #expect(row?.contains("heya's own only") == true, "\(screen.text)")
    #expect(screen.lines.contains { $0.contains("net") && $0.contains("the host's only") })
  }

  @Test("signals and enters nobody by the numbers of another /proc, and says why")
  func foreign() {
    var snapshot = HostFixture.server().snapshot
    snapshot.observer.view = .foreign
    snapshot.observer.pid = 0
    snapshot.observer.shownPIDNamespace = 0
    var screen = ExplorerDriver(nil)
    screen.send(.snapshot(snapshot))
    #expect(screen.lines[0].contains("foreign /proc"))
    screen.type("6/worker")
    screen.press(.enter)
    for key in [Key.enter, .function(9)] {
      screen.press(key)
      #expect(screen.effects.isEmpty)
      #expect(screen.lines.last?.contains("another pid namespace's") == true)
    }
  }
}

@Suite("An explorer of a capture")
struct CapturedHostTests {
  @Test(
    "says at the first key that there is nothing to act on",
    arguments: [Key.enter, .function(9), .character("U"), .character("M")])
  func acting(key: Key) {
    var screen = ExplorerDriver { $0.capture = "web.heya" }
    screen.type("/blue")
    screen.press(.enter)
    let before = screen.lines.dropLast()
    screen.press(key)
    #expect(screen.effects.isEmpty)
    #expect(screen.lines.last?.contains("there is nothing running to act on") == true)
    #expect(Array(screen.lines.dropLast()) == Array(before))
  }
}

@Suite("What is left out of a page")
struct CutPageTests {
  @Test("is counted at the end of the details, until they are scrolled to their end")
  func details() throws {
    var screen = ExplorerDriver(.server(), 120, 40)
    screen.press(.down, "]", "]")
    let home = ObjectID.namespace(
      NamespaceID(kind: .user, inode: NamespaceKind.user.initialInode, device: 4, unique: 1))
    let lines = (1...99).map { FactLine(Text(verbatim: "fact \($0)"), Text(verbatim: "value")) }
    screen.send(.details(home, [FactSection(Text(verbatim: ""), lines)]))
    let count = try #require(screen.text.firstMatch(of: /([0-9]+)\/([0-9]+) ↓/), "\(screen.text)")
    let (shown, all) = (try #require(Int(count.1)), try #require(Int(count.2)))
    #expect(shown < all && all >= 99)
    for _ in 0..<99 { screen.send(.input(.mouse(.wheelDown, Point(column: 110, row: 8)))) }
    #expect(screen.text.firstMatch(of: /\/[0-9]+ ↓/) == nil, "\(screen.text)")
  }

  @Test("unpinning counts what keeps the namespace alive beside the pin")
  func unpinning() {
    var fixture = HostFixture.server()
    let outsideHost = fixture.namespace(.mnt, inode: 4_026_532_900)
    var blue: NamespaceID?
    for namespace in fixture.snapshot.namespaces where namespace.names.contains("blue") {
      blue = namespace.id
    }
    var screen = ExplorerDriver(fixture)
    screen.type("/blue")
    screen.press(.enter, "U")
    #expect(screen.text.contains("Nothing else that heya sees keeps it."), "\(screen.text)")
    if let blue { fixture.pin(blue, at: "/run/netns/blue", in: outsideHost) }
    screen = ExplorerDriver(fixture)
    screen.type("/blue")
    screen.press(.enter, "U")
    #expect(screen.text.contains("It stays as long as these do: 1 pin."), "\(screen.text)")
  }

  @Test("a refused plan does not say of what it would join that it is the same as yours")
  func refusedPlan() {
    var screen = ExplorerDriver(.server(), 100, 40)
    screen.type("/4026532305")
    screen.press(.enter, .enter)
    screen.answerPlan(refusal: "The target is gone.")
    #expect(!screen.text.contains("the same as yours"))
    screen.press(" ")
    #expect(!screen.text.contains("the same as yours"))
  }
}
