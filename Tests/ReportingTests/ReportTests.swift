import Description
import Escaping
import JSONCoding
import Localization
import Namespaces
import Reporting
import Testing

struct ReportTests {
  private let host = HostFixture.snapshot()

  private func namespace(_ id: NamespaceID) throws -> Namespace {
    try #require(host.namespace(id))
  }

  @Test("thousands of processes each below the other make a tree that is no wider than some levels")
  func chain() {
    var snapshot = HostFixture.snapshot()
    snapshot.processes = (Int32(1)...20_000).map { pid in
      var process = ProcessRecord(pid: pid, parent: pid - 1)
      process.links = HostFixture.links()
      return process
    }
    let lines = TreeText(snapshot).lines(by: .process)
    #expect(lines.count == 20_000)
    #expect(lines.allSatisfy { $0.utf8.count < 1000 })
    #expect(lines[19_999].contains("(level 19999) 20000 "))
  }

  @Test("why tells every reason, and what has to end")
  func why() throws {
    let lines = Lifetime(of: try namespace(HostFixture.pinned), in: host).lines(in: .english)
    #expect(
      lines == [
        "net:[13] is kept alive by",
        "  thread 51 of process 50, sh -i (root)",
        "  for children of process 50, sh -i (root)",
        "  descriptor 7 of process 50, sh -i (root)",
        "  pinned at /run/netns/blue in mnt:[5]",
        "It goes when all of this has happened:",
        "  thread 51 of process 50 ends",
        "  task 50 ends or chooses another for its children",
        "  process 50 closes descriptor 7",
        "  /run/netns/blue is unmounted in mnt:[5]",
      ])
  }

  @Test("why tells the reasons of what is below, once")
  func whyOwner() throws {
    let lines = Lifetime(of: try namespace(HostFixture.containerUser), in: host).lines(in: .english)
    #expect(
      lines == [
        "user:[11] is kept alive by",
        "  process 60, guest (alice)",
        "  owner of net:[12]",
        "    process 60, guest (alice)",
        "    socket 3 of process 60, guest (alice)",
        "It goes when all of this has happened:",
        "  process 60 ends or joins another namespace",
        "  process 60 closes socket 3",
      ])
  }

  /// The host as it looks from within a pid namespace.
  private var cellar: Snapshot {
    var inner = Namespace(id: NamespaceID(kind: .pid, inode: 33, device: 4))
    inner.parent = .outOfView
    var links = HostFixture.links()
    links[.pid] = 33
    var observer = HostFixture.root
    observer.links = links
    observer.shownPIDNamespace = 33
    return Snapshot(
      host: host.host, kernel: host.kernel, taken: host.taken, uptime: host.uptime,
      observer: observer, processes: host.processes, namespaces: host.namespaces + [inner],
      unseen: [])
  }

  @Test("from inside a pid namespace why says that others may hold it, and promises nothing")
  func whyInside() throws {
    let lifetime = Lifetime(of: try namespace(HostFixture.pinned), in: cellar)
    let lines = lifetime.lines(in: .english)
    #expect(lines.suffix(2).first == "Processes out of view may keep it alive as well:")
    #expect(lines.last?.hasPrefix("  heya itself sits in pid:[33], not the host's") == true)
    #expect(lifetime.lines(in: .japanese).last?.contains("pid:[33]") == true)
    #expect(lifetime.json["mayHideHolders"].bool == true)
    let exitImpact = ExitImpact(of: HostFixture.containerProcess, in: cellar)
    #expect(
      exitImpact.lines(in: .english).contains(
        "  net:[12]  goes with it, unless somebody out of view holds it")
    )
    #expect(
      ExitImpact(of: HostFixture.containerProcess, in: host).json["mayHideHolders"].bool == false)
  }

  @Test("pins at one path are one reason, with the mount namespaces that have it")
  func foldedPins() throws {
    var namespaces = host.namespaces
    let place = try #require(namespaces.firstIndex { $0.id == HostFixture.pinned })
    var mounts = Namespace(id: NamespaceID(kind: .mnt, inode: 70, device: 4))
    mounts.isInitial = true
    var joinedMounts = Namespace(id: NamespaceID(kind: .mnt, inode: 71, device: 4))
    joinedMounts.members = [60]
    namespaces[place].holders = (70...79).map {
      .mount(path: "/run/netns/blue", mountNamespace: $0)
    }
    let many = Snapshot(
      host: "town", kernel: "6.18.0", taken: 0, uptime: 5000, observer: HostFixture.root,
      processes: host.processes, namespaces: namespaces + [mounts, joinedMounts], unseen: [])
    let blue = try #require(many.namespace(HostFixture.pinned))
    let places = "10 mount namespaces: host, a)\\n 60, mnt:[72] and 7 more"
    #expect(
      Lifetime(of: blue, in: many).lines(in: .english) == [
        "net:[13] is kept alive by", "  pinned at /run/netns/blue in \(places)",
        "It goes when all of this has happened:",
        "  /run/netns/blue is unmounted in \(places)",
      ])
    #expect(
      Lifetime(of: blue, in: many).lines(in: .japanese)[1]
        == "  /run/netns/blue にピン留め: mnt名前空間 10（ホスト、a)\\n 60、mnt:[72]、ほか 7）")
    #expect(
      FieldKey(named: "alive")?.value(Described(blue, in: SnapshotIndex(many)))
        .short(in: .english) == "pinned at /run/netns/blue in \(places)")
    let tree = TreeText(many).lines()
    #expect(tree.count { $0.contains("/run/netns/blue in \(places)") } == 1)
    // A program gets every one of them.
    #expect(Lifetime(of: blue, in: many).json["keptAliveBy"].elements.count == 10)
  }

  @Test("what is left after one pin is counted, one of a sort as one")
  func counts() throws {
    let blue = try namespace(HostFixture.pinned)
    let pin = try #require(blue.holders.last)
    #expect(HolderCount(of: blue, without: pin).words[.english] == "2 threads, 1 descriptor")
    #expect(HolderCount(of: blue).words[.english] == "2 threads, 1 descriptor, 1 pin")
    #expect(HolderCount(of: blue).words[.japanese] == "スレッド 2、記述子 1、ピン 1")
    #expect(HolderCount(of: Namespace(id: HostFixture.net)).isEmpty)
  }

  @Test("an initial namespace lasts as long as the host")
  func whyInitial() throws {
    let lines = Lifetime(of: try namespace(HostFixture.user), in: host).lines(in: .english)
    #expect(lines == ["user:[1] is initial: it lasts as long as the host runs."])
  }

  @Test("why of a process tells what would go with it")
  func exitImpact() {
    #expect(
      ExitImpact(of: HostFixture.containerProcess, in: host).lines(in: .english) == [
        "process 60, a)\\n, keeps alive",
        "  user:[11]  stays: 1 other reason",
        "  uts:[4]  initial: lasts as long as the host runs",
        "  net:[12]  goes with it",
        "  pid:[3]  initial: lasts as long as the host runs",
      ])
  }

  @Test("compare marks what a namespace shares with the host where that matters")
  func comparison() {
    let comparison = TaskComparison(
      TaskComparison.Side(name: "50 sh", links: HostFixture.host.links),
      TaskComparison.Side(name: "60 guest", links: HostFixture.containerProcess.links), in: host)
    #expect(
      comparison.lines(in: .english, colored: false).map(\.text) == [
        "KIND 50 sh 60 guest VERDICT",
        "user 1     11       different",
        "uts  4     4        same",
        "net  2     12       different",
        "pid  3     3        same, shared with the host",
      ])
    let colored = comparison.lines(in: .english, colored: true).map(\.text)
    #expect(colored[4] == "\u{1B}[31mpid  3     3        same, shared with the host\u{1B}[0m")
    #expect(colored[2] == "uts  4     4        same")
  }

  @Test("compare tells what differs inside the namespaces that are not shared, as text and in JSON")
  func comparedContents() {
    var comparison = TaskComparison(
      TaskComparison.Side(name: "50 sh", links: HostFixture.host.links),
      TaskComparison.Side(name: "60 guest", links: HostFixture.containerProcess.links), in: host)
    comparison.inside = [
      .net: .facts([
        FactDifference(
          Text(verbatim: "eth0"), Text(english: "up 10.0.0.1/24", elsewhere: "動作中 10.0.0.1/24"), nil
        ),
        FactDifference(Text(verbatim: "lo"), Text("up"), Text("down")),
      ]),
      .user: .unreadable(Text(verbatim: "EPERM")),
    ]
    #expect(
      comparison.lines(in: .english, colored: false).suffix(6).map(\.text) == [
        "", "user: not looked into: EPERM", "", "INSIDE net 50 sh          60 guest",
        "eth0       up 10.0.0.1/24 -", "lo         up             down",
      ])
    let kinds = comparison.json["kinds"].elements
    let net = kinds.first { $0["kind"].string == "net" }?["inside"]["differences"].elements ?? []
    #expect(net.map { $0["fact"].string } == ["eth0", "lo"])
    #expect(net.first?["a"].string == "up 10.0.0.1/24")
    #expect(net.first?["b"].string == nil)
    #expect(kinds.first { $0["kind"].string == "user" }?["inside"]["unreadable"].string == "EPERM")
    #expect(kinds.first { $0["kind"].string == "uts" }?["inside"]["differences"].elements == [])
  }

  @Test("two processes of the host share everything, which is no danger")
  func comparisonOfHost() {
    let side = TaskComparison.Side(name: "sh", links: HostFixture.host.links)
    #expect(TaskComparison(side, side, in: host).rows.allSatisfy { !$0.isExposed })
  }

  @Test(
    "what may be done depends on capabilities in the owner",
    arguments: [
      // Root of the host may do everything everywhere.
      (UInt32(0), HostFixture.allCapabilities, HostFixture.net, true),
      (0, HostFixture.allCapabilities, HostFixture.containerNet, true),
      // A user without capabilities may do it in a namespace of theirs, and what that owns.
      (1000, 0, HostFixture.net, false),
      (1000, 0, HostFixture.containerUser, true),
      (1000, 0, HostFixture.containerNet, true),
      (1001, 0, HostFixture.containerNet, false),
    ])
  func authority(uid: UInt32, capabilities: UInt64, id: NamespaceID, mayJoin: Bool) throws {
    let observer = Observer(
      pid: 50, uid: uid, capabilities: capabilities, links: HostFixture.links())
    let host = HostFixture.snapshot(observer: observer)
    let permissions = host.permissions(on: try #require(host.namespace(id)))
    #expect(permissions.map { $0.missing == nil } == permissions.map { _ in mayJoin })
  }

  @Test("the facts count members, threads, time and memory")
  func facts() throws {
    let document = Described(try namespace(HostFixture.pid), in: SnapshotIndex(host)).document
    #expect(document["threads"] == 3)
    #expect(document["memory"] == 1_048_576)
    // 15 s of 3,000 s.
    #expect(document["cpu"] == 0.5)
    #expect(document["age"]?.number == 4000)
    #expect(document["processes"] == [50, 60])
  }

  @Test("the list names the container that a namespace belongs to")
  func containers() {
    let rows = host.json(listing: host.namespaces)["namespaces"].elements
    let row = rows.first { $0["inode"] == 12 }
    #expect(row?["containers"][0]["name"] == "web")
    #expect(rows.first { $0["inode"] == 3 }?["containers"] == [])
  }

  @Test("facts stand in two columns; a long label pushes only its own")
  func factText() {
    let long = String(repeating: "x", count: 40)
    let section = FactSection(
      Text(english: "title", elsewhere: "題"),
      [
        FactLine(Text(english: "a", elsewhere: "あ"), Text(verbatim: "1")),
        FactLine(Text(verbatim: "bcd"), Text(verbatim: "2")),
        FactLine(Text(verbatim: long), Text(verbatim: "3")),
      ])
    #expect(
      [section].lines(in: .english) == ["title", "  a    1", "  bcd  2", "  \(long)  3"])
    #expect([section].lines(in: .japanese) == ["題", "  あ   1", "  bcd  2", "  \(long)  3"])
  }
}
