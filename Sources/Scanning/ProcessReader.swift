internal import BPFIterators
internal import Limits
internal import Namespaces
internal import SystemCalls

/// Reads processes with their threads, and watches them.
///
/// Each thread that scans has its own reader.
struct ProcessReader: ~Copyable {
  /// Tells which processes may have changed; nil where each is read once.
  var detector: ChangeDetector?

  private var tasks: TaskReader
  private var texts: ProcessTextReader
  private let stuck: StuckProcesses
  private let detail: ScanDetail
  private let looksAtThreads: Bool
  private var threadLimit: Allowance

  /// How processes are read.
  struct Options: Sendable {
    /// The directory to look in, normally `/proc`.
    var root = "/proc"

    /// The links that the kernel has.
    var linkSlots: [Int]

    /// Whether to look at threads beside the main ones.
    var threads = true

    /// How much to read of each process.
    var detail = ScanDetail.everything

    /// Whether they are read again and again.
    var live = false

    /// What is asked how long processes ran; nil to read their files.
    var clock: ChangeDetector.Clock? = ProcessClock.runTime

    /// Of how many processes whose clocks stand still the kernel is asked at each look whether they
    /// ran all the same, which takes as long as to ask the clocks of three times as many.
    var share = 2000

    /// How much of what each user made is looked at.
    var limits = SearchLimits()

    /// The processes whose command lines did not come.
    var stuck = StuckProcesses()
  }

  /// Creates a reader.
  ///
  /// - Throws: when the directory cannot be opened.
  init(_ options: Options) throws(Errno) {
    let tasks = try TaskReader(
      root: options.root, linkSlots: options.linkSlots, limits: options.limits)
    let proc = try Descriptor.open(options.root, Descriptor.directoryPath)
    let texts = try ProcessTextReader(proc, noting: options.stuck)
    detector = options.live ? try ChangeDetector(root: options.root, clock: options.clock) : nil
    self.tasks = tasks
    self.texts = texts
    stuck = options.stuck
    detail = options.detail
    looksAtThreads = options.threads
    threadLimit = Allowance(each: ReadLimits.threads, ofUser: options.limits.threadsOfUser)
  }

  /// Another look begins.
  mutating func beginLook() {
    threadLimit.beginLook()
    tasks.beginLook()
  }

  /// What is watched of a process.
  struct Watched: Sendable {
    var watch: ChangeDetector.WatchedTask
    var threads: [WatchedThread] = []

    /// Whether it has more threads than were looked at.
    var hasMoreThreads = false

    /// Whether its numbers in nested pid namespaces were not read.
    var lacksNumbers = false
  }

  /// What is watched of a thread that is not the main one.
  struct WatchedThread: Sendable {
    var tid: Int32
    var watch: ChangeDetector.WatchedTask
    var links: NamespaceLinks
  }

  /// A process to be read.
  struct Request: Sendable {
    var pid: Int32

    /// What was read of it last.
    var known: Reading?

    /// What the kernel handed over of it, where all tasks are taken in one pass.
    var task: TaskIterator.Task?

    /// What it handed over of its threads that are in other namespaces than the main one.
    var divergentThreads: [(tid: Int32, task: TaskIterator.Task)] = []
  }

  /// What was read of a process.
  struct Reading: Sendable {
    var record: ProcessRecord
    var watched: Watched
  }

  /// Reads processes; nil stands for one that is gone.
  mutating func read(_ orders: some Collection<Request>) -> [Reading?] {
    var readings: [Reading?] = []
    readings.reserveCapacity(orders.count)
    for order in orders { readings.append(read(order)) }
    if detail == .everything { readCommands(of: &readings, orders) }
    return readings
  }

  private mutating func readCommands(
    of readings: inout [Reading?], _ orders: some Collection<Request>
  ) {
    var places: [Int] = []
    var records: [ProcessRecord] = []
    for (place, order) in zip(readings.indices, orders) {
      guard var record = readings[place]?.record, !record.isKernelThread else { continue }
      // Where it does not come this time, it is most likely what it was.
      if let known = order.known?.record, known.startTicks == record.startTicks {
        record.command = known.command
        record.writtenCommand = known.writtenCommand
      }
      places.append(place)
      records.append(record)
    }
    readCommands(of: &records)
    for (place, record) in zip(places, records) {
      readings[place]?.record.command = record.command
      readings[place]?.record.writtenCommand = record.writtenCommand
    }
  }

  /// Reads the command lines of processes; those that do not come in time are left as they are.
  private mutating func readCommands(of records: inout [ProcessRecord]) {
    let subjects = records.map {
      ProcessTextReader.Subject(pid: $0.pid, uid: $0.uid, isBlocked: $0.state == .blocked)
    }
    var commandLines = CommandLines()
    do throws(Errno) {
      try texts.read(.commandLine, of: subjects, limit: ReadLimits.commandLine) { place, bytes in
        let isCut = bytes.count == ReadLimits.commandLine
        tasks.take(bytes, isCut: isCut, asCommandOf: &records[place])
        commandLines.shorten(&records[place])
      }
    } catch {
      stuck.passOver(subjects.map(\.pid))
    }
  }

  private mutating func read(_ order: Request) -> Reading? {
    // The watch begins before anything is read, so that no later change can be missed.
    var watched = order.known?.watched ?? Watched(watch: watch(order))
    guard var record = try? record(order) else { return nil }
    watched.watch.wasRunning = record.state == .running
    watched.lacksNumbers = detail == .everything && tasks.leftOutNumbers
    if looksAtThreads {
      if order.task == nil {
        readThreads(of: &record, &watched)
      } else {
        record.divergentThreads = order.divergentThreads.map {
          DivergentThread(tid: $0.tid, links: tasks.links(of: $0.task))
        }
      }
    }
    return Reading(record: record, watched: watched)
  }

  /// Reads what a list shows of processes of which only the namespaces were read: the user, the
  /// command line, and where that is empty the name; leaves the records of those that are gone.
  mutating func complete(_ records: inout [ProcessRecord]) {
    for index in records.indices { try? tasks.readOwner(of: &records[index]) }
    readCommands(of: &records)
    for index in records.indices where records[index].command.isEmpty {
      try? tasks.readName(of: &records[index])
    }
  }

  private mutating func record(_ order: Request) throws(Errno) -> ProcessRecord {
    switch detail {
    case .everything:
      let known = order.known?.watched.lacksNumbers == true ? nil : order.known?.record
      return try tasks.process(order.pid, before: known, task: order.task)
    case .namespaces: return try tasks.namespaces(ofProcess: order.pid, task: order.task)
    }
  }

  private mutating func watch(_ order: Request) -> ChangeDetector.WatchedTask {
    guard let task = order.task else { return watch(order.pid) }
    var watch = ChangeDetector.WatchedTask(pid: order.pid)
    _ = detector?.activity(&watch, of: task)
    return watch
  }

  private mutating func watch(_ pid: Int32, thread tid: Int32? = nil) -> ChangeDetector.WatchedTask
  {
    detector?.watch(pid: pid, tid: tid) ?? ChangeDetector.WatchedTask(pid: pid, tid: tid)
  }

  // MARK: Threads

  /// Notes the threads of a process that are in other namespaces than its main thread.
  ///
  /// Threads that did not run since the last look keep the links that were read then.
  private mutating func readThreads(of record: inout ProcessRecord, _ watched: inout Watched) {
    let old = watched.threads
    watched.threads = []
    watched.hasMoreThreads = false
    guard record.threads > 1 else { return }
    let limit = threadLimit.left(of: record.uid)
    guard let (tids, isCut) = try? tasks.threads(of: record.pid, limit: limit) else { return }
    watched.hasMoreThreads = isCut
    threadLimit.take(tids.count, of: record.uid)
    let known = Dictionary(old.map { ($0.tid, $0) }, uniquingKeysWith: { first, _ in first })
    for tid in tids where tid != record.pid {
      guard let thread = read(thread: tid, of: record.pid, known: known[tid]) else { continue }
      if detector != nil { watched.threads.append(thread) }
      if thread.links != record.links, !thread.links.isEmpty {
        record.divergentThreads.append(DivergentThread(tid: tid, links: thread.links))
      }
    }
  }

  private mutating func read(
    thread tid: Int32, of pid: Int32, known: WatchedThread?
  ) -> WatchedThread? {
    var thread =
      known ?? WatchedThread(tid: tid, watch: watch(pid, thread: tid), links: NamespaceLinks())
    if known != nil, detector?.activity(&thread.watch) == .idle { return thread }
    guard let links = try? tasks.links(ProcPath(pid, task: tid, "ns")) else { return nil }
    thread.links = links
    return thread
  }
}
