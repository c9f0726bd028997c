import Contents
import JSONCoding
import Namespaces
import Scanning
import SystemCalls
import TestSupport
import Testing

/// What is inside namespaces that helper processes made on the running kernel.
@Suite(.requiresRoot)
struct LiveContentsTests {
  @Test("the host name of a uts namespace is its own")
  func hostName() throws {
    let helper = try HelperProcess()
    try helper.order("unshare 0x4000000")
    try helper.order("host heya-inside")
    guard case .uts(let contents) = try contents(.uts, of: helper) else { return }
    #expect(contents.hostName == "heya-inside")
  }

  @Test("an ipc namespace without a process is looked into")
  func ipcWithoutProcess() throws {
    let helper = try HelperProcess()
    let holder = try HelperProcess()
    try helper.order("unshare 0x8000000")
    let id = try helper.order("memory 8192")
    try holder.order("open /proc/\(helper.pid)/ns/ipc")
    try helper.order("join /proc/\(holder.pid)/ns/ipc")
    let snapshot = try scan()
    let namespace = try #require(
      snapshot.namespaces(of: .ipc).first {
        $0.members.isEmpty
          && $0.holders.contains {
            if case .descriptor(holder.pid, _, _) = $0 { true } else { false }
          }
      })
    guard case .ipc(let contents) = try NamespaceContents(of: namespace, in: snapshot) else {
      return
    }
    #expect(contents.memory.map(\.id) == [Int(id)])
    #expect(contents.memory.map(\.size) == [8192])
    #expect(contents.messageQueues?.isEmpty == true)
    #expect(contents.limits.contains { $0.name == "kernel/shmmni" })
  }

  @Test(
    "a namespace that is pinned below files that never answer is given up, with the reason",
    .needs("python3", "mount", "umount"))
  func silent() throws {
    let runtimeFixture = try RuntimeFixture()
    let files = try UnresponsiveFileSystem(in: runtimeFixture)
    let path: String
    do {
      let helper = try HelperProcess()
      try helper.order("unshare 0x40000000")
      path = try files.pin("/proc/\(helper.pid)/ns/net")
    }
    let snapshot = try scan()
    let namespace = try #require(
      snapshot.namespaces(of: .net).first {
        $0.holders.contains(
          .mount(path: RawPath(path), mountNamespace: snapshot.observer.links[.mnt]))
      })
    guard case .net(let contents) = try NamespaceContents(of: namespace, in: snapshot) else {
      return
    }
    #expect(contents.interfaces.map(\.name) == ["lo"])
    try files.fallSilent()
    let error = #expect(throws: ContentsError.self) {
      try NamespaceContents(of: namespace, in: snapshot)
    }
    #expect(error?.reason == .timedOut)
    #expect(error?.description.contains("end that server") == true)
  }

  @Test("the two ends of a veth name each other's namespaces", .requires(program: "ip"))
  func veth() throws {
    let near = try HelperProcess()
    let far = try HelperProcess()
    try near.order("unshare 0x40000000")
    try far.order("unshare 0x40000000")
    try near.order("run ip link add near type veth peer name far netns \(far.pid)")
    try near.order("run ip address add 10.77.0.1/24 dev near")
    try near.order("run ip link set near up")
    let snapshot = try scan()
    let otherNamespace = try #require(snapshot.process(pid: far.pid)?.links[.net])
    guard case .net(let contents) = try contents(.net, of: near, in: snapshot) else { return }
    let interface = try #require(contents.interfaces.first { $0.name == "near" })
    #expect(interface.kind == "veth")
    #expect(interface.isUp)
    #expect(interface.addresses == ["10.77.0.1/24"])
    #expect(interface.peer?.namespace == otherNamespace)
    #expect(interface.peer?.name == "far")
    #expect(contents.routes.contains { $0.destination == "10.77.0.0/24" && $0.interface == "near" })
  }

  @Test("a listening socket is named with its process")
  func listening() throws {
    let helper = try HelperProcess()
    try helper.order("unshare 0x40000000")
    let port = try helper.order("listen 0")
    guard case .net(let contents) = try contents(.net, of: helper) else { return }
    #expect(contents.listening.map(\.address) == ["0.0.0.0:\(port)"])
    #expect(contents.listening.map(\.pid) == [helper.pid])
  }

  @Test("mounts are a tree, those that are covered are marked, and what is new is told")
  func mounts() throws {
    let helper = try HelperProcess()
    try helper.order("unshare 0x20000")
    try helper.order("private")
    try helper.order("tmpfs /tmp")
    try helper.order("tmpfs /tmp")
    guard case .mnt(let contents) = try contents(.mnt, of: helper) else { return }
    let mounts = contents.mounts.filter { $0.path == "/tmp" && $0.source == "lodger" }
    #expect(mounts.map(\.isOvermounted) == [true, false])
    #expect(mounts.count == 2 && mounts[1].depth == mounts[0].depth + 1)
    #expect(mounts.allSatisfy { $0.type == "tmpfs" && $0.peerGroup == nil })
    #expect(contents.difference?.added.contains("/tmp") == true)
  }

  @Test("a process has a number outside and another inside")
  func pids() throws {
    let helper = try HelperProcess()
    try helper.order("unshare 0x20000000")
    let child = try helper.order("child 0")
    let snapshot = try scan()
    guard case .pid(let contents) = try contents(.pid, ofProcess: child, in: snapshot) else {
      return
    }
    #expect(contents.initProcess == child)
    #expect(contents.level == 1)
    #expect(contents.processes.map(\.inside) == [1])
    #expect(contents.processes.map(\.outside) == [child])
  }

  @Test("the maps of a user namespace without a process are read")
  func users() throws {
    let helper = try HelperProcess()
    let holder = try HelperProcess()
    try helper.order("unshare 0x10000000")
    try helper.order("map")
    try holder.order("open /proc/\(helper.pid)/ns/user")
    try helper.order("unshare 0x10000000")
    let snapshot = try scan()
    let namespace = try #require(
      snapshot.namespaces(of: .user).first {
        $0.holders.contains { if case .descriptor(holder.pid, _, _) = $0 { true } else { false } }
      })
    #expect(namespace.members.isEmpty)
    guard case .user(let contents) = try NamespaceContents(of: namespace, in: snapshot) else {
      return
    }
    #expect(contents.users.map { [$0.inside, $0.outside, $0.count] } == [[0, 0, 1]])
    #expect(contents.allowsSetgroups == false)
    #expect(contents.depth == 1)
    #expect(contents.children.count == 1)
  }

  @Test("a time namespace that waits for its first process tells its offsets")
  func time() throws {
    let helper = try HelperProcess()
    try helper.order("unshare 0x80")
    try helper.order("offset 86400")
    let snapshot = try scan()
    let inode = try #require(snapshot.process(pid: helper.pid)?.links.timeForChildren)
    let namespace = try #require(snapshot.namespace(inode: inode))
    guard case .time(let contents) = try NamespaceContents(of: namespace, in: snapshot) else {
      return
    }
    #expect(contents.bootOffset == 86400)
    #expect(contents.monotonicOffset == 0)
    #expect(contents.uptime == snapshot.uptime + 86400)
  }

  @Test("the root of a cgroup namespace is told as it looks from here")
  func cgroup() throws {
    let helper = try HelperProcess()
    try helper.order("unshare 0x2000000")
    guard case .cgroup(let contents) = try contents(.cgroup, of: helper) else { return }
    #expect(!contents.hierarchies.isEmpty)
    #expect(contents.hierarchies.allSatisfy { $0.root?.hasPrefix("/") == true })
  }

  @Test("what was written to a capture is read back the same", arguments: NamespaceKind.allCases)
  func captured(kind: NamespaceKind) throws {
    let helper = try HelperProcess()
    let contents = try contents(kind, of: helper)
    let json = try JSONValue(encoding: contents)
    let text = json.text()
    #expect(
      try NamespaceContents(kind, from: JSONValue(reading: Array(text.utf8)).decoder) == contents)
  }

  private func scan() throws -> Snapshot {
    var scanner = try NamespaceScanner()
    return try scanner.scan()
  }

  private func contents(
    _ kind: NamespaceKind, of helper: borrowing HelperProcess, in snapshot: Snapshot? = nil
  ) throws -> NamespaceContents {
    try contents(kind, ofProcess: helper.pid, in: snapshot ?? scan())
  }

  private func contents(
    _ kind: NamespaceKind, ofProcess pid: Int32, in snapshot: Snapshot
  ) throws -> NamespaceContents {
    let inode = try #require(snapshot.process(pid: pid)?.links[kind])
    return try NamespaceContents(of: try #require(snapshot.namespace(inode: inode)), in: snapshot)
  }
}
