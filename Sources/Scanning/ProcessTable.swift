internal import Iterating
internal import Kernel
internal import Namespaces
internal import Procfs

/// The processes of the host, kept up to date from one look to the next.
struct ProcessTable: ~Copyable {
  /// The processes, by ascending pid.
  private(set) var records: [ProcessRecord] = []

  /// The pids of the processes that the last ``refresh()`` read, again or for the first time.
  private(set) var touched: [Int32] = []

  /// Those of the ``touched`` that have several threads.
  private(set) var threaded: Set<Int32> = []

  /// The pids of the processes that the last ``refresh()`` no longer found.
  private(set) var gone: [Int32] = []

  /// Whether the last ``refresh()`` found a process that is new, gone, or in another place: in other
  /// namespaces, or below another parent.
  private(set) var hasMoved = true

  private let root: String
  private let linkSlots: [Int]
  private let looksAtThreads: Bool
  private let detail: ScanDetail
  private let only: [Int32]?
  private let proc: Descriptor
  private var reader: TaskReader
  private var detector: ChangeDetector?

  /// All tasks in one pass, where the kernel hands them over.
  private var pass: TaskPass?
  private var entries: [Entry] = []
  private var listing = [UInt8](repeating: 0, count: 1 << 15)
  private var forksAtListing: UInt64?
  private var endedWhileReading: [Int32] = []

  /// What is kept of a process beside its record.
  private struct Entry {
    var watch: ChangeDetector.Watch
    var threads: [ThreadEntry] = []
  }

  /// What is kept of a thread that is not the main one.
  private struct ThreadEntry {
    var tid: Int32
    var watch: ChangeDetector.Watch
    var links: NamespaceLinks
  }

  /// Creates an empty table of the processes below `root`.
  ///
  /// - Parameters:
  ///   - root: normally `/proc`.
  ///   - linkSlots: the links that this kernel has.
  ///   - threads: whether to look at threads beside the main ones.
  ///   - detail: how much to read of each process.
  ///   - only: the only processes to look at; nil for all.
  ///   - live: whether ``refresh()`` will be called again and again.
  ///   - iterators: what hands over all tasks in one pass; nil to read the links of each.
  ///   - asksClocks: see ``ChangeDetector``.
  /// - Throws: when `root` cannot be opened.
  init(
    root: String, linkSlots: [Int], threads: Bool, detail: ScanDetail, only: [Int32]?,
    live: Bool, iterators: KernelIterators? = nil, asksClocks: Bool = true
  ) throws(Errno) {
    let proc = try Descriptor.open(root, Descriptor.directory)
    let reader = try TaskReader(root: root, linkSlots: linkSlots)
    detector = live ? try ChangeDetector(root: root, asksClocks: asksClocks) : nil
    self.proc = proc
    self.reader = reader
    self.root = root
    self.linkSlots = linkSlots
    looksAtThreads = threads
    self.detail = detail
    self.only = only?.sorted()
    if let iterators { pass = TaskPass(iterators) }
  }

  /// Looks at all processes and reads those that may have changed.
  mutating func refresh() throws(Errno) {
    try pass?.refresh()
    let listed = try listProcesses()
    let (kept, stale) = sort(listed: listed)
    let fresh = read(stale)
    merge(kept: kept, fresh: fresh)
  }

  /// Reads the rest of the records of which only the namespaces were read.
  mutating func complete(_ pids: Set<Int32>) {
    guard detail == .namespaces else { return }
    let indices = records.indices.filter { pids.contains(records[$0].pid) }
    let (root, linkSlots) = (root, linkSlots)
    let parts = concurrently(onPartsOf: indices.map { records[$0] }) { slice in
      var completed = Array(slice)
      guard var reader = try? TaskReader(root: root, linkSlots: linkSlots) else { return completed }
      for index in completed.indices { try? reader.readDetails(of: &completed[index]) }
      return completed
    }
    for (index, record) in zip(indices, parts.joined()) { records[index] = record }
  }

  // MARK: Which processes there are

  /// The pids in `/proc`, ascending; nil when none can have been added since the last listing.
  private mutating func listProcesses() throws(Errno) -> [Int32]? {
    if let only { return only }
    if let processes = pass?.processes { return processes }
    let forks = forkCount()
    if detector != nil, let forks, forks == forksAtListing { return nil }
    var pids: [Int32] = []
    pids.reserveCapacity(records.count + 64)
    let directory = try proc.open(".", Descriptor.directory)
    try directory.forEachNumber(buffer: &listing) { pids.append($0) }
    forksAtListing = forks
    // The kernel lists them in order; a fixture tree need not.
    if !zip(pids, pids.dropFirst()).allSatisfy(<) { pids.sort() }
    return pids
  }

  /// How many processes and threads were ever made on this host (`processes` in proc_stat(5)).
  private mutating func forkCount() -> UInt64? {
    guard detector != nil, let file = try? proc.open("stat"),
      let count = try? file.readWhole(into: &listing)
    else { return nil }
    let text = listing.span.extracting(0..<count)
    var index = 0
    while index < count {
      if text.hasPrefix("processes ", at: index) {
        index += 10
        return text.decimal(at: &index)
      }
      index = text.index(of: UInt8(ascii: "\n"), from: index) + 1
    }
    return nil
  }

  // MARK: Which of them may have changed

  /// A process to be read, with the index of its record where it has one.
  private struct Stale {
    var pid: Int32
    var index: Int?

    /// What the kernel handed over of it.
    var task: TaskPass.Task?
  }

  private func stale(_ pid: Int32, at index: Int? = nil) -> Stale {
    Stale(pid: pid, index: index, task: pass?.task(pid))
  }

  /// Sorts the processes into those whose records (by index) still hold and those to be read.
  private mutating func sort(listed: [Int32]?) -> (kept: [Int], stale: [Stale]) {
    var kept: [Int] = []
    var stale: [Stale] = []
    kept.reserveCapacity(records.count)
    gone.removeAll(keepingCapacity: true)
    var next = 0
    for index in records.indices {
      let pid = records[index].pid
      var isListed = true
      if let listed {
        while next < listed.count, listed[next] < pid {
          stale.append(self.stale(listed[next]))
          next += 1
        }
        isListed = next < listed.count && listed[next] == pid
        if isListed { next += 1 }
      }
      switch isListed ? verdict(at: index) : .gone {
      case .idle: kept.append(index)
      case .ran: stale.append(self.stale(pid, at: index))
      case .gone:
        gone.append(pid)
        // The number may have been given to another process.
        if listed != nil, isListed { stale.append(self.stale(pid)) }
      }
    }
    for pid in (listed ?? []).dropFirst(next) { stale.append(self.stale(pid)) }
    return moveOrphans(kept, stale)
  }

  /// Counts the children of processes that ended among the stale: their parent changed, although
  /// they did not run.
  private func moveOrphans(_ kept: [Int], _ stale: [Stale]) -> (kept: [Int], stale: [Stale]) {
    let parents = Set(gone + endedWhileReading)
    if parents.isEmpty { return (kept, stale) }
    let orphans = kept.filter { parents.contains(records[$0].parent) }
    if orphans.isEmpty { return (kept, stale) }
    let stale = stale + orphans.map { self.stale(records[$0].pid, at: $0) }
    return (
      kept.filter { !parents.contains(records[$0].parent) }, stale.sorted { $0.pid < $1.pid }
    )
  }

  private mutating func verdict(at index: Int) -> ChangeDetector.Verdict {
    guard detector != nil else { return .ran }
    if pass != nil { return verdictOfPass(at: index) }
    var verdict = detector?.verdict(&entries[index].watch) ?? .ran
    if detector?.seesThreads == true { return verdict }
    for thread in entries[index].threads.indices where verdict == .idle {
      if detector?.peek(entries[index].threads[thread].watch) != .idle { verdict = .ran }
    }
    return verdict
  }

  /// The verdict on a process of which the kernel handed over all that tells it.
  private mutating func verdictOfPass(at index: Int) -> ChangeDetector.Verdict {
    guard let task = pass?.task(records[index].pid) else { return .gone }
    let verdict = detector?.verdict(&entries[index].watch, of: task) ?? .ran
    let isInPlace = task.isIn(records[index].links) && areThreadsInPlace(in: records[index])
    return isInPlace ? verdict : .ran
  }

  private func areThreadsInPlace(in record: borrowing ProcessRecord) -> Bool {
    guard looksAtThreads, let tids = pass?.strayThreads(of: record.pid) else { return true }
    return tids.elementsEqual(record.strayThreads) { tid, thread in
      tid == thread.tid && pass?.task(tid)?.isIn(thread.links) == true
    }
  }

  // MARK: Reading

  /// A process that was read, with the index of the record that it had.
  private struct Fresh {
    var record: ProcessRecord
    var entry: Entry
    var index: Int?
  }

  /// Reads processes; those that ended meanwhile are left out.
  private mutating func read(_ stale: [Stale]) -> [Fresh] {
    var begun: [Entry] = []
    endedWhileReading.removeAll(keepingCapacity: true)
    for process in stale {
      // The watch begins before anything is read, so that no later change can be missed.
      begun.append(process.index.map { entries[$0] } ?? Entry(watch: watch(process)))
    }
    let read = readRecords(stale)
    var fresh: [Fresh] = []
    fresh.reserveCapacity(stale.count)
    for (position, process) in stale.enumerated() {
      guard var record = read[position] else {
        endedWhileReading.append(process.pid)
        if process.index != nil { gone.append(process.pid) }
        continue
      }
      var entry = begun[position]
      entry.watch.wasRunning = record.state == .running
      if looksAtThreads { readThreads(of: &record, &entry) }
      if let index = process.index, records[index].startTicks != record.startTicks {
        // Another process by now: those whose parent the old one was have got another.
        endedWhileReading.append(process.pid)
      }
      fresh.append(Fresh(record: record, entry: entry, index: process.index))
    }
    return fresh
  }

  private mutating func watch(_ process: Stale) -> ChangeDetector.Watch {
    guard let task = process.task else { return watch(process.pid) }
    var watch = ChangeDetector.Watch(pid: process.pid)
    _ = detector?.verdict(&watch, of: task)
    return watch
  }

  private mutating func watch(_ pid: Int32, thread tid: Int32? = nil) -> ChangeDetector.Watch {
    detector?.watch(pid: pid, tid: tid) ?? ChangeDetector.Watch(pid: pid, tid: tid)
  }

  /// Reads the records of many processes on all processors; nil stands for one that ended.
  private mutating func readRecords(_ stale: [Stale]) -> [ProcessRecord?] {
    let before = detector?.seesThreads == true ? records : []
    if stale.count < worthAThread { return Self.readRecords(stale[...], before, detail, &reader) }
    let (root, linkSlots, detail) = (root, linkSlots, detail)
    let read: [[ProcessRecord?]] = concurrently(onPartsOf: stale) { slice in
      guard var reader = try? TaskReader(root: root, linkSlots: linkSlots) else {
        return Array(repeating: nil, count: slice.count)
      }
      return Self.readRecords(slice, before, detail, &reader)
    }
    return Array(read.joined())
  }

  private static func readRecords(
    _ stale: ArraySlice<Stale>, _ before: [ProcessRecord], _ detail: ScanDetail,
    _ reader: inout TaskReader
  ) -> [ProcessRecord?] {
    var records: [ProcessRecord?] = []
    records.reserveCapacity(stale.count)
    for process in stale {
      switch detail {
      case .everything:
        let known = before.isEmpty ? nil : process.index.map { before[$0] }
        records.append(try? reader.process(process.pid, before: known, task: process.task))
      case .namespaces:
        records.append(try? reader.namespaces(ofProcess: process.pid, task: process.task))
      }
    }
    return records
  }

  /// Notes the threads of a process that are in other namespaces than its main thread.
  ///
  /// Threads that did not run since the last look keep the links that were read then.
  private mutating func readThreads(of record: inout ProcessRecord, _ entry: inout Entry) {
    if let tids = pass?.strayThreads(of: record.pid) {
      record.strayThreads = tids.compactMap { tid in
        pass?.task(tid).map { StrayThread(tid: tid, links: reader.links(of: $0)) }
      }
      return
    }
    let old = entry.threads
    entry.threads = []
    guard record.threads > 1, let tids = try? reader.threads(of: record.pid) else { return }
    let known = Dictionary(old.map { ($0.tid, $0) }, uniquingKeysWith: { first, _ in first })
    for tid in tids where tid != record.pid {
      guard let thread = read(thread: tid, of: record.pid, known: known[tid]) else { continue }
      if detector != nil { entry.threads.append(thread) }
      if thread.links != record.links, !thread.links.isEmpty {
        record.strayThreads.append(StrayThread(tid: tid, links: thread.links))
      }
    }
  }

  private mutating func read(
    thread tid: Int32, of pid: Int32, known: ThreadEntry?
  ) -> ThreadEntry? {
    var thread =
      known ?? ThreadEntry(tid: tid, watch: watch(pid, thread: tid), links: NamespaceLinks())
    if known != nil, detector?.verdict(&thread.watch) == .idle { return thread }
    guard let links = try? reader.links(ProcPath(pid, task: tid, "ns")) else { return nil }
    thread.links = links
    return thread
  }

  // MARK: Putting together

  /// Makes the new table of the kept records and the fresh ones, both by ascending pid.
  private mutating func merge(kept: [Int], fresh: [Fresh]) {
    touched = fresh.map(\.record.pid)
    threaded = Set(fresh.lazy.filter { $0.record.threads > 1 }.map(\.record.pid))
    let isSameSet =
      kept.count + fresh.count == records.count && fresh.allSatisfy { $0.index != nil }
    hasMoved = !isSameSet
    if isSameSet { return replace(fresh) }
    var newRecords: [ProcessRecord] = []
    var newEntries: [Entry] = []
    newRecords.reserveCapacity(kept.count + fresh.count)
    newEntries.reserveCapacity(kept.count + fresh.count)
    var next = 0
    for process in fresh {
      while next < kept.count, records[kept[next]].pid < process.record.pid {
        newRecords.append(records[kept[next]])
        newEntries.append(entries[kept[next]])
        next += 1
      }
      newRecords.append(process.record)
      newEntries.append(process.entry)
    }
    for index in kept[next...] {
      newRecords.append(records[index])
      newEntries.append(entries[index])
    }
    (records, entries) = (newRecords, newEntries)
  }

  /// Puts fresh records at the places of those that the same processes had.
  private mutating func replace(_ fresh: [Fresh]) {
    for process in fresh {
      guard let index = process.index else { continue }
      hasMoved = hasMoved || !records[index].isInSamePlace(as: process.record)
      records[index] = process.record
      entries[index] = process.entry
    }
  }
}

extension ProcessRecord {
  /// Whether the other is the same process, with the same parent and in the same namespaces.
  fileprivate func isInSamePlace(as other: borrowing ProcessRecord) -> Bool {
    startTicks == other.startTicks && parent == other.parent && links == other.links
      && strayThreads == other.strayThreads && nestedPIDs == other.nestedPIDs
  }
}

extension TaskPass.Task {
  /// Whether it is in these namespaces, as far as links tell.
  fileprivate func isIn(_ links: NamespaceLinks) -> Bool {
    inodes.indices.allSatisfy { inodes[$0] == links[slot: $0] }
  }
}
