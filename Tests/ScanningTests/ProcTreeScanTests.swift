import Namespaces
import Scanning
import TestSupport
import Testing

/// Scans of hosts that nobody has, as files in a directory; they need no rights at all.
@Suite("Scanning a recorded /proc")
struct ProcTreeScanTests {
  private func scan(_ tree: borrowing ProcTree) throws -> Snapshot {
    var scanner = try NamespaceScanner(root: tree.path)
    return try scanner.scan()
  }

  @Test("an inode that was given to another kind meanwhile mixes no members")
  func reusedInode() throws {
    let tree = try ProcTree()
    try tree.add(1, parent: 0)
    try tree.add(10, links: ["uts": 500])
    try tree.add(11, links: ["net": 500])
    let namespace = try #require(try scan(tree).namespace(inode: 500))
    #expect(namespace.members == (namespace.kind == .uts ? [10] : [11]))
  }

  @Test("processes are counted among the members of their namespaces, kind by kind")
  func members() throws {
    let tree = try ProcTree()
    try tree.add(1, parent: 0)
    try tree.add(10, links: ["net": 500])
    try tree.add(11, links: ["net": 500, "uts": 501])
    let snapshot = try scan(tree)
    #expect(snapshot.processes.map(\.pid) == [1, 10, 11])
    #expect(snapshot.namespace(inode: 500)?.members == [10, 11])
    #expect(snapshot.namespace(inode: 500)?.kind == .net)
    #expect(snapshot.namespace(inode: 501)?.members == [11])
    #expect(snapshot.namespace(inode: 0xEFFF_FFFB)?.members == [1, 10, 11])
    #expect(snapshot.namespaces.count == 10)
  }

  @Test("the kernel's first namespaces are the initial ones, and topmost")
  func initial() throws {
    let tree = try ProcTree()
    try tree.add(1, parent: 0, links: ["pid": 700])
    let snapshot = try scan(tree)
    let user = try #require(snapshot.namespace(inode: 0xEFFF_FFFD))
    #expect(user.isInitial && user.parent == .none)
    let pid = try #require(snapshot.namespace(inode: 700))
    #expect(!pid.isInitial && pid.parent == .outOfView)
  }

  @Test("kthreadd tells the initial namespaces where the kernel reserves no inode for them")
  func kthreadd() throws {
    let tree = try ProcTree()
    try tree.add(2, parent: 0, flags: 0x0020_0000, links: ["net": 9, "mnt": 8])
    let snapshot = try scan(tree)
    #expect(snapshot.namespace(inode: 9)?.isInitial == true)
    #expect(snapshot.process(pid: 2)?.isKernelThread == true)
  }

  @Test("a namespace that waits for children only is found, with the process that holds it")
  func forChildren() throws {
    let tree = try ProcTree()
    try tree.add(10, links: ["time_for_children": 600])
    let namespace = try #require(try scan(tree).namespace(inode: 600))
    #expect(namespace.kind == .time)
    #expect(namespace.members.isEmpty)
    #expect(namespace.holders == [.forChildren(pid: 10, tid: 10)])
  }

  @Test("a zombie has no links and is no reason for an alarm")
  func zombie() throws {
    let tree = try ProcTree()
    try tree.add(10, state: "Z", links: nil)
    let snapshot = try scan(tree)
    #expect(snapshot.process(pid: 10)?.state == .zombie)
    #expect(snapshot.process(pid: 10)?.linksAreHidden == false)
    #expect(snapshot.namespaces.isEmpty)
  }

  @Test(
    "a hostile name changes nothing but its own escaped self",
    arguments: [
      (Array("a\nb".utf8), "a\\nb"), (Array("x) Z 1 (".utf8), "x) Z 1 ("),
      ([0x1B, 0x5B, 0x32, 0x4A], "\\e[2J"), ([0xFF, 0xFE], "\\xff\\xfe"),
    ] as [([UInt8], String)])
  func hostileName(_ name: [UInt8], _ expected: String) throws {
    let tree = try ProcTree()
    try tree.add(10, name: name, command: name + [0], nested: [3, 1])
    try tree.add(11)
    let snapshot = try scan(tree)
    let process = try #require(snapshot.process(pid: 10))
    #expect(process.name == expected)
    #expect(process.command == expected)
    #expect(process.state == ProcessState(rawValue: UInt8(ascii: "S")))
    #expect(process.nestedPIDs == [3, 1])
    #expect(snapshot.processes.count == 2)
  }

  @Test("what is no process directory is passed over, and one that is cut short is left out")
  func halfProcesses() throws {
    let tree = try ProcTree()
    try tree.add(10)
    try tree.add(11)
    try tree.cut(11, "stat")
    let snapshot = try scan(tree)
    #expect(snapshot.processes.map(\.pid) == [10])
  }

  @Test("a live scanner sees who came, who went and who moved")
  func again() throws {
    let tree = try ProcTree()
    try tree.add(10)
    try tree.add(11)
    var scanner = try NamespaceScanner(root: tree.path, live: true)
    #expect(try scanner.scan().processes.map(\.pid) == [10, 11])
    try tree.remove(10)
    try tree.add(12, links: ["uts": 800])
    let later = try scanner.scan()
    #expect(later.processes.map(\.pid) == [11, 12])
    #expect(later.namespace(inode: 800)?.members == [12])
    try tree.remove(12)
    #expect(try scanner.scan().namespace(inode: 800) == nil)
  }

  @Test("a list reads what the first member of each namespace is, and nothing of the others")
  func namespacesOnly() throws {
    let tree = try ProcTree()
    for pid in Int32(10)..<20 { try tree.add(pid, command: Array("c\(pid)\0".utf8), uid: 7) }
    var scanner = try NamespaceScanner(root: tree.path, detail: .namespaces)
    let snapshot = try scanner.scan()
    let first = try #require(snapshot.process(pid: 10))
    #expect((first.command, first.uid) == ("c10", 7))
    let second = try #require(snapshot.process(pid: 11))
    #expect((second.command, second.uid) == ("", 0))
    #expect(snapshot.namespace(inode: 0xEFFF_FFFF)?.members.count == 10)
  }

  @Test("a list reads the name of a first member that has no command line")
  func namespacesOfNameless() throws {
    let tree = try ProcTree()
    try tree.add(10, name: Array("kthreadd".utf8), command: [], uid: 7)
    try tree.remove(10, "cmdline")
    try tree.add(11, name: Array("defunct".utf8), command: [], links: ["uts": 800])
    var scanner = try NamespaceScanner(root: tree.path, detail: .namespaces)
    let snapshot = try scanner.scan()
    #expect(snapshot.process(pid: 10)?.name == "kthreadd")
    #expect(snapshot.process(pid: 10)?.uid == 7)
    #expect(snapshot.process(pid: 11)?.name == "defunct")
  }

  @Test("the pins of a mount namespace are read only where its mounts are told to be namespaces")
  func pins() throws {
    let tree = try ProcTree()
    let pin = "9 1 0:4 net:[900] /run/netns/blue rw - nsfs nsfs rw\n"
    for pid in Int32(10)..<13 {
      try tree.add(pid, links: ["mnt": 800 + UInt32(pid)])
      try tree.write(pid, "mountinfo", pin.replacing("900", with: "90\(pid)"))
    }
    try tree.write(10, "mounts", "proc /proc proc rw 0 0\nnsfs /run/netns/blue nsfs rw 0 0\n")
    try tree.write(11, "mounts", "proc /proc proc rw 0 0\n")
    let snapshot = try scan(tree)
    let holder = Holder.mount(path: "/run/netns/blue", mountNamespace: 810)
    #expect(snapshot.namespace(inode: 9010)?.holders == [holder])
    #expect(snapshot.namespace(inode: 9011) == nil)
    // A tree that was recorded without that file.
    #expect(snapshot.namespace(inode: 9012) != nil)
  }

  @Test("a directory that is not there is told in one sentence")
  func noProc() throws {
    let error = try #require(throws: ScanError.self) { _ = try NamespaceScanner(root: "/nowhere") }
    #expect(error.description.contains("/nowhere"))
    #expect(error.description.contains("ENOENT"))
  }
}
