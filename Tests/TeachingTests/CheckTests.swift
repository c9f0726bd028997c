import Namespaces
import Testing

@testable import Teaching

@Suite("Claims")
struct CheckTests {
  private let before = Self.result(own: [])

  private func holds(_ check: Check, _ result: StepResult) -> Bool {
    check.holds(for: result, after: ["start": before])
  }

  @Test("a claim about links holds when exactly those changed")
  func changed() {
    let result = Self.result(own: [.net, .mnt])
    #expect(holds(.changed([.kind(.mnt), .kind(.net)], since: "start"), result))
    #expect(!holds(.changed([.kind(.net)], since: "start"), result))
    #expect(!holds(.changed([.kind(.net), .kind(.mnt), .kind(.uts)], since: "start"), result))
    #expect(holds(.changed([], since: "start"), before))
  }

  @Test("a claim about an earlier step that was not taken does not hold")
  func unknownStep() {
    #expect(!holds(.changed([], since: "never"), before))
    #expect(!holds(.printsSame(as: "never"), before))
    #expect(!holds(.printsOther(than: "never"), before))
  }

  @Test("a claim about output looks at what was printed")
  func output() {
    let result = Self.result(own: [], output: "kitchen\ncellar")
    #expect(holds(.prints("kitchen"), result))
    #expect(!holds(.prints("attic"), result))
    #expect(holds(.hides("attic"), result))
    #expect(!holds(.hides("cellar"), result))
    #expect(holds(.ends("cellar"), result))
    #expect(!holds(.ends("kitchen"), result))
    #expect(holds(.printsOther(than: "start"), result))
  }

  @Test("a claim of failure looks at the exit status")
  func failure() {
    #expect(holds(.fails, Self.result(own: [], status: 1)))
    #expect(!holds(.succeeds, Self.result(own: [], status: 1)))
    #expect(!holds(.fails, before))
  }

  @Test(
    "a namespace that nobody lives in stands empty while the kernel has it, and is gone afterwards")
  func empty() {
    let inside = Self.result(own: [.uts])
    let kept = Self.result(own: [], kept: [.uts])
    let earlier = ["start": before, "room": inside]
    #expect(Check.standsEmpty(.uts, of: "room").holds(for: kept, after: earlier))
    #expect(!Check.isGone(.uts, of: "room").holds(for: kept, after: earlier))
    #expect(Check.isGone(.uts, of: "room").holds(for: before, after: earlier))
    #expect(!Check.standsEmpty(.uts, of: "room").holds(for: before, after: earlier))
    #expect(!Check.standsEmpty(.uts, of: "room").holds(for: inside, after: earlier))
  }

  /// What a step of a lab gave whose shell has its `own` namespaces, and where those of the kinds
  /// `kept` are there without it.
  private static func result(
    own: [NamespaceKind], kept: [NamespaceKind] = [], output: String = "", status: Int = 0
  ) -> StepResult {
    var links = NamespaceLinks()
    for kind in NamespaceKind.allCases { links[kind] = kind.initialInode }
    for kind in own { links[kind] = namespace(kind).inode }
    links.pidForChildren = links[.pid]
    links.timeForChildren = links[.time]
    var lab = ProcessRecord(pid: 100, parent: 1)
    lab.name = "sh"
    var shell = ProcessRecord(pid: 101, parent: 100)
    shell.name = "sh"
    shell.links = links
    let namespaces = (own + kept).map { kind in
      var namespace = Namespace(id: namespace(kind))
      namespace.members = own.contains(kind) ? [101] : []
      return namespace
    }
    let snapshot = Snapshot(
      host: "", kernel: "", taken: 0, uptime: 0,
      observer: Observer(pid: 1, uid: 0, capabilities: 0, links: links),
      processes: [lab, shell], namespaces: namespaces, unseen: [])
    guard let place = LabState(snapshot: snapshot, lab: 100) else {
      preconditionFailure("the snapshot has a shell below the lab")
    }
    return StepResult(answer: Lab.Answer(output: output, status: status), place: place)
  }

  private static func namespace(_ kind: NamespaceKind) -> NamespaceID {
    NamespaceID(kind: kind, inode: 5000 + UInt32(kind.rawValue), device: 4)
  }
}
