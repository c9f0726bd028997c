internal import BPFIterators
internal import Escaping
internal import Limits
internal import Namespaces
internal import Procfs
internal import SystemCalls

/// Reads what `/proc` tells of one process or thread, with buffers that are used again.
///
/// Each thread that scans has its own reader.
struct TaskReader: ~Copyable {
  private let proc: Descriptor
  private let linkSlots: [Int]
  private let pageSize: UInt64
  private var text = [UInt8](repeating: 0, count: 8192)
  private var target = [UInt8](repeating: 0, count: 64)

  /// Whether the kernel tells the owner of a pid: not where the pids are those of a recorded tree
  /// or of another pid namespace.
  private var asksOwner: Bool

  /// The links that were read last: most tasks have the same, and then share their memory.
  private var lastLinks = NamespaceLinks()

  /// The command line that was read last, as the kernel gave it and as text: a server's workers
  /// share one, and then share its memory.
  private var commandLine: [UInt8] = []
  private var command = ""
  private var writtenCommand: String?

  /// What may still be read of `status` files that are larger than a page.
  private var statusLimit: Allowance

  /// Whether the numbers in nested pid namespaces of the process that was read last are left out,
  /// because its user has used up what may be read of such files.
  private(set) var leftOutNumbers = false

  /// Creates a reader of the directory `root`, normally `/proc`.
  ///
  /// - Parameters:
  ///   - root: the directory.
  ///   - linkSlots: the links that the kernel has; the others are not asked for.
  ///   - pageSize: the bytes of a page of memory, in which the kernel counts.
  ///   - limits: how much is read for each user.
  /// - Throws: when `root` cannot be opened.
  init(
    root: String, linkSlots: [Int], pageSize: Int = Host.pageSize,
    limits: SearchLimits = SearchLimits()
  ) throws(Errno) {
    let proc = try Descriptor.open(root, Descriptor.directoryPath)
    asksOwner = ProcView(proc) == .own
    self.proc = proc
    self.linkSlots = linkSlots
    self.pageSize = UInt64(pageSize)
    statusLimit = Allowance(each: Self.usualStatus, ofUser: limits.statusOfUser)
  }

  /// Larger than the `status` of a process that is in few groups, in bytes.
  private static let usualStatus = 8192

  /// Another look begins.
  mutating func beginLook() { statusLimit.beginLook() }

  /// Reads a process.
  ///
  /// - Parameters:
  ///   - pid: its pid.
  ///   - before: what it was when it was read last.
  ///   - task: what the kernel handed over, where all tasks are taken in one pass.
  /// - Returns: what it is now.
  /// - Throws: ENOENT or ESRCH when the process is gone.
  mutating func process(
    _ pid: Int32, before: ProcessRecord? = nil, task: TaskIterator.Task? = nil
  ) throws(Errno) -> ProcessRecord {
    var record = ProcessRecord(pid: pid)
    try readDetails(of: &record, before: before)
    if let task { record.links = links(of: task) } else { try readLinks(of: &record) }
    return record
  }

  /// Reads the namespaces of a process, and how many threads it has.
  ///
  /// - Throws: ENOENT or ESRCH when the process is gone.
  mutating func namespaces(
    ofProcess pid: Int32, task: TaskIterator.Task? = nil
  ) throws(Errno) -> ProcessRecord {
    var record = ProcessRecord(pid: pid)
    if let task {
      record.threads = task.threads
      record.links = links(of: task)
      return record
    }
    // The kernel counts a thread as a subdirectory, for a quarter of the price of reading `stat`.
    record.threads = Int32(clamping: try proc.status(of: ProcPath(pid, "task")).links) - 2
    try readLinks(of: &record)
    return record
  }

  /// Reads everything but the links and the command line.
  ///
  /// - Throws: ENOENT or ESRCH when the process is gone.
  mutating func readDetails(
    of record: inout ProcessRecord, before: ProcessRecord? = nil
  ) throws(Errno) {
    leftOutNumbers = false
    try readStat(of: &record)
    if let before, before.startTicks == record.startTicks, let uid = owner(of: record.pid) {
      // The numbers in nested pid namespaces are for life.
      record.uid = uid
      record.nestedPIDs = before.nestedPIDs
    } else {
      try readStatus(of: &record)
    }
  }

  /// Reads the user of a process.
  ///
  /// - Throws: ENOENT or ESRCH when the process is gone.
  mutating func readOwner(of record: inout ProcessRecord) throws(Errno) {
    if let uid = owner(of: record.pid) { record.uid = uid } else { try readStatus(of: &record) }
  }

  /// Reads the name of a process, and what else stands beside it.
  ///
  /// - Throws: ENOENT or ESRCH when the process is gone.
  mutating func readName(of record: inout ProcessRecord) throws(Errno) {
    try readStat(of: &record)
  }

  private mutating func owner(of pid: Int32) -> UInt32? {
    guard asksOwner else { return nil }
    do {
      return try ProcessOwner.effectiveUser(of: pid)
    } catch {
      if error == .unknownRequest || error.isRefusal { asksOwner = false }
      return nil
    }
  }

  private mutating func readLinks(of record: inout ProcessRecord) throws(Errno) {
    do {
      record.links = try links(ProcPath(record.pid, "ns"))
    } catch .accessDenied {
      record.linksAreHidden = true
    }
  }

  /// Reads the links of a task in the directory `path`, such as `42/ns`.
  ///
  /// Links that a zombie has no more are left zero.
  ///
  /// - Throws: ENOENT or ESRCH when the task is gone, EACCES when it hides them.
  mutating func links(_ path: ProcPath) throws(Errno) -> NamespaceLinks {
    var inodes = [10 of UInt32](repeating: 0)
    let directory = try proc.open(path, Descriptor.directoryPath)
    for slot in linkSlots {
      do {
        let count = try directory.readLink(NamespaceLinks.names[slot], into: &target)
        inodes[slot] = target.span.extracting(0..<count).namespaceInode ?? 0
      } catch .noSuchFile {
        continue
      }
    }
    lastLinks = NamespaceLinks(inodes, like: lastLinks)
    return lastLinks
  }

  /// The links of a task that the kernel handed over.
  mutating func links(of task: TaskIterator.Task) -> NamespaceLinks {
    lastLinks = NamespaceLinks(task.inodes, like: lastLinks)
    return lastLinks
  }

  /// The threads of a process, no more than `limit`, and whether it has more.
  mutating func threads(
    of pid: Int32, limit: Int
  ) throws(Errno) -> (tids: [Int32], isCut: Bool) {
    var tids: [Int32] = []
    let directory = try proc.open(ProcPath(pid, "task"), Descriptor.directory)
    try directory.forEachNumber(buffer: &text, limit: limit + 1) { tids.append($0) }
    return (Array(tids.prefix(limit)), tids.count > limit)
  }

  /// Reads what a thread is called and has used.
  ///
  /// - Throws: ENOENT or ESRCH when the thread is gone.
  mutating func thread(_ tid: Int32, of pid: Int32) throws(Errno) -> ThreadRecord {
    let count = try proc.readFile(ProcPath(pid, task: tid, "stat"), into: &text)
    let line = text.span.extracting(0..<count)
    guard let stat = ProcessStat(line) else { throw .noSuchProcess }
    return ThreadRecord(
      tid: tid, name: String(visible: line.extracting(stat.nameRange)),
      state: ProcessState(rawValue: stat.state), cpuTicks: stat.cpuTicks)
  }

  private mutating func readStat(of record: inout ProcessRecord) throws(Errno) {
    let count = try proc.readFile(ProcPath(record.pid, "stat"), into: &text)
    let line = text.span.extracting(0..<count)
    guard let stat = ProcessStat(line) else { throw .noSuchProcess }
    record.name = String(visible: line.extracting(stat.nameRange))
    record.writtenName = String.written(line.extracting(stat.nameRange))
    record.state = ProcessState(rawValue: stat.state)
    record.parent = stat.parent
    record.isKernelThread = stat.isKernelThread
    record.threads = stat.threads
    record.cpuTicks = stat.cpuTicks
    record.startTicks = stat.startTicks
    let (bytes, isTooMuch) = stat.residentPages.multipliedReportingOverflow(by: pageSize)
    record.residentBytes = isTooMuch ? .max : bytes
  }

  private mutating func readStatus(of record: inout ProcessRecord) throws(Errno) {
    if statusLimit.isTouched {
      let uid = proc.user(of: record.pid)
      if statusLimit.left(of: uid) <= Self.usualStatus {
        leftOutNumbers = true
        record.uid = uid
        return
      }
    }
    let count = try proc.readFile(ProcPath(record.pid, "status"), into: &text)
    let status = ProcessStatus(text.span.extracting(0..<count))
    record.uid = status.uid
    statusLimit.take(count, of: status.uid)
    // It was made larger for a rare one.
    if count > Self.usualStatus {
      text = [UInt8](repeating: 0, count: Self.usualStatus)
    }
    if status.namespacePIDs.count > 1 { record.nestedPIDs = Array(status.namespacePIDs[1...]) }
  }

  /// Takes the beginning of a process's command line.
  ///
  /// - Parameters:
  ///   - bytes: what was read of it.
  ///   - isCut: whether there may be more.
  ///   - record: the process.
  mutating func take(_ bytes: Span<UInt8>, isCut: Bool, asCommandOf record: inout ProcessRecord) {
    if !bytes.elementsEqual(commandLine) {
      commandLine = bytes.array
      command = String(commandLine: bytes)
      writtenCommand = String.written(commandLine: bytes)
      if isCut {
        command += CommandLines.mark
        writtenCommand? += CommandLines.mark
      }
    }
    record.command = command
    record.writtenCommand = writtenCommand
  }
}

extension Span<UInt8> {
  fileprivate func elementsEqual(_ other: [UInt8]) -> Bool {
    guard count == other.count else { return false }
    for index in indices where self[index] != other[index] { return false }
    return true
  }

  fileprivate var array: [UInt8] {
    [UInt8](capacity: count) { bytes in
      for index in indices { bytes.append(self[index]) }
    }
  }
}

extension Errno {
  /// Whether the object went away between two reads, which is normal.
  var isGone: Bool { self == .noSuchProcess || self == .noSuchFile }
}
