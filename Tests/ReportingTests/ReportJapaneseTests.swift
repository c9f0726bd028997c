import Description
import Escaping
import Localization
import Namespaces
import Reporting
import TestSupport
import Testing

@Suite("The answers of show, why and compare in Japanese")
struct JapaneseTests {
  /// What of the host has a name, which stays as it is.
  private static let reader = JapaneseReader(knowing: [
    "town blue guest sh alice lo web docker 2025-11-24T13:13:20Z 2025-11-24T13:14:20Z"
  ])

  private let host = HostFixture.snapshot()

  private func expectJapanese(_ lines: [String]) {
    #expect(!lines.isEmpty)
    for line in lines { #expect(Self.reader.untranslated(in: line).isEmpty, "\(line)") }
  }

  @Test("say nothing in English but names, whoever looks")
  func facts() {
    let stranger = Observer(pid: 50, uid: 1_001, capabilities: 0, links: NamespaceLinks())
    for host in [host, HostFixture.snapshot(observer: stranger)] {
      let index = SnapshotIndex(host)
      for namespace in host.namespaces {
        expectJapanese(Described(namespace, in: index).sections.lines(in: .japanese))
        expectJapanese(Lifetime(of: namespace, in: host).lines(in: .japanese))
      }
      var hidden = HostFixture.host
      hidden.linksAreHidden = true
      hidden.links.pidForChildren = 11
      for process in [HostFixture.host, HostFixture.containerProcess, hidden] {
        expectJapanese(Described(process, in: index).sections.lines(in: .japanese))
        expectJapanese(ExitImpact(of: process, in: host).lines(in: .japanese))
      }
      for thread in HostFixture.host.divergentThreads {
        expectJapanese(
          Described(HostFixture.host, in: index).sections(of: thread).lines(in: .japanese))
      }
    }
  }

  @Test("say nothing in English but names of what keeps something alive")
  func reasons() {
    var containerUser = Namespace(id: HostFixture.containerNet)
    containerUser.members = [60]
    containerUser.holders =
      [
        .thread(pid: 50, tid: 51), .forChildren(pid: 50, tid: 50), .forChildren(pid: 50, tid: 51),
        .descriptor(pid: 50, fd: 7), .descriptor(pid: 50, tid: 51, fd: 7),
        .socket(pid: 50, fd: 7), .socket(pid: 50, tid: 51, fd: 7),
        .mount(path: "/run/netns/blue", mountNamespace: 5), .child(HostFixture.user),
        .owned(HostFixture.net),
      ] + (100..<130).map { .descriptor(pid: $0, fd: 3) }
    expectJapanese(Lifetime(of: containerUser, in: host).lines(in: .japanese))
    containerUser.members = []
    containerUser.holders = []
    expectJapanese(Lifetime(of: containerUser, in: host).lines(in: .japanese))
  }

  @Test("say nothing in English but names of what differs")
  func comparison() {
    var unknown = HostFixture.containerProcess.links
    unknown[.uts] = 0
    var comparison = TaskComparison(
      TaskComparison.Side(name: "50 sh", links: HostFixture.host.links),
      TaskComparison.Side(name: "60 guest", links: unknown), in: host)
    comparison.inside = [
      .net: .facts([FactDifference(Text(verbatim: "lo"), Text("up"), nil)]), .pid: .facts([]),
      .user: .unreadable(Text(english: "why", elsewhere: "理由")),
    ]
    expectJapanese(comparison.lines(in: .japanese, colored: false).map(\.text))
    var containerProcess = HostFixture.containerProcess
    containerProcess.links[.net] = 2
    let before = Snapshot(
      host: "town", kernel: "", taken: host.taken, uptime: 0, observer: host.observer,
      processes: [containerProcess], namespaces: Array(host.namespaces.dropLast()), unseen: [])
    for (before, after) in [(before, host), (host, before), (host, host)] {
      expectJapanese(DifferenceReport(from: before, to: after).lines(in: .japanese))
    }
  }
}
