import Canvas
import Explorer
import Namespaces
import Testing

@Suite("An object kept at the top")
struct TopRowTests {
  private func screen() -> ExplorerDriver {
    var screen = ExplorerDriver(.server(), 80, 24)
    screen.type("/blue")
    screen.press(.enter)
    screen.type("P")
    return screen
  }

  @Test("stays above the tree while that is scrolled, in every view")
  func stays() {
    var screen = screen()
    #expect(screen.lines[3].contains("net     4026532500  blue"))
    #expect(screen.lines[4].contains("────"))
    for keys in ["G", "g", "2", "6G", "7"] {
      screen.type(keys)
      #expect(screen.lines[3].contains("4026532500"), "\(keys)")
    }
  }

  @Test("shows what is so now")
  func refreshes() {
    var screen = ExplorerDriver(.server(), 80, 24)
    screen.type("6/1261")
    screen.press(.enter)
    screen.type("P")
    var fixture = HostFixture.server()
    fixture.taken += 1
    fixture.change(1_261) { $0.cpuTicks += 73 }
    screen.send(.snapshot(fixture.snapshot))
    screen.type("g")
    #expect(screen.lines[3].contains("73.0"))
  }

  @Test("goes with the same key, and when it has ended")
  func goes() {
    var screen = screen()
    screen.type("P")
    #expect(!screen.lines[3].contains("blue"))
    screen.type("P")
    #expect(screen.lines[3].contains("blue"))
    var fixture = HostFixture.server()
    let blue = fixture.snapshot.namespace(inode: 4_026_532_500)?.id
    blue.map { fixture.remove($0) }
    for _ in 1...4 {
      fixture.taken += 1
      screen.send(.snapshot(fixture.snapshot))
    }
    #expect(!screen.lines[3].contains("4026532500"))
  }

  @Test("leads to the object with a click")
  func click() {
    var screen = screen()
    screen.type("g")
    screen.send(.input(.mouse(.press, Point(column: 12, row: 3))))
    #expect(screen.selectedLine?.contains("4026532500  blue") == true)
  }

  @Test("leaves namespace for the tree and its selection, however many there are")
  func namespace() {
    for rows in 10...24 {
      var screen = ExplorerDriver(.server(), 80, rows)
      for _ in 1...7 { screen.type("jP") }
      #expect(screen.selectedLine != nil, "\(rows) rows")
    }
  }

  @Test("is one of at most five")
  func limit() {
    var screen = ExplorerDriver(.server(), 80, 40)
    for _ in 1...6 { screen.type("jP") }
    #expect(screen.lines.last?.contains("No more than 5") == true)
  }
}

@Suite("All threads")
struct AllThreadsTests {
  /// A server whose web server has three threads beside the main one, one of them busy.
  private func snapshot(_ seconds: Double, ticks: UInt64) -> Snapshot {
    var fixture = HostFixture.server()
    fixture.taken += seconds
    fixture.change(1_234) {
      $0.threads = 4
      $0.cpuTicks += ticks
    }
    var snapshot = fixture.snapshot
    snapshot.threads[1_234] = [
      ThreadRecord(tid: 1_240, name: "aio-0", state: .running, cpuTicks: 10 + ticks),
      ThreadRecord(tid: 1_241, name: "aio-1", state: .running, cpuTicks: 4),
      ThreadRecord(tid: 1_242, name: "timer", state: .running, cpuTicks: 0),
    ]
    return snapshot
  }

  private func screen() -> ExplorerDriver {
    var screen = ExplorerDriver(nil, 100, 50)
    screen.send(.snapshot(HostFixture.server().snapshot))
    screen.type("6A")
    screen.send(.snapshot(snapshot(1, ticks: 0)))
    screen.send(.snapshot(snapshot(2, ticks: 40)))
    return screen
  }

  @Test("are asked for with a key, and no longer with the same")
  func asks() {
    var screen = ExplorerDriver()
    screen.type("A")
    #expect(screen.effects == [.setThreads(true)])
    screen.type("A")
    #expect(screen.effects == [.setThreads(true), .setThreads(false)])
  }

  @Test("stand below their process with their names, numbers and processor time")
  func rows() throws {
    var screen = screen()
    let process = try #require(screen.lines.firstIndex { $0.contains("nginx: master") })
    #expect(screen.lines[process + 1].contains("aio-0"))
    #expect(screen.lines[process + 1].contains("1240"))
    #expect(screen.lines[process + 1].contains("40.0"))
    #expect(screen.lines[process + 3].contains("timer"))
    screen.type("A")
    #expect(!screen.text.contains("aio-0"))
  }

  @Test("are not counted again: the process has what its threads used")
  func total() {
    var screen = screen()
    let line = screen.lines.first { $0.contains("total") }
    #expect(line?.contains("40.0") == true)
    screen.type("A")
    #expect(screen.lines.first { $0.contains("total") } == line)
  }

  @Test("can be found, selected and looked at")
  func facts() {
    var screen = screen()
    screen.type("/timer")
    screen.press(.enter)
    #expect(screen.selectedLine?.contains("timer") == true)
    #expect(screen.text.contains("nginx (1234)"))
    screen.type("u")
    #expect(screen.selectedLine?.contains("nginx: master") == true)
  }

  @Test("are not in a capture, and it says so")
  func capture() {
    var screen = ExplorerDriver { $0.capture = "web.heya" }
    screen.type("A")
    #expect(screen.effects.isEmpty)
    #expect(screen.lines.last?.contains("capture") == true)
  }
}
