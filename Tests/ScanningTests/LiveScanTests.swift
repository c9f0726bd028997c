import Glibc
import Namespaces
import Scanning
import TestSupport
import Testing

/// Scans of the running host, with namespaces that the tests make.
@Suite("Scanning the real kernel", .requiresRoot)
struct LiveScanTests {
  private func scan() throws -> Snapshot {
    var scanner = try NamespaceScanner()
    return try scanner.scan()
  }

  private func flags(_ kind: NamespaceKind) -> String { String(kind.cloneFlag) }

  /// The kinds that unshare(2) changes for the caller itself.
  static let immediateKinds = NamespaceKind.allCases.filter { !$0.holdsForChildren }

  @Test("a namespace made with unshare is found with its maker in it", arguments: immediateKinds)
  func unshared(_ kind: NamespaceKind) throws {
    let helper = try HelperProcess()
    let before = try #require(try scan().process(pid: helper.pid)).links[kind]
    try helper.order("unshare \(flags(kind))")
    let snapshot = try scan()
    let process = try #require(snapshot.process(pid: helper.pid))
    let namespace = try #require(snapshot.namespace(inode: process.links[kind]))
    #expect(process.links[kind] != before)
    #expect(namespace.members == [helper.pid])
    #expect(namespace.kind == kind)
    #expect(!namespace.isInitial)
    for other in NamespaceKind.allCases where other != kind {
      #expect(process.links[other] == snapshot.observer.links[other])
    }
  }

  @Test(
    "a namespace that holds for children is found before it has any",
    arguments: [
      NamespaceKind.pid, .time,
    ])
  func forChildren(_ kind: NamespaceKind) throws {
    let helper = try HelperProcess()
    try helper.order("unshare \(flags(kind))")
    let snapshot = try scan()
    let process = try #require(snapshot.process(pid: helper.pid))
    // A pid namespace that waits for its first process has no link yet: the kernel shows none.
    if kind == .pid, process.links.pidForChildren == 0 { return }
    let inode = try #require(process.links.forChildren(kind))
    let holder = Holder.forChildren(pid: helper.pid, tid: helper.pid)
    #expect(snapshot.namespace(inode: inode)?.holders.contains(holder) == true)
  }

  @Test(
    "a thread in another namespace is listed under it",
    arguments: [
      NamespaceKind.net, .ipc, .uts, .mnt, .cgroup,
    ])
  func thread(_ kind: NamespaceKind) throws {
    let helper = try HelperProcess()
    // A thread gets mounts of its own only with a working directory of its own, CLONE_FS.
    let tid = try helper.order("thread \(kind.cloneFlag | (kind == .mnt ? 0x200 : 0))")
    let snapshot = try scan()
    let process = try #require(snapshot.process(pid: helper.pid))
    let divergentThread = try #require(process.divergentThreads.first)
    #expect(divergentThread.tid == tid)
    let namespace = try #require(snapshot.namespace(inode: divergentThread.links[kind]))
    #expect(namespace.members.isEmpty)
    #expect(namespace.holders.contains(.thread(pid: helper.pid, tid: tid)))
  }

  @Test("nested user namespaces have parents up to the initial one, and the maker as owner")
  func nestedUsers() throws {
    let helper = try HelperProcess()
    try helper.order("unshare \(flags(.user))")
    try helper.order("map")
    try helper.order("unshare \(flags(.user))")
    try helper.order("unshare \(flags(.net))")
    let snapshot = try scan()
    let process = try #require(snapshot.process(pid: helper.pid))
    let inner = try #require(snapshot.namespace(inode: process.links[.user]))
    guard case .namespace(let middleID) = inner.parent else {
      Issue.record("the inner user namespace has no parent")
      return
    }
    // Nobody lives in the middle one: it is found by asking its child.
    let middle = try #require(snapshot.namespace(middleID))
    #expect(middle.members.isEmpty)
    #expect(middle.holders == [.child(inner.id)])
    guard case .namespace(let outerID) = middle.parent else {
      Issue.record("the middle user namespace has no parent")
      return
    }
    #expect(snapshot.namespace(outerID)?.isInitial == true)
    #expect(middle.ownerUID == 0)
    #expect(snapshot.namespace(inode: process.links[.net])?.owner == inner.id)
  }

  @Test("a descriptor, a socket and a pin keep a namespace alive that nobody lives in")
  func holders() throws {
    let helper = try HelperProcess()
    let home = "/proc/\(helper.pid)/ns"
    try helper.order("unshare \(flags(.mnt))")
    try helper.order("private")
    try helper.order("tmpfs /mnt")
    try helper.order("touch /mnt/pin")
    try helper.order("unshare \(flags(.net))")
    let net = try #require(try scan().process(pid: helper.pid)).links[.net]
    let socket = try helper.order("socket")
    let file = try helper.order("open \(home)/net")
    try helper.order("pin \(home)/net /mnt/pin")
    try helper.order("join /proc/\(getpid())/ns/net")
    let snapshot = try scan()
    let namespace = try #require(snapshot.namespace(inode: net))
    let mounts = try #require(snapshot.process(pid: helper.pid)).links[.mnt]
    #expect(namespace.members.isEmpty)
    #expect(
      Set(namespace.holders) == [
        .socket(pid: helper.pid, fd: socket), .descriptor(pid: helper.pid, fd: file),
        .mount(path: "/mnt/pin", mountNamespace: mounts),
      ])
  }

  @Test("a descriptor that was opened through a pin counts, also after the pin is gone")
  func descriptorThroughPin() throws {
    let helper = try HelperProcess()
    try helper.order("unshare \(flags(.mnt))")
    try helper.order("private")
    try helper.order("tmpfs /mnt")
    try helper.order("touch /mnt/pin")
    try helper.order("unshare \(flags(.uts))")
    let uts = try #require(try scan().process(pid: helper.pid)).links[.uts]
    try helper.order("pin /proc/self/ns/uts /mnt/pin")
    let file = try helper.order("open /mnt/pin")
    try helper.order("join /proc/\(getpid())/ns/uts")
    #expect(
      try scan().namespace(inode: uts)?.holders.contains(.descriptor(pid: helper.pid, fd: file))
        == true)
    try helper.order("unmount /mnt/pin")
    #expect(
      try scan().namespace(inode: uts)?.holders == [.descriptor(pid: helper.pid, fd: file)])
  }

  @Test("a process inside knows its number at every level")
  func nestedPIDs() throws {
    let helper = try HelperProcess()
    try helper.order("unshare \(flags(.pid))")
    let child = try helper.order("child 0")
    let process = try #require(try scan().process(pid: child))
    #expect(process.nestedPIDs.last == 1)
  }

  @Test("the 64-bit ids are those of NS_GET_ID, and no two namespaces share one")
  func uniqueIDs() throws {
    let numbers = try scan().namespaces.compactMap(\.id.unique)
    #expect(Set(numbers).count == numbers.count)
  }

  @Test("the scan agrees with readlink on every process that stays")
  func agreesWithReadlink() throws {
    let helper = try HelperProcess()
    try helper.order("unshare \(flags(.uts))")
    let snapshot = try scan()
    for kind in NamespaceKind.allCases {
      let link = RealProcess.link(helper.pid, kind.name)
      let process = try #require(snapshot.process(pid: helper.pid))
      #expect(snapshot.namespace(inode: process.links[kind])?.id.description == link)
    }
  }
}
