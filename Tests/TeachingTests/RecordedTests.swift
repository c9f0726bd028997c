import Namespaces
import Testing
import Wording

@testable import Teaching

@Suite("A lesson on a recorded host")
struct RecordedTests {
  private func text(
    _ lesson: Lesson, _ snapshot: Snapshot = Fixture.snapshot, _ language: Language = .english
  ) -> [String] {
    RecordedLesson(lesson, in: snapshot).text(in: language, width: 100).map(\.text)
  }

  @Test("shows that host's numbers in place of the shell's", arguments: Language.allCases)
  func numbers(language: Language) {
    let lines = text(.first, Fixture.snapshot, language)
    let own = "! pid                4026531836   5002"
    #expect(lines.contains { $0.contains("systemd (1)") && $0.contains("nginx (42)") })
    #expect(lines.contains { $0.contains(own) }, "\(lines.joined(separator: "\n"))")
    #expect(lines.contains { $0.contains("42 → 1") })
  }

  @Test("names what differs beside what the step would change")
  func moreThanTheStep() {
    let lines = text(.net)
    #expect(
      lines.contains { $0.hasPrefix("nginx (42) differs in more than the step changes: mnt, pid") })
  }

  @Test("tells which rooms stand empty where a step leaves one so")
  func empty() {
    var shop = Fixture.snapshot
    var room = Namespace(id: NamespaceID(kind: .uts, inode: 6001, device: 4))
    room.holders = [.mount(path: "/run/kitchen", mountNamespace: 1)]
    shop = Snapshot(
      host: shop.host, kernel: shop.kernel, taken: 0, uptime: 0, observer: shop.observer,
      processes: shop.processes, namespaces: shop.namespaces + [room], unseen: [])
    #expect(text(.lifetime, shop).contains("    uts:[6001]: nobody inside  /run/kitchen"))
  }

  @Test("says that there is but one room where the host has no other")
  func single() {
    #expect(text(.uts).contains { $0.contains("has one uts namespace") })
  }
}

@Suite("A box compared with a container")
struct ContainerComparisonTests {
  private static func container(
    _ name: String, image: String?, own: [NamespaceKind], process: Int32 = 42
  ) -> Container {
    var container = Container(id: ContainerID(runtime: "docker", id: name), name: name)
    container.image = image
    container.initProcess = ProcessID(pid: process, startTicks: 7)
    for kind in NamespaceKind.allCases {
      container.sharing[kind] = own.contains(kind) ? .own : .host
    }
    return container
  }

  private static func lines(_ containers: [Container]) -> [TableLine]? {
    var snapshot = Fixture.snapshot
    snapshot.containers = containers
    return ContainerComparison(recorded: snapshot)?.lines
  }

  @Test("takes the one with the most rooms of its own, with an image")
  func choice() throws {
    let lines = try #require(
      Self.lines([
        Self.container("agent", image: "agent", own: [.mnt]),
        Self.container("web", image: "nginx", own: [.mnt, .net, .pid]),
        Self.container("plain", image: nil, own: NamespaceKind.allCases),
      ]))
    #expect(lines[0].left == "docker:web")
    #expect(lines[0].right == "docker:agent")
    let net = try #require(lines.first { $0.name == "net" })
    #expect(net == TableLine(name: "net", left: "own", right: "shared", differs: true))
    let user = try #require(lines.first { $0.name == "user" })
    #expect(user == TableLine(name: "user", left: "shared", right: "shared", differs: false))
  }

  @Test("is nothing where no container brings files along")
  func none() {
    #expect(Self.lines([Self.container("plain", image: nil, own: [.net])]) == nil)
  }
}
