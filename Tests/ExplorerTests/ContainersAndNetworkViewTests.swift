import Canvas
import Localization
import Namespaces
import Testing

@testable import Explorer

@Suite("The containers")
struct ContainersViewTests {
  private func screen(_ rows: Int = 40) -> ExplorerDriver {
    var screen = ExplorerDriver(.server(), 80, rows)
    screen.type("4")
    return screen
  }

  @Test("are listed by engine and project, with their processes below")
  func tree() throws {
    var screen = screen()
    #expect(screen.lines[3].contains("docker · 2 containers"))
    screen.type("/web-1")
    screen.press(.enter, .right)
    let rows = screen.lines.dropFirst(3).prefix { !$0.isEmpty }.joined(separator: "\n")
    #expect(rows.contains("shop · 1 container"))
    #expect(rows.contains("nginx: master"))
    #expect(rows.contains("└ nginx: worker"))
    #expect(!rows.contains("sshd"))
  }

  @Test("tell by letters what is their own, and warn by a sign of what is the host's")
  func strip() {
    let screen = screen()
    #expect(screen.lines.first { $0.contains("web-1") }?.contains("!CIHNPM.") == true)
    #expect(screen.lines.first { $0.contains("agent") }?.contains("!CiH!PM.") == true)
    #expect(screen.lines.first { $0.contains("agent") }?.contains("paused") == true)
  }

  @Test("tell what they use of the memory they may, and how long they run")
  func use() throws {
    let screen = screen()
    let heads = try #require(screen.lines.first { $0.contains("LIMIT") })
    let row = try #require(screen.lines.first { $0.contains("web-1") })
    for (head, value) in [("MEM", "20M"), ("LIMIT", "488M"), ("AGE", "2h")] {
      let end = try #require(heads.firstRange(of: head)).upperBound
      #expect(row.prefix(heads[..<end].count).hasSuffix(value))
    }
  }

  @Test(
    "are chosen by the filter that the command line has",
    arguments: [
      ("container~WEB", "web-1"), ("image~exporter", "agent"), ("shares=host-net", "agent"),
      ("runtime=ip-netns", "blue"), ("shares=container-ipc", "agent"),
    ])
  func filtered(_ filter: String, _ expected: String) {
    var screen = screen()
    screen.type("\\" + filter)
    screen.press(.enter)
    let shown = ["web-1", "agent", "blue"].filter { name in
      screen.lines.dropFirst(3).contains { $0.contains("\(name) ") }
    }
    #expect(shown == [expected])
  }

  @Test("are entered by their first process, and by their pin where there is none")
  func enter() throws {
    var screen = screen()
    screen.type("/web-1")
    screen.press(.enter, .enter)
    guard case .plan(let request)? = screen.effects.last else {
      Issue.record("no plan was asked for")
      return
    }
    #expect(request.target == .process(ProcessID(pid: 1_234, startTicks: 12_340)))
    screen.press(.escape)
    screen.type("/blue")
    screen.press(.enter, .enter)
    guard case .plan(let pinned)? = screen.effects.last, case .namespace(let id) = pinned.target
    else {
      Issue.record("no plan for the pinned network was asked for")
      return
    }
    #expect(id.inode == 4_026_532_500)
  }

  @Test("are compared with the host by one key, and with each other when one is tagged")
  func compare() {
    var screen = screen(60)
    screen.type("/web-1")
    screen.press(.enter, "c")
    let title = screen.lines.first { $0.contains("web-1 ") && $0.contains("systemd (1)") }
    #expect(title != nil)
    #expect(screen.text.contains("6 kinds differ"))
    screen.press(.escape, "t")
    screen.type("/agent")
    screen.press(.enter, "c")
    #expect(screen.lines.contains { $0.contains("web-1 ") && $0.contains(" agent") })
  }

  @Test("are ordered by what they use, within their group", arguments: [Column.memory, .age, .cpu])
  func sort(column: Column) throws {
    var fixture = HostFixture.server()
    for (name, number) in [("small", 1), ("middle", 2), ("large", 3)] {
      var container = Container(id: ContainerID(runtime: "lxc", id: name), name: name)
      container.memory = .init(used: UInt64(number) << 20, limit: nil)
      container.processor = .init(microseconds: 1, share: Double(number))
      container.started = fixture.taken - Double(number) * 1000
      fixture.containers.append(container)
    }
    var screen = ExplorerDriver(fixture, 120, 60)
    screen.press("4")
    for _ in 0..<20 where screen.state.order?.column != column { screen.press(">") }
    try #require(screen.state.order?.column == column)
    func names() -> [String] {
      screen.lines.compactMap { line in
        ["small", "middle", "large"].first { line.contains(" \($0) ") }
      }
    }
    #expect(names() == ["large", "middle", "small"])
    screen.press("I")
    #expect(names() == ["small", "middle", "large"])
  }

  @Test("that no engine knows are called what they are", arguments: Language.allCases)
  func plain(language: Language) {
    var fixture = HostFixture.server()
    var namespace = Container(
      id: ContainerID(runtime: "unshare", id: "4242"), name: "sh", form: .namespaces)
    namespace.user = "alice"
    namespace.started = fixture.taken - 180
    namespace.initProcess = fixture.snapshot.process(pid: 4_242)?.id
    fixture.containers.append(namespace)
    var screen = ExplorerDriver(fixture, 160, 60) { $0.language = language }
    screen.type("4/unshare")
    screen.press(.enter, .down)
    let sentence =
      [
        .english: "made by unshare, by alice, 3m ago", .japanese: "alice が unshare で 3m 前に作成",
      ] as [Language: String]
    #expect(screen.text.contains(sentence[language] ?? "?"))
  }

  @Test("stay selected and known over a refresh")
  func refresh() {
    var screen = screen()
    screen.type("/web-1")
    screen.press(.enter)
    screen.send(.snapshot(HostFixture.server().snapshot))
    #expect(screen.selectedLine?.contains("web-1") == true)
    screen.send(.snapshot(HostFixture().snapshot))
    #expect(screen.text.contains("No container"))
  }
}

@Suite("The picture of the networks")
struct NetworkViewTests {
  private func screen() -> ExplorerDriver {
    var screen = ExplorerDriver(.server(), 90, 40)
    screen.type("5")
    screen.send(.interfaces(HostFixture.interfaces))
    return screen
  }

  @Test("asks for the interfaces when it comes up and at every refresh, once at a time")
  func asks() {
    var screen = ExplorerDriver()
    #expect(screen.effects.isEmpty)
    screen.type("5")
    #expect(screen.effects == [.loadInterfaces])
    screen.press(.down)
    #expect(screen.effects == [.loadInterfaces])
    screen.send(.snapshot(HostFixture.server().snapshot))
    #expect(screen.effects == [.loadInterfaces])
    screen.send(.interfaces(HostFixture.interfaces))
    screen.send(.snapshot(HostFixture.server().snapshot))
    #expect(screen.effects == [.loadInterfaces, .loadInterfaces])
    screen.type("1")
    screen.send(.snapshot(HostFixture.server().snapshot))
    #expect(screen.effects.count == 2)
  }

  @Test("puts the ports of a bridge below it")
  func bridge() throws {
    let lines = screen().lines
    let bridge = try #require(lines.firstIndex { $0.contains("docker0") })
    #expect(lines[bridge + 1].contains("└ veth3a1f"))
  }

  @Test("joins the two ends of a veth by a line, each in a lane of its own")
  func cables() throws {
    let screen = screen()
    func row(_ text: String) throws -> Int {
      try #require(screen.lines.firstIndex { $0.contains(text) })
    }
    func ends(_ text: String, _ corner: Character) throws -> Int? {
      let line = screen.lines[try row(text)]
      return line.lastIndex(of: corner).map { line.distance(from: line.startIndex, to: $0) }
    }
    #expect(try ends("veth3a1f", "┐") == ends("172.17.0.2", "┘"))
    #expect(try ends("vblue", "┐") == ends("vroom", "┘"))
    #expect(try ends("vblue", "┐") != ends("veth3a1f", "┐"))
    let between = screen.lines[try row("vblue") + 1]
    #expect(between.filter { $0 == "│" }.count >= 2)
  }

  @Test("leads from one end to the other with one key and back with another")
  func peer() {
    var screen = screen()
    screen.type("/vblue")
    screen.press(.enter, "v")
    #expect(screen.selectedLine?.contains("vroom") == true)
    screen.press("b")
    #expect(screen.selectedLine?.contains("vblue") == true)
  }
}
