import Canvas
import Explorer
import Namespaces
import Testing

@Suite("The selection")
struct SelectionTests {
  /// The explorer on the server with the web container's network selected.
  private func screen(on view: String = "1") -> (screen: ExplorerDriver, fixture: HostFixture) {
    var screen = ExplorerDriver(.server(), 80, 24)
    screen.type(view + "/4026532305")
    screen.press(.enter)
    return (screen, .server())
  }

  private func row(of text: String, in screen: ExplorerDriver) -> Int? {
    screen.lines.firstIndex { $0.contains(text) }
  }

  @Test("stays with its object and on its line when rows appear above it")
  func rowsAbove() throws {
    var (screen, fixture) = screen()
    let before = try #require(row(of: "4026532305", in: screen))
    for number in 0..<5 { fixture.namespace(.user, inode: 4_026_532_800 + UInt32(number)) }
    fixture.taken += 1
    screen.send(.snapshot(fixture.snapshot))
    #expect(screen.selectedLine?.contains("4026532305") == true)
    #expect(row(of: "4026532305", in: screen) == before)
  }

  @Test("stays with its object when the order changes")
  func order() {
    var (screen, _) = screen()
    for _ in 0..<7 {
      screen.type(">")
      #expect(screen.selectedLine?.contains("4026532305") == true)
      screen.type("I")
      #expect(screen.selectedLine?.contains("4026532305") == true)
    }
  }

  @Test("is carried over to every view that has the object, and back")
  func views() {
    var screen = ExplorerDriver()
    screen.type("6/worker")
    screen.press(.enter)
    let object = screen.state.selectedObject
    for view in ["1", "3", "6", "2", "1", "6"] {
      screen.type(view)
      #expect(screen.state.selectedObject == object, "view \(view)")
    }
  }

  @Test("comes back to where it was after a look at a view that has no such object")
  func detour() {
    var screen = ExplorerDriver()
    screen.type("61")
    #expect(screen.state.selectedObject == .kind(.user))
  }

  @Test("of a vanished object fades first, then goes to a neighbour, and says so")
  func vanished() throws {
    var screen = ExplorerDriver()
    var fixture = HostFixture.server()
    screen.type("6/worker")
    screen.press(.enter)
    fixture.end(1_261)
    fixture.taken += 1
    screen.send(.snapshot(fixture.snapshot))
    #expect(try #require(screen.selectedLine).hasPrefix("-"))
    fixture.taken += 1
    screen.send(.snapshot(fixture.snapshot))
    #expect(try #require(screen.selectedLine).hasPrefix("-"))
    fixture.taken += 1
    screen.send(.snapshot(fixture.snapshot))
    #expect(screen.selectedLine?.contains("1262") == true)
    #expect(screen.lines.last?.contains("PID 1261 is gone") == true)
  }

  @Test("does not pass to another process that was given the same pid")
  func recycled() {
    var screen = ExplorerDriver()
    var fixture = HostFixture.server()
    screen.type("6/worker")
    screen.press(.enter)
    fixture.process(
      1_261, "other", parent: 1_234, inside: [29], start: 7_000_000)
    fixture.taken += 1
    screen.send(.snapshot(fixture.snapshot))
    #expect(screen.state.selectedObject != .process(ProcessID(pid: 1_261, startTicks: 12_610)))
    #expect(screen.lines.last?.contains("PID 1261 is gone") == true)
  }

  @Test("follows a process into another namespace")
  func moved() {
    var screen = ExplorerDriver()
    var fixture = HostFixture.server()
    screen.type("/4026532600")
    screen.press(.enter, .right, .right)
    #expect(screen.selectedLine?.contains("4242") == true)
    let target = fixture.namespace(.pid, inode: 4_026_532_900)
    fixture.change(4_242) { $0.links[.pid] = target.inode }
    fixture.taken += 1
    screen.type("F")
    screen.send(.snapshot(fixture.snapshot))
    #expect(screen.state.selectedObject == .process(ProcessID(pid: 4_242, startTicks: 42_420)))
  }

  @Test("goes to the owner, the parent and the holder, and back by the same way")
  func visits() {
    var screen = ExplorerDriver()
    screen.type("/4026532402")
    screen.press(.enter)
    let start = screen.state.selectedObject
    screen.type("o")
    #expect(screen.selectedLine?.contains("4026532400") == true)
    screen.type("a")
    #expect(screen.state.selectedObject == .process(ProcessID(pid: 2_001, startTicks: 20_010)))
    screen.type("u")
    #expect(screen.state.selectedObject == .process(ProcessID(pid: 702, startTicks: 7_020)))
    screen.type("bbb")
    #expect(screen.state.selectedObject == start)
    screen.type("b")
    #expect(screen.lines.last?.contains("nothing to go back to") == true)
  }

  @Test("is moved by arrows, vi's letters and pages, and stops at the ends")
  func moving() {
    var screen = ExplorerDriver()
    screen.press(.up)
    #expect(screen.selectedLine?.contains("user") == true)
    screen.type("jj")
    #expect(screen.selectedLine?.contains("4026532400") == true)
    screen.type("k")
    screen.press(.end, .down, .pageDown)
    #expect(screen.selectedLine?.contains("4026531834") == true)
    screen.press(.pageUp, .home)
    #expect(screen.selectedLine?.contains("users and capabilities") == true)
  }
}

@Suite("Folding")
struct FoldingTests {
  @Test("opens a namespace onto the process tree of its members")
  func unfold() throws {
    var screen = ExplorerDriver(.server(), 80, 60)
    screen.type("/4026532303")
    screen.press(.enter)
    #expect(!screen.text.contains("worker"))
    screen.press(.right)
    #expect(screen.text.contains("├ nginx: worker"))
    #expect(screen.text.contains("└ nginx: worker"))
    screen.press(.left)
    #expect(!screen.text.contains("worker"))
  }

  @Test("goes with Left to the row above and with Right to the first below")
  func walking() {
    var screen = ExplorerDriver()
    screen.type("/4026532303")
    screen.press(.enter, .right, .right)
    #expect(screen.selectedLine?.contains("master") == true)
    screen.press(.right)
    #expect(screen.selectedLine?.contains("worker") == true)
    screen.press(.left, .left, .left)
    #expect(screen.selectedLine?.contains("4026532303") == true)
  }

  @Test("is remembered over refreshes and views")
  func remembered() {
    var screen = ExplorerDriver()
    screen.press(" ")
    #expect(screen.text.contains("▸ user"))
    screen.type("61")
    screen.send(.snapshot(HostFixture.server().snapshot))
    #expect(screen.text.contains("▸ user"))
    screen.type("_")
    #expect(screen.text.contains("▾ user"))
  }

  @Test("opens everything below with *")
  func everything() {
    var screen = ExplorerDriver(.server(), 80, 50)
    screen.type("/4026532303")
    screen.press(.enter, .right)
    screen.press(.left, "*")
    #expect(screen.text.contains("worker"))
  }

  @Test("lists a thread in another namespace under that namespace")
  func divergentThread() {
    var fixture = HostFixture.server()
    let net = fixture.namespace(.net, inode: 4_026_532_950)
    fixture.change(620) { process in
      var links = process.links
      links[.net] = net.inode
      process.divergentThreads = [DivergentThread(tid: 621, links: links)]
    }
    var screen = ExplorerDriver(fixture, 80, 40)
    screen.type("/4026532950")
    screen.press(.enter, .right)
    #expect(screen.text.contains("thread of 620"))
  }
}
