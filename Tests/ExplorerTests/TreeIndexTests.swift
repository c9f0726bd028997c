import Namespaces
import Testing

@testable import Explorer

@Suite("A forest")
struct ForestTests {
  @Test("finds children and roots by their parents")
  func tree() {
    let parentTree = ParentTree(parents: [-1, 0, 0, 1, -1])
    #expect(parentTree.roots == [0, 4])
    #expect(Array(parentTree.children(of: 0)) == [1, 2])
    #expect(Array(parentTree.children(of: 1)) == [3])
    #expect(parentTree.children(of: 4).isEmpty)
  }

  @Test("cuts circles so that everything is reached", arguments: [[1, 2, 0], [0], [1, 0, 1, 2]])
  func circles(parents: [Int32]) {
    let parentTree = ParentTree(parents: parents)
    var stack = parentTree.roots
    var reached: Set<Int32> = []
    while let position = stack.popLast() {
      #expect(reached.insert(position).inserted)
      stack += parentTree.children(of: position)
    }
    #expect(reached.count == parents.count)
  }
}

@Suite("The index of a snapshot")
struct TreeIndexTests {
  private let snapshot = HostFixture.server().snapshot
  private var index: TreeIndex { TreeIndex(snapshot) }

  private func names(_ positions: some Sequence<Int32>) -> [String] {
    positions.map { snapshot.processes[Int($0)].name }
  }

  @Test("has the topmost members of each namespace")
  func roots() {
    let pid = index.position(inode: 4_026_532_303)
    #expect(names(index.roots[Int(pid)]) == ["nginx"])
    let mounts = index.position(inode: 4_026_532_601)
    #expect(names(index.roots[Int(mounts)]) == ["unshare"])
  }

  @Test("lists below a member only the children that are members, too")
  func members() throws {
    let viewModel = ViewModel(
      snapshot, since: nil, recentChanges: RecentChanges(), eventLog: EventLog())
    let unshare = Place.process(Int32(try #require(snapshot.processIndex(pid: 4_241))))
    func members(in namespace: Int32) -> [ObjectID] {
      viewModel.members(below: Node(place: unshare, namespace: namespace)).map {
        viewModel.object(at: $0.place)
      }
    }
    let shell = try #require(snapshot.process(pid: 4_242)).id
    #expect(members(in: index.position(inode: 4_026_532_601)) == [.process(shell)])
    #expect(members(in: index.hostNamespaces[Int(NamespaceKind.pid.rawValue)]).isEmpty)
  }

  @Test("takes the observer's namespaces for the host's where the initial ones are out of view")
  func home() {
    var snapshot = snapshot
    snapshot.observer.links[.net] = 4_026_532_305
    let index = TreeIndex(
      Snapshot(
        host: "", kernel: "", taken: 0, uptime: 0, observer: snapshot.observer,
        processes: snapshot.processes, namespaces: snapshot.namespaces.filter { !$0.isInitial },
        unseen: []))
    let net = index.hostNamespaces[Int(NamespaceKind.net.rawValue)]
    #expect(net == index.position(inode: 4_026_532_305))
    #expect(index.hostNamespaces[Int(NamespaceKind.pid.rawValue)] == -1)
  }

  @Test("counts how deep pid namespaces are nested")
  func nesting() {
    var fixture = HostFixture.server()
    fixture.change(4_242) { $0.nestedPIDs = [9, 4, 1] }
    #expect(TreeIndex(fixture.snapshot).nesting == 3)
  }
}

@Suite("The first process of a namespace")
struct LeaderTests {
  @Test("is a program, not a thread of the kernel, even where PID 1 is not seen")
  func program() {
    var fixture = HostFixture.server()
    fixture.end(1)
    let viewModel = ViewModel(
      fixture.snapshot, since: nil, recentChanges: RecentChanges(), eventLog: EventLog())
    let home = viewModel.index.hostNamespaces[Int(NamespaceKind.user.rawValue)]
    #expect(viewModel.leader(of: home)?.pid == 310)
  }
}

@Suite("A strip of namespaces")
struct StripTests {
  @Test(
    "tells the host's, the parent's and its own apart, without colour",
    arguments: [
      (Int32(310), "......M."), (1_234, ".CIHNPM."), (1_261, ".cihnpm."), (2_001, "U...NPM."),
      (4_242, ".....Pm."), (900, "........"),
    ])
  func strip(pid: Int32, expected: String) throws {
    let snapshot = HostFixture.server().snapshot
    let viewModel = ViewModel(
      snapshot, since: nil, recentChanges: RecentChanges(), eventLog: EventLog())
    #expect(viewModel.strip(of: Int32(try #require(snapshot.processIndex(pid: pid)))) == expected)
  }
}

@Suite("Quantities")
struct QuantityTests {
  @Test(
    "of memory take at most five characters",
    arguments: [
      (0.0, "0"), (999, "999"), (1_000, "1.0K"), (10_240, "10K"), (1_023_000, "999K"),
      (1_500_000, "1.4M"), (3.5e9, "3.3G"), (5e18, "4.3E"), (Double.nan, "0"),
    ])
  func bytes(value: Double, text: String) {
    #expect(Bytes(value: value).description == text)
  }

  @Test(
    "of time are told in their two largest units",
    arguments: [
      (-5.0, "0s"), (59, "59s"), (200, "3m 20s"), (3_600, "1h"), (100_000, "1d 3h"),
      (.infinity, "0s"),
    ])
  func ages(seconds: Double, text: String) {
    #expect(Age(seconds: seconds).description == text)
  }

  @Test(
    "are rounded to their places", arguments: [(0.05, "0.1"), (-0.04, "0.0"), (99.96, "100.0")])
  func decimals(value: Double, text: String) {
    #expect(Decimal(value, places: 1).description == text)
  }

  @Test("of the day are in the offset's time zone")
  func timeOfDay() {
    #expect(TimeOfDay(seconds: 86_400 + 2 * 3_600 + 13 * 60 + 7).description == "02:13:07")
    #expect(TimeOfDay(seconds: -.infinity).description == "00:00:00")
  }

  @Test("over time are drawn against the highest, and flat when idle")
  func sparkline() {
    let bars = ["_", "-", "#"]
    #expect(Sparkline([0, 50, 100], bars: bars).text == "_-#")
    #expect(Sparkline([0, 0.1], bars: bars).text == "__")
    #expect(Sparkline([.nan, .infinity], bars: bars).text.count == 2)
  }
}
