import Glibc
import Namespaces
import SystemCalls
import TestSupport
import Testing

@testable import BPFIterators
@testable import Scanning

/// A scan with the kernel's iterators against one without, of the same processes.
@Suite("All tasks in one pass", .requiresRoot)
struct IteratorScanTests {
  /// What both scans say of some processes and of the namespaces that these live in or hold.
  private func compare(_ pids: [Int32]) throws {
    var plain = try NamespaceScanner()
    var once = try NamespaceScanner(KernelIterators())
    var live = try NamespaceScanner(KernelIterators(), live: true)
    let expected = try plain.scan()
    try compare(pids, in: expected, and: once.scan())
    // All processes are new to it, which are enough to have the kernel hand over all files.
    try compare(pids, in: expected, and: live.scan())
    try compare(pids, in: expected, and: live.scan())
  }

  private func compare(_ pids: [Int32], in one: Snapshot, and other: Snapshot) throws {
    let own = Set(pids)
    for pid in pids {
      let (left, right) = (one.process(pid: pid), other.process(pid: pid))
      #expect(left != nil)
      #expect(left == right)
    }
    func about(_ snapshot: Snapshot) -> [NamespaceID: Set<String>] {
      var told: [NamespaceID: Set<String>] = [:]
      for namespace in snapshot.namespaces {
        let members = namespace.members.filter { own.contains($0) }.map { "member \($0)" }
        let holders = namespace.holders.filter { own.contains($0.pid ?? 0) }.map { "\($0)" }
        if !members.isEmpty || !holders.isEmpty {
          told[namespace.id] = Set(members + holders)
        }
      }
      return told
    }
    #expect(about(one) == about(other))
  }

  @Test("nobody is missing of whom /proc tells")
  func everybody() throws {
    func processes(_ scanner: consuming NamespaceScanner) throws -> Set<ProcessID> {
      Set(try scanner.scan().processes.map(\.id))
    }
    let before = try processes(NamespaceScanner())
    let passed = try processes(NamespaceScanner(KernelIterators()))
    let after = try processes(NamespaceScanner())
    #expect(before.intersection(after).subtracting(passed) == [])
  }

  @Test("what the kernel keeps from the pass is read and watched as without one")
  func unlisted() throws {
    let helper = try HelperProcess()
    let options = ProcessReader.Options(linkSlots: Array(NamespaceLinks.names.indices), live: true)
    var table = try ProcessTable(options, pass: TaskIterator { _ in 0 })
    for move in 0..<20 {
      try helper.order("unshare \(flags(.uts))")
      try table.refresh()
      let shown = table.records.first { $0.pid == helper.pid }?.links[.uts] ?? 0
      #expect("uts:[\(shown)]" == RealProcess.link(helper.pid, "uts"), "after move \(move)")
      #expect(table.unlisted.contains(helper.pid))
    }
    try table.refresh()
    #expect(!table.changed.contains(helper.pid))
  }

  private func flags(_ kinds: NamespaceKind...) -> String {
    String(kinds.reduce(0) { $0 | $1.cloneFlag })
  }

  @Test("processes in namespaces of all kinds, and links for children")
  func kinds() throws {
    let helper = try HelperProcess()
    try helper.order("unshare \(flags(.net, .uts, .ipc, .mnt, .cgroup, .user))")
    let parent = try HelperProcess()
    // A pid namespace is one for children only once it has a first process.
    try parent.order("unshare \(flags(.pid, .time))")
    let empty = try HelperProcess()
    try empty.order("unshare \(flags(.pid, .time))")
    let child = try parent.order("child \(NamespaceKind.uts.cloneFlag)")
    try compare([helper.pid, parent.pid, empty.pid, child])
  }

  @Test("threads in other namespaces than their process's main thread")
  func threads() throws {
    let helper = try HelperProcess()
    for kind in [NamespaceKind.net, .uts, .ipc] { try helper.order("thread \(flags(kind))") }
    try helper.order("thread 0")
    var scanner = try NamespaceScanner(KernelIterators())
    #expect(try scanner.scan().process(pid: helper.pid)?.divergentThreads.count == 3)
    try compare([helper.pid])
  }

  @Test("a process that has ended and is not waited for keeps its user and pid namespace")
  func zombie() throws {
    let helper = try HelperProcess()
    let child = try helper.order("child 0")
    kill(child, SIGKILL)
    var scanner = try NamespaceScanner(KernelIterators())
    while try scanner.scan().process(pid: child)?.state != .zombie { usleep(1000) }
    let links = try #require(scanner.scan().process(pid: child)).links
    #expect(links[.user] != 0)
    #expect(links[.net] == 0)
    try compare([child])
  }

  @Test("the kernel's own threads")
  func kernelThreads() throws {
    var scanner = try NamespaceScanner()
    let threads = try scanner.scan().processes.filter(\.isKernelThread).map(\.pid)
    #expect(!threads.isEmpty)
    // A thread that serves many is seldom at rest for both.
    try compare(threads.filter { $0 == 2 })
  }

  @Test("namespaces that only descriptors and sockets hold, also those of a thread of its own")
  func descriptors() throws {
    let helper = try HelperProcess()
    let home = "/proc/\(getpid())/ns"
    try helper.order("unshare \(flags(.net))")
    try helper.order("socket")
    try helper.order("open /proc/\(helper.pid)/ns/net")
    try helper.order("join \(home)/net")
    try helper.order("unshare \(flags(.uts))")
    let holderPIDs = [
      try helper.order("keep /proc/\(helper.pid)/ns/uts"), try helper.order("keep"),
    ]
    try helper.order("join \(home)/uts")
    var scanner = try NamespaceScanner(KernelIterators())
    let holders = try scanner.scan().namespaces.flatMap(\.holders)
    for holderPID in holderPIDs {
      let isFound = holders.contains { holder in
        switch holder {
        case .descriptor(helper.pid, holderPID, _), .socket(helper.pid, holderPID, _): true
        default: false
        }
      }
      #expect(isFound)
    }
    try compare([helper.pid])
  }

  @Test("every move shows at the next look")
  func moves() throws {
    let helper = try HelperProcess()
    var scanner = try NamespaceScanner(KernelIterators(), sources: .threads, live: true)
    for _ in 0..<100 {
      try helper.order("unshare \(flags(.uts))")
      let inode = try scanner.scan().process(pid: helper.pid)?.links[.uts]
      #expect(inode.map { "uts:[\($0)]" } == RealProcess.link(helper.pid, "uts"))
    }
  }

  @Test("of thousands of moves at random moments not one is missed")
  func wandering() throws {
    let helper = try HelperProcess()
    var scanner = try NamespaceScanner(KernelIterators(), sources: .threads, live: true)
    for burst in 0..<150 {
      helper.begin("wander \(burst)")
      for _ in 0..<4 { _ = try scanner.scan() }
      try helper.finish()
      let inode = try scanner.scan().process(pid: helper.pid)?.links[.uts]
      #expect(
        inode.map { "uts:[\($0)]" } == RealProcess.link(helper.pid, "uts"), "after burst \(burst)")
    }
  }

  @Test("what ends, and what is born, shows at the next look")
  func births() throws {
    let helper = try HelperProcess()
    var scanner = try NamespaceScanner(KernelIterators(), sources: .threads, live: true)
    for _ in 0..<20 {
      let child = try helper.order("child 0")
      #expect(try scanner.scan().process(pid: child)?.parent == helper.pid)
      try helper.order("kill \(child)")
      #expect(try scanner.scan().process(pid: child) == nil)
    }
  }
}

extension Holder {
  /// The process whose thread, descriptor or socket it is.
  fileprivate var pid: Int32? {
    switch self {
    case .thread(let pid, _), .forChildren(let pid, _), .descriptor(let pid, _, _),
      .socket(let pid, _, _):
      pid
    default: nil
    }
  }
}
