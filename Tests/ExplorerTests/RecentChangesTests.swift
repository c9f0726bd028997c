import Canvas
import Explorer
import Namespaces
import Testing

@Suite("What changes")
struct ChangeTests {
  @Test("stands out when it is new, for two refreshes")
  func appeared() {
    var screen = ExplorerDriver()
    var fixture = HostFixture.server()
    fixture.namespace(.user, inode: 4_026_532_999)
    for refresh in 1...4 {
      fixture.taken += 1
      screen.send(.snapshot(fixture.snapshot))
      let line = screen.lines.first { $0.contains("4026532999") }
      #expect(line?.hasPrefix("+") == (refresh <= 2), "refresh \(refresh)")
    }
  }

  @Test("fades at its place when it has gone, then leaves")
  func vanished() {
    var screen = ExplorerDriver()
    var fixture = HostFixture.server()
    fixture.end(2_001)
    let user = fixture.snapshot.namespace(inode: 4_026_532_400)
    if let user { fixture.remove(user.id) }
    var seen: [Bool] = []
    for _ in 1...4 {
      fixture.taken += 1
      screen.send(.snapshot(fixture.snapshot))
      let line = screen.lines.first { $0.contains("4026532400") }
      seen.append(line?.hasPrefix("-") ?? false)
    }
    #expect(seen == [true, true, false, false])
    #expect(!screen.text.contains("4026532400"))
  }

  @Test("goes at once when nobody saw it", arguments: [true, false])
  func unseen(_ isSeen: Bool) {
    var screen = ExplorerDriver(.server(), 80, 40)
    var fixture = HostFixture.server()
    screen.type(isSeen ? "6" : "1")
    fixture.end(702)
    fixture.taken += 1
    screen.send(.snapshot(fixture.snapshot))
    screen.type("6")
    #expect(screen.lines.contains { $0.hasPrefix("-") && $0.contains(" bash ") } == isSeen)
  }

  @Test("is not counted any more as soon as it has gone")
  func counted() {
    var screen = ExplorerDriver()
    var fixture = HostFixture.server()
    fixture.end(2_001)
    fixture.taken += 1
    screen.send(.snapshot(fixture.snapshot))
    #expect(screen.lines[0].contains("15 processes"))
  }

  @Test("is marked when a process moved into another namespace, and written down")
  func moved() {
    var screen = ExplorerDriver(.server(), 80, 40)
    var fixture = HostFixture.server()
    let namespace = fixture.namespace(.uts, inode: 4_026_532_998)
    fixture.change(702) { $0.links[.uts] = namespace.inode }
    fixture.taken += 1
    screen.send(.snapshot(fixture.snapshot))
    screen.type("6")
    #expect(screen.lines.first { $0.contains(" bash ") }?.hasPrefix("~") == true)
    screen.type("7")
    #expect(screen.text.contains("~ bash  uts 4026531838 → 4026532998"))
    #expect(screen.text.contains("+ uts:[4026532998]"))
  }

  @Test("is written down for namespaces, and not for the host's own comings and goings")
  func eventLog() {
    var screen = ExplorerDriver(.server(), 80, 40)
    var fixture = HostFixture.server()
    fixture.process(5_000, "cron-job")
    fixture.process(5_001, "in-the-room", parent: 1_234, inside: [40])
    fixture.taken += 1
    screen.send(.snapshot(fixture.snapshot))
    screen.type("7")
    #expect(!screen.text.contains("cron-job"))
    #expect(screen.text.contains("+ in-the-room"))
    screen.press(.down)
    screen.type("o")
    #expect(screen.text.contains("1 Kinds"))
  }

  @Test("shows CPU as the share of one processor since the last scan, summed over namespaces")
  func load() {
    var screen = ExplorerDriver()
    var fixture = HostFixture.server()
    fixture.change(1_261) { $0.cpuTicks += 50 }
    fixture.change(1_262) { $0.cpuTicks += 25 }
    fixture.taken += 2
    screen.send(.snapshot(fixture.snapshot))
    #expect(screen.lines.first { $0.contains("4026532302") }?.contains("37.5") == true)
    #expect(screen.lines[0].contains("CPU 38%"))
    screen.send(.snapshot(fixture.snapshot))
    #expect(!screen.text.contains("37.5"))
  }
}

@Suite("A scan that could not see everything")
struct UnseenTests {
  @Test("says how much is unseen, and who looks")
  func header() {
    var fixture = HostFixture.server()
    fixture.capabilities = 0
    fixture.unseen = [
      Unseen(what: "namespaces of processes", count: 120, reason: "EACCES"),
      Unseen(what: "descriptors", count: Int.max, reason: "EACCES"),
    ]
    fixture.unseen.removeLast()
    let screen = ExplorerDriver(fixture)
    #expect(screen.lines[0].hasSuffix("unprivileged · 120 unseen"))
  }

  @Test("names the missing privilege for a process whose namespaces are hidden")
  func hidden() {
    var fixture = HostFixture.server()
    fixture.change(620) {
      $0.links = NamespaceLinks()
      $0.linksAreHidden = true
    }
    var screen = ExplorerDriver(fixture, 120, 40)
    screen.type("6/sshd")
    #expect(screen.text.contains("CAP_SYS_PTRACE"))
    #expect(screen.selectedLine?.contains("????????") == true)
  }

  @Test("waits for the first one with a word")
  func first() {
    let screen = ExplorerDriver(nil)
    #expect(screen.lines[0].contains("Looking around…"))
  }
}
