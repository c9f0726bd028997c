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
    var options = ProcessReader.Options(linkSlots: Array(NamespaceLinks.names.indices), live: true)
    if !asksClocks { options.clock = nil }
    return try ProcessTable(options)
  }

  @Test("of thousands of moves at random moments not one is missed")
  func wandering() throws {
    let helper = try HelperProcess()
    var scanner = try NamespaceScanner(sources: .threads, live: true)
    for burst in 0..<150 {
      // Twenty moves, with scans running right through them.
      helper.begin("wander \(burst)")
      for _ in 0..<4 { _ = try scanner.scan() }
      try helper.finish()
      let (shown, real) = try seen(scanner.scan(), helper.pid)
      #expect(shown == real, "after burst \(burst)")
    }
  }

  @Test("every single move shows at the next scan")
  func singleMoves() throws {
    let helper = try HelperProcess()
    var scanner = try NamespaceScanner(sources: .threads, live: true)
    for move in 0..<300 {
      if move % 3 == 2 {
        try helper.order("join /proc/self/ns/uts")
      } else {
        try helper.order("unshare \(Self.uts)")
      }
      let (shown, real) = try seen(scanner.scan(), helper.pid)
      #expect(shown == real, "after move \(move)")
    }
  }

  @Test("a thread that moves shows, while the main thread sleeps")
  func threads() throws {
    let helper = try HelperProcess()
    var scanner = try NamespaceScanner(sources: .threads, live: true)
    _ = try scanner.scan()
    for _ in 0..<20 {
      let tid = try helper.order("thread \(Self.uts)")
      let divergentThreads = try process(helper.pid, &scanner).divergentThreads
      #expect(divergentThreads.contains { $0.tid == tid })
    }
  }

  @Test("a program that replaces itself shows under its new name")
  func exec() throws {
    let helper = try HelperProcess()
    var scanner = try NamespaceScanner(sources: .threads, live: true)
    #expect(try process(helper.pid, &scanner).command.hasSuffix("/HelperProcess"))
    try helper.order("exec")
    #expect(try process(helper.pid, &scanner).command == "lodger-again")
    try helper.order("name renamed")
    #expect(try process(helper.pid, &scanner).name == "renamed")
  }

  @Test("children that come and go show, and orphans get their new parent")
  func children() throws {
    let helper = try HelperProcess()
    var scanner = try NamespaceScanner(sources: .threads, live: true)
    for _ in 0..<20 {
      let child = try helper.order("child \(Self.net)")
      let there = try process(child, &scanner)
      #expect(there.parent == helper.pid)
      try helper.order("kill \(child)")
      #expect(try scanner.scan().process(pid: child) == nil)
    }
  }

  @Test(
    "with the clocks of processes and without the answer is the same", arguments: [true, false])
  func clocks(_ asksClocks: Bool) throws {
    let helper = try HelperProcess()
    var table = try Self.table(asksClocks: asksClocks)
    for move in 0..<100 {
      try helper.order("unshare \(Self.uts)")
      try table.refresh()
      let shown = table.records.first { $0.pid == helper.pid }?.links[.uts]
      #expect("uts:[\(shown ?? 0)]" == RealProcess.link(helper.pid, "uts"), "after move \(move)")
    }
    try table.refresh()
    try table.refresh()
    #expect(!table.changed.contains(helper.pid))
    let tid = try helper.order("thread \(Self.uts)")
    try table.refresh()
    let divergentThreads = table.records.first { $0.pid == helper.pid }?.divergentThreads
    #expect(divergentThreads?.map(\.tid) == [tid])
  }

  @Test("what a clock does not count shows all the same, of many processes when it is their turn")
  func processesWithStolenTime() throws {
    let helper = try HelperProcess()
    var options = ProcessReader.Options(linkSlots: Array(NamespaceLinks.names.indices), live: true)
    options.clock = { _ in 1 }
    options.share = 10
    var table = try ProcessTable(options)
    table.countRuns()
    try table.refresh()
    for move in 0..<5 {
      try helper.order("unshare \(Self.uts)")
      for _ in 0...table.records.count / 10 { try table.refresh() }
      let shown = table.records.first { $0.pid == helper.pid }?.links[.uts]
      #expect("uts:[\(shown ?? 0)]" == RealProcess.link(helper.pid, "uts"), "after move \(move)")
    }
    try table.refresh()
    #expect(!table.changed.contains(helper.pid))
  }

  @Test("the kernel's statistics count a run for each time that a process is woken")
  func everyRun() throws {
    let helper = try HelperProcess()
    var statistics = try TaskStatistics()
    for _ in 0..<100 {
      let before = try statistics.counts(of: helper.pid)
      try helper.order("name again")
      let after = try statistics.counts(of: helper.pid)
      #expect(after.slices > before.slices)
      #expect(after.switches > before.switches)
      #expect(after.nanoseconds >= before.nanoseconds)
    }
  }

  @Test("many processes are asked about in turns, and one that is gone does not hide the others")
  func manyCounts() throws {
    let helper = try HelperProcess()
    let gone = try helper.order("child 0")
    try helper.order("kill \(gone)")
    var statistics = try TaskStatistics()
    var answered: [Bool] = []
    let pids = (0..<200).map { $0 % 3 == 2 ? gone : helper.pid }
    try statistics.ask(pids) { place, answer in
      #expect(place == answered.count)
      switch answer {
      case .success(let counts): answered.append(counts.slices > 0)
      case .failure(let error): answered.append(error != .noSuchProcess)
      }
    }
    #expect(answered == pids.map { $0 == helper.pid })
  }

  @Test("a process that sleeps is not read again")
  func idle() throws {
    let helper = try HelperProcess()
    var table = try Self.table()
    try table.refresh()
    try table.refresh()
    try table.refresh()
    #expect(!table.changed.contains(helper.pid))
    try helper.order("unshare \(Self.uts)")
    try table.refresh()
    #expect(table.changed.contains(helper.pid))
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
