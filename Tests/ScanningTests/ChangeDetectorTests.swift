import Namespaces
import SystemCalls
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

  private func process(_ pid: Int32, _ scanner: inout NamespaceScanner) throws -> ProcessRecord {
    let snapshot = try scanner.scan()
    return try #require(snapshot.process(pid: pid))
  }

  /// A table of the host's processes that is looked at again and again.
  private static func table(asksClocks: Bool = true) throws -> ProcessTable {
    var manner = ProcessReader.Options(linkSlots: Array(NamespaceLinks.names.indices), live: true)
    if !asksClocks { manner.clock = nil }
    return try ProcessTable(manner)
  }

  @Test("of thousands of moves at random moments not one is missed")
  func wandering() throws {
    let lodger = try Lodger()
    var scanner = try NamespaceScanner(sources: .threads, live: true)
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
    var scanner = try NamespaceScanner(sources: .threads, live: true)
    for move in 0..<300 {
      if move % 3 == 2 {
        try lodger.order("join /proc/self/ns/uts")
      } else {
        try lodger.order("unshare \(Self.uts)")
      }
      let (shown, real) = try seen(scanner.scan(), lodger.pid)
      #expect(shown == real, "after move \(move)")
    }
  }

  @Test("a thread that moves shows, while the main thread sleeps")
  func threads() throws {
    let lodger = try Lodger()
    var scanner = try NamespaceScanner(sources: .threads, live: true)
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
    var scanner = try NamespaceScanner(sources: .threads, live: true)
    #expect(try process(lodger.pid, &scanner).command.hasSuffix("/HelperProcess"))
    try lodger.order("exec")
    #expect(try process(lodger.pid, &scanner).command == "lodger-again")
    try lodger.order("name renamed")
    #expect(try process(lodger.pid, &scanner).name == "renamed")
  }

  @Test("children that come and go show, and orphans get their new parent")
  func children() throws {
    let lodger = try Lodger()
    var scanner = try NamespaceScanner(sources: .threads, live: true)
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
      try lodger.order("unshare \(Self.uts)")
      try table.refresh()
      let shown = table.records.first { $0.pid == lodger.pid }?.links[.uts]
      #expect("uts:[\(shown ?? 0)]" == RealProcess.link(lodger.pid, "uts"), "after move \(move)")
    }
    try table.refresh()
    try table.refresh()
    #expect(!table.touched.contains(lodger.pid))
    let tid = try lodger.order("thread \(Self.uts)")
    try table.refresh()
    let strays = table.records.first { $0.pid == lodger.pid }?.strayThreads
    #expect(strays?.map(\.tid) == [tid])
  }

  @Test("what a clock does not count shows all the same, of many processes when it is their turn")
  func robbed() throws {
    let lodger = try Lodger()
    var manner = ProcessReader.Options(linkSlots: Array(NamespaceLinks.names.indices), live: true)
    manner.clock = { _ in 1 }
    manner.share = 10
    var table = try ProcessTable(manner)
    table.countRuns()
    try table.refresh()
    for move in 0..<5 {
      try lodger.order("unshare \(Self.uts)")
      for _ in 0...table.records.count / 10 { try table.refresh() }
      let shown = table.records.first { $0.pid == lodger.pid }?.links[.uts]
      #expect("uts:[\(shown ?? 0)]" == RealProcess.link(lodger.pid, "uts"), "after move \(move)")
    }
    try table.refresh()
    #expect(!table.touched.contains(lodger.pid))
  }

  @Test("the kernel's statistics count a run for each time that a process is woken")
  func everyRun() throws {
    let lodger = try Lodger()
    var statistics = try TaskStatistics()
    for _ in 0..<100 {
      let before = try statistics.counts(of: lodger.pid)
      try lodger.order("name again")
      let after = try statistics.counts(of: lodger.pid)
      #expect(after.slices > before.slices)
      #expect(after.switches > before.switches)
      #expect(after.nanoseconds >= before.nanoseconds)
    }
  }

  @Test("many processes are asked about in turns, and one that is gone does not hide the others")
  func manyCounts() throws {
    let lodger = try Lodger()
    let gone = try lodger.order("child 0")
    try lodger.order("kill \(gone)")
    var statistics = try TaskStatistics()
    var answered: [Bool] = []
    let pids = (0..<200).map { $0 % 3 == 2 ? gone : lodger.pid }
    try statistics.ask(pids) { place, answer in
      #expect(place == answered.count)
      switch answer {
      case .success(let counts): answered.append(counts.slices > 0)
      case .failure(let error): answered.append(error != .noSuchProcess)
      }
    }
    #expect(answered == pids.map { $0 == lodger.pid })
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
    var scanner = try NamespaceScanner(root: tree.path, live: true)
    _ = try scanner.scan()
    try tree.remove(10)
    try tree.add(10, start: 100, links: ["uts": 900])
    #expect(try scanner.scan().process(pid: 10)?.links[.uts] == 900)
  }
}
