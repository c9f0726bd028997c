import Escaping
import Localization
import Namespaces
import Reporting
import TestSupport
import Testing

@Suite("The answers of show, why and compare in Japanese")
struct JapaneseTests {
  /// What of the town has a name, which stays as it is.
  private static let reader = JapaneseReader(knowing: [
    "town blue guest sh alice lo 2025-11-24T13:13:20Z 2025-11-24T13:14:20Z"
  ])

  private let town = Town.snapshot()

  private func expectJapanese(_ lines: [String]) {
    #expect(!lines.isEmpty)
    for line in lines { #expect(Self.reader.untranslated(in: line).isEmpty, "\(line)") }
  }

  @Test("say nothing in English but names, whoever looks")
  func facts() {
    let stranger = Observer(pid: 50, uid: 1_001, capabilities: 0, links: NamespaceLinks())
    for town in [town, Town.snapshot(observer: stranger)] {
      for namespace in town.namespaces {
        expectJapanese(NamespaceFacts(namespace, in: town).sections.lines(in: .japanese))
        expectJapanese(Lifetime(of: namespace, in: town).lines(in: .japanese))
      }
      var hidden = Town.host
      hidden.linksAreHidden = true
      hidden.links.pidForChildren = 11
      for process in [Town.host, Town.guest, hidden] {
        expectJapanese(ProcessFacts(process, in: town).sections.lines(in: .japanese))
        expectJapanese(ExitImpact(of: process, in: town).lines(in: .japanese))
      }
      let thread = Town.host.strayThreads.first
      expectJapanese(
        ProcessFacts(Town.host, thread: thread, in: town).sections.lines(in: .japanese))
    }
  }

  @Test("say nothing in English but names of what keeps something alive")
  func reasons() {
    var room = Namespace(id: Town.roomNet)
    room.members = [60]
    room.holders =
      [
        .thread(pid: 50, tid: 51), .forChildren(pid: 50, tid: 50), .forChildren(pid: 50, tid: 51),
        .descriptor(pid: 50, fd: 7), .descriptor(pid: 50, tid: 51, fd: 7),
        .socket(pid: 50, fd: 7), .socket(pid: 50, tid: 51, fd: 7),
        .mount(path: "/run/netns/blue", mountNamespace: 5), .child(Town.user), .owned(Town.net),
      ] + (100..<130).map { .descriptor(pid: $0, fd: 3) }
    expectJapanese(Lifetime(of: room, in: town).lines(in: .japanese))
    room.members = []
    room.holders = []
    expectJapanese(Lifetime(of: room, in: town).lines(in: .japanese))
  }

  @Test("say nothing in English but names of what differs")
  func comparison() {
    var unknown = Town.guest.links
    unknown[.uts] = 0
    var comparison = TaskComparison(
      TaskComparison.Side(name: "50 sh", links: Town.host.links),
      TaskComparison.Side(name: "60 guest", links: unknown), in: town)
    comparison.inside = [
      .net: .facts([FactDifference(Text("lo"), Text("up", "動作中"), nil)]), .pid: .facts([]),
      .user: .unreadable(Text("why", "理由")),
    ]
    expectJapanese(comparison.lines(in: .japanese, colored: false).map(\.text))
    var guest = Town.guest
    guest.links[.net] = 2
    let before = Snapshot(
      host: "town", kernel: "", taken: town.taken, uptime: 0, observer: town.observer,
      processes: [guest], namespaces: Array(town.namespaces.dropLast()), unseen: [])
    for (before, after) in [(before, town), (town, before), (town, town)] {
      expectJapanese(DifferenceReport(from: before, to: after).lines(in: .japanese))
    }
  }
}
