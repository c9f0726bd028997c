import Kernel
import Namespaces
import TestSupport
import Testing

@testable import Scanning

/// A live scanner reads only what may have changed; here it is shown to miss nothing.
@Suite("Telling what changed", .requiresRoot)
struct ChangeDetectorTests {
  private static let uts = NamespaceKind.uts.cloneFlag
  private static let net = NamespaceKind.ipc.cloneFlag

  /// The namespace that a snapshot shows, and the one that the process is in.
  private func seen(_ snapshot: Snapshot, _ pid: Int32) throws -> (String?, String) {
    let inode = snapshot.process(pid: pid)?.links[.uts]
    return (inode.map { "uts:[\($0)]" }, try #require(RealProcess.link(pid, "uts")))
  }

  private func process(_ pid: Int32, _ scanner: inout Scanner) throws -> ProcessRecord {
    let snapshot = try scanner.scan()
    return try #require(snapshot.process(pid: pid))
  }

  /// A table of the host's processes that is looked at again and again.
  private static func table(asksClocks: Bool = true) throws -> ProcessTable {
    var manner = ProcessReader.Manner(linkSlots: Array(NamespaceLinks.names.indices), live: true)
    manner.asksClocks = asksClocks
    return try ProcessTable(manner)
  }

  @Test("of thousands of moves at random moments not one is missed")
  func wandering() throws {
    let lodger = try Lodger()
    var scanner = try Scanner(sources: .threads, live: true)
    for burst in 0..<150 {
      // Twenty moves, with scans running right through them.
      lodger.begin("wander \(burst)")
      for _ in 0..<4 { _ = try scanner.scan() }
      try lodger.finish()
      let (shown, real) = try seen(scanner.scan(), lodger.pid)
      #expect(shown == real, "after burst \(burst)")
    }
  }

  @Test("every single move shows at the next scan")
  func singleMoves() throws {
    let lodger = try Lodger()
    var scanner = try Scanner(sources: .threads, live: true)
    var counted = 0
    for move in 0..<300 {
      let before = try ProcessClock.runTime(of: lodger.pid)
      if move % 3 == 2 {
        try lodger.order("join /proc/self/ns/uts")
      } else {
        try lodger.order("unshare \(Self.uts)")
      }
      // For a run of which its host robs a virtual machine the kernel may count no time at all.
      if try ProcessClock.runTime(of: lodger.pid) == before { continue }
      counted += 1
      let (shown, real) = try seen(scanner.scan(), lodger.pid)
      #expect(shown == real, "after move \(move)")
    }
    #expect(counted > 250)
  }

  @Test("a thread that moves shows, while the main thread sleeps")
  func threads() throws {
    let lodger = try Lodger()
    var scanner = try Scanner(sources: .threads, live: true)
    _ = try scanner.scan()
    for _ in 0..<20 {
      let tid = try lodger.order("thread \(Self.uts)")
      let strays = try process(lodger.pid, &scanner).strayThreads
      #expect(strays.contains { $0.tid == tid })
    }
  }

  @Test("a program that replaces itself shows under its new name")
  func exec() throws {
    let lodger = try Lodger()
    var scanner = try Scanner(sources: .threads, live: true)
    #expect(try process(lodger.pid, &scanner).command.hasSuffix("/Lodger"))
    try lodger.order("exec")
    #expect(try process(lodger.pid, &scanner).command == "lodger-again")
    try lodger.order("name renamed")
    #expect(try process(lodger.pid, &scanner).name == "renamed")
  }

  @Test("children that come and go show, and orphans get their new parent")
  func children() throws {
    let lodger = try Lodger()
    var scanner = try Scanner(sources: .threads, live: true)
    for _ in 0..<20 {
      let child = try lodger.order("child \(Self.net)")
      let there = try process(child, &scanner)
      #expect(there.parent == lodger.pid)
      try lodger.order("kill \(child)")
      #expect(try scanner.scan().process(pid: child) == nil)
    }
  }

  @Test(
    "with the clocks of processes and without the answer is the same", arguments: [true, false])
  func clocks(_ asksClocks: Bool) throws {
    let lodger = try Lodger()
    var table = try Self.table(asksClocks: asksClocks)
    for move in 0..<100 {
      let before = try ProcessClock.runTime(of: lodger.pid)
      try lodger.order("unshare \(Self.uts)")
      if try asksClocks && ProcessClock.runTime(of: lodger.pid) == before { continue }
      try table.refresh()
      let shown = table.records.first { $0.pid == lodger.pid }?.links[.uts]
      #expect("uts:[\(shown ?? 0)]" == RealProcess.link(lodger.pid, "uts"), "after move \(move)")
    }
  }

  @Test("a process that sleeps is not read again")
  func idle() throws {
    let lodger = try Lodger()
    var table = try Self.table()
    try table.refresh()
    try table.refresh()
    try table.refresh()
    #expect(!table.touched.contains(lodger.pid))
    try lodger.order("unshare \(Self.uts)")
    try table.refresh()
    #expect(table.touched.contains(lodger.pid))
  }

  @Test("a kernel that does not tell how long tasks ran is read whole each time")
  func noSchedulerStatistics() throws {
    let tree = try ProcTree()
    try tree.add(10)
    var scanner = try Scanner(root: tree.path, live: true)
    _ = try scanner.scan()
    try tree.remove(10)
    try tree.add(10, start: 100, links: ["uts": 900])
    #expect(try scanner.scan().process(pid: 10)?.links[.uts] == 900)
  }
}
