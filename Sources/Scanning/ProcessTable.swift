internal import BPFIterators
internal import Limits
internal import Namespaces
internal import Procfs
internal import SystemCalls

/// The processes of the host, kept up to date from one look to the next.
struct ProcessTable: ~Copyable {
  /// The processes, by ascending pid.
  private(set) var records: [ProcessRecord] = []

  /// The pids of the processes that the last ``refresh()`` read, again or for the first time.
  private(set) var changed: [Int32] = []

  /// Those of the ``changed`` that have several threads.
  private(set) var threaded: Set<Int32> = []

  /// Those of the ``changed`` that the pass over all tasks did not tell of: they began after it, or
  /// the kernel keeps them from it.
  private(set) var unlisted: [Int32] = []

  /// The pids of the processes that the last ``refresh()`` no longer found.
  private(set) var gone: [Int32] = []

  /// Whether the last ``refresh()`` found a process that is new, gone, or in another place: in
  /// other namespaces, or below another parent.
  private(set) var hasMoved = true

  private let options: ProcessReader.Options
  private let only: [Int32]?
  private let proc: Descriptor
  private var reader: ProcessReader

  /// All tasks in one pass, where the kernel hands them over.
  private var pass: TaskIterator?
  private var watched: [ProcessReader.Watched] = []
  private var listing = [UInt8](repeating: 0, count: 1 << 15)
  private var forksAtListing: UInt64?

  /// The last process that was asked about although its clock stood still.
  private var lastAsked: Int32 = 0
  private var endedWhileReading: [Int32] = []

  /// Creates an empty table.
  ///
  /// - Parameters:
  ///   - options: how to read the processes.
  ///   - only: the only processes to look at; nil for all.
  ///   - pass: what hands over all tasks in one pass; nil to read the links of each.
  /// - Throws: when the directory cannot be opened.
  init(
    _ options: ProcessReader.Options, only: [Int32]? = nil, pass: consuming TaskIterator? = nil
  ) throws(Errno) {
    let proc = try Descriptor.open(options.root, Descriptor.directory)
    let reader = try ProcessReader(options)
    self.proc = proc
    self.reader = reader
    self.options = options
    self.only = only?.sorted()
    self.pass = pass
  }

  /// Tells from now on which processes are waited for.
  func report(to progress: LookProgress) { options.stuck.report(to: progress) }

  /// Looks at all processes and reads those that may have changed.
  ///
  /// - Parameter meanwhile: what is begun once all tasks were handed over, where the kernel does
  ///   so.
  /// - Throws: when the directory cannot be read any more.
  mutating func refresh(meanwhile: () -> Void = {}) throws(Errno) {
    options.stuck.beginLook()
    reader.beginLook()
    pass?.refresh()
    meanwhile()
    let counts = systemCounts()
    if let counts, counts.stolen > 0 { countRuns() }
    let listed = try listProcesses(forks: counts?.forks)
    let (kept, stale) = sort(listed: listed)
    let fresh = read(stale)
    merge(kept: kept, fresh: fresh)
    shortenCommands()
    if pass != nil { unlisted = changed.filter { pass?.task($0) == nil } }
    // It is as large as the table.
    pass?.clear()
    options.stuck.forget(gone)
  }

  /// The processes whose command lines are cut, by user.
  private(set) var cutCommands = Cuts()

  /// The processes of which not all threads were looked at, each with its user.
  var cutThreads: [Int32: UInt32] { users { $0.hasMoreThreads } }

  /// The processes whose numbers in nested pid namespaces were not read, by user.
  var cutNumbers: Cuts { Cuts(users { $0.lacksNumbers }.values) }

  private func users(where isCut: (ProcessReader.Watched) -> Bool) -> [Int32: UInt32] {
    var users: [Int32: UInt32] = [:]
    for index in watched.indices where isCut(watched[index]) {
      users[records[index].pid] = records[index].uid
    }
    return users
  }

  /// The processes whose command lines did not come, those that did not answer first.
  var unanswered: (stuck: [Int32], passedOver: [Int32]) { options.stuck.unanswered }

  /// Has runs counted for which clocks may not move; not where all tasks are handed over with their
  /// namespaces.
  mutating func countRuns() {
    if pass == nil { reader.detector?.countRuns() }
  }

  /// Reads what a list shows of processes of which only the namespaces were read.
  mutating func complete(_ pids: Set<Int32>) {
    guard options.detail == .namespaces else { return }
    let indices = records.indices.filter { pids.contains(records[$0].pid) }
    let parts = concurrently(onPartsOf: indices.map { records[$0] }) { [options] slice in
      var completed = Array(slice)
      guard var reader = try? ProcessReader(options) else { return completed }
      reader.complete(&completed)
      return completed
    }
    for (index, record) in zip(indices, parts.joined()) { records[index] = record }
    shortenCommands()
  }

  /// Cuts command lines of which more is kept for one user than a limit.
  private mutating func shortenCommands() {
    var commandLines = CommandLines()
    for index in records.indices { commandLines.shorten(&records[index]) }
    cutCommands = commandLines.cuts
  }

  // MARK: Which processes there are

  /// The pids in `/proc`, ascending; nil when none can have been added since the last listing.
  private mutating func listProcesses(forks: UInt64?) throws(Errno) -> [Int32]? {
    if let only { return only }
    if reader.detector != nil, let forks, forks == forksAtListing { return nil }
    var pids: [Int32] = []
    pids.reserveCapacity(records.count + 64)
    let directory = try proc.open(".", Descriptor.directory)
    try directory.forEachNumber(buffer: &listing) { pids.append($0) }
    forksAtListing = forks
    // The kernel lists them in order; a fixture tree need not.
    if !zip(pids, pids.dropFirst()).allSatisfy(<) { pids.sort() }
    return pids
  }

  /// What the kernel counts of the host; nil where processes are read only once.
  private mutating func systemCounts() -> SystemCounts? {
    guard reader.detector != nil, let file = try? proc.open("stat"),
      let count = try? file.readWhole(into: &listing)
    else { return nil }
    return SystemCounts(listing.span.extracting(0..<count))
  }

  // MARK: Which of them may have changed

  /// A process to be read, with the index of its record where it has one.
  private struct Stale {
    var pid: Int32
    var index: Int?
  }

  /// Sorts the processes into those whose records (by index) still hold and those to be read.
  private mutating func sort(listed: [Int32]?) -> (kept: [Int], stale: [Stale]) {
    var kept: [Int] = []
    var stale: [Stale] = []
    kept.reserveCapacity(records.count)
    gone.removeAll(keepingCapacity: true)
    // Those whose command lines are still owed.
    let due = reader.detector == nil ? [] : options.stuck.due
    var next = 0
    for index in records.indices {
      let pid = records[index].pid
      var isListed = true
      if let listed {
        while next < listed.count, listed[next] < pid {
          stale.append(Stale(pid: listed[next]))
          next += 1
        }
        isListed = next < listed.count && listed[next] == pid
        if isListed { next += 1 }
      }
      switch isListed ? activity(at: index) : .gone {
      case .idle where !due.contains(pid): kept.append(index)
      case .idle, .ran: stale.append(Stale(pid: pid, index: index))
      case .gone:
        gone.append(pid)
        // The number may have been given to another process.
        if listed != nil, isListed { stale.append(Stale(pid: pid)) }
      }
    }
    for pid in (listed ?? []).dropFirst(next) { stale.append(Stale(pid: pid)) }
    let moved = orphans(among: kept).union(processesWithStolenTime(among: kept))
    if moved.isEmpty { return (kept, stale) }
    stale += moved.map { Stale(pid: records[$0].pid, index: $0) }
    return (kept.filter { !moved.contains($0) }, stale.sorted { $0.pid < $1.pid })
  }

  /// The children of processes that ended: their parent changed, although they did not run.
  private func orphans(among kept: [Int]) -> Set<Int> {
    let parents = Set(gone + endedWhileReading)
    if parents.isEmpty { return [] }
    return Set(kept.filter { parents.contains(records[$0].parent) })
  }

  /// Those that ran although their clocks stand still: of all, or of those whose turn it is.
  private mutating func processesWithStolenTime(among kept: [Int]) -> Set<Int> {
    guard reader.detector?.countsRuns == true, !kept.isEmpty else { return [] }
    let start = kept.firstIndex { records[$0].pid > lastAsked } ?? 0
    let turn = (0..<min(kept.count, options.share)).map { kept[(start + $0) % kept.count] }
    lastAsked = turn.last.map { records[$0].pid } ?? 0
    let counts = reader.detector?.counts(of: turn.map { records[$0].pid }) ?? []
    return Set(zip(turn, counts).filter { watched[$0].watch.counted != $1 }.map(\.0))
  }

  private mutating func activity(at index: Int) -> ChangeDetector.Activity {
    guard reader.detector != nil else { return .ran }
    if let task = pass?.task(records[index].pid) { return activity(at: index, of: task) }
    var activity = reader.detector?.activity(&watched[index].watch) ?? .ran
    if reader.detector?.seesThreads == true { return activity }
    for thread in watched[index].threads.indices where activity == .idle {
      if reader.detector?.peek(watched[index].threads[thread].watch) != .idle { activity = .ran }
    }
    return activity
  }

  /// The verdict on a process of which the kernel handed over all that tells it.
  private mutating func activity(
    at index: Int, of task: TaskIterator.Task
  ) -> ChangeDetector.Activity {
    let activity = reader.detector?.activity(&watched[index].watch, of: task) ?? .ran
    let isInPlace = task.isIn(records[index].links) && areThreadsInPlace(in: records[index])
    return isInPlace ? activity : .ran
  }

  private func areThreadsInPlace(in record: borrowing ProcessRecord) -> Bool {
    guard options.threads, let tids = pass?.divergentThreads(of: record.pid) else { return true }
    return tids.elementsEqual(record.divergentThreads) { tid, thread in
      tid == thread.tid && pass?.task(tid)?.isIn(thread.links) == true
    }
  }

  // MARK: Reading

  /// A process that was read, with the index of the record that it had.
  private struct Fresh {
    var reading: ProcessReader.Reading
    var index: Int?
  }

  /// Reads processes; those that ended meanwhile are left out.
  private mutating func read(_ stale: [Stale]) -> [Fresh] {
    endedWhileReading.removeAll(keepingCapacity: true)
    var fresh: [Fresh] = []
    fresh.reserveCapacity(stale.count)
    // Asked before anything is read, as the clocks are.
    let counts = reader.detector?.counts(of: stale.map(\.pid)) ?? []
    for (place, reading) in readings(stale.map { order($0) }).enumerated() {
      let process = stale[place]
      guard var reading else {
        endedWhileReading.append(process.pid)
        if process.index != nil { gone.append(process.pid) }
        continue
      }
      if let index = process.index, records[index].startTicks != reading.record.startTicks {
        // Another process by now: those whose parent the old one was have got another.
        endedWhileReading.append(process.pid)
      }
      if !counts.isEmpty { reading.watched.watch.counted = counts[place] }
      fresh.append(Fresh(reading: reading, index: process.index))
    }
    return fresh
  }

  private func order(_ process: Stale) -> ProcessReader.Request {
    var order = ProcessReader.Request(pid: process.pid)
    order.known = process.index.map {
      ProcessReader.Reading(record: records[$0], watched: watched[$0])
    }
    order.task = pass?.task(process.pid)
    for tid in pass?.divergentThreads(of: process.pid) ?? [] {
      if let task = pass?.task(tid) { order.divergentThreads.append((tid, task)) }
    }
    return order
  }

  /// Reads processes, many of them on all processors; nil stands for one that ended.
  private mutating func readings(
    _ orders: [ProcessReader.Request]
  ) -> [ProcessReader.Reading?] {
    if orders.count < elementsPerThread { return reader.read(orders) }
    let parts = concurrently(onPartsOf: orders) { [options] slice in
      guard var reader = try? ProcessReader(options) else {
        return [ProcessReader.Reading?](repeating: nil, count: slice.count)
      }
      return reader.read(slice)
    }
    return Array(parts.joined())
  }

  // MARK: Putting together

  /// Makes the new table of the kept records and the fresh ones, both by ascending pid.
  private mutating func merge(kept: [Int], fresh: [Fresh]) {
    changed = fresh.map(\.reading.record.pid)
    threaded = Set(fresh.lazy.filter { $0.reading.record.threads > 1 }.map(\.reading.record.pid))
    let isSameSet =
      kept.count + fresh.count == records.count && fresh.allSatisfy { $0.index != nil }
    hasMoved = !isSameSet
    if isSameSet { return replace(fresh) }
    var newRecords: [ProcessRecord] = []
    var newWatched: [ProcessReader.Watched] = []
    newRecords.reserveCapacity(kept.count + fresh.count)
    newWatched.reserveCapacity(kept.count + fresh.count)
    var next = 0
    for process in fresh {
      while next < kept.count, records[kept[next]].pid < process.reading.record.pid {
        newRecords.append(records[kept[next]])
        newWatched.append(watched[kept[next]])
        next += 1
      }
      newRecords.append(process.reading.record)
      newWatched.append(process.reading.watched)
    }
    for index in kept[next...] {
      newRecords.append(records[index])
      newWatched.append(watched[index])
    }
    (records, watched) = (newRecords, newWatched)
  }

  /// Puts fresh records at the places of those that the same processes had.
  private mutating func replace(_ fresh: [Fresh]) {
    for process in fresh {
      guard let index = process.index else { continue }
      hasMoved = hasMoved || !records[index].isInSamePlace(as: process.reading.record)
      records[index] = process.reading.record
      watched[index] = process.reading.watched
    }
  }
}

extension ProcessRecord {
  /// Whether the other is the same process, with the same parent and in the same namespaces.
  fileprivate func isInSamePlace(as other: borrowing ProcessRecord) -> Bool {
    startTicks == other.startTicks && parent == other.parent && links == other.links
      && divergentThreads == other.divergentThreads && nestedPIDs == other.nestedPIDs
  }
}

extension TaskIterator.Task {
  /// Whether it is in these namespaces, as far as links tell.
  fileprivate func isIn(_ links: NamespaceLinks) -> Bool {
    inodes.indices.allSatisfy { inodes[$0] == links[slot: $0] }
  }
}
