internal import Limits
internal import Namespaces
internal import Procfs
internal import SystemCalls

/// Finds the namespaces that the open descriptors of processes keep alive: files of namespaces, and
/// sockets, which keep the network namespace that they were made in.
///
/// Threads mostly share the descriptors of their process; those that left them (`CLONE_FILES` of
/// unshare(2)) are searched as well. A descriptor on its way through a unix socket (unix(7),
/// `SCM_RIGHTS`) can't be found.
struct DescriptorSearch: ~Copyable {
  private let proc: Descriptor
  private let sources: ScanSources
  private var buffer = [UInt8](repeating: 0, count: 16384)
  private var target = [UInt8](repeating: 0, count: 64)
  private var numbers: [Int32] = []
  private var networkOfSocket: [UInt64: UInt32] = [:]

  /// The device of nsfs; nil in a recorded tree.
  private let nsfs: UInt64?

  /// Whether the files on a device are sockets, by the device: of one whose files are neither
  /// sockets nor namespaces, no other is looked at closely.
  private var holdsSockets: [UInt64: Bool] = [:]

  /// Whether descriptors are listed in the order of their numbers, from any of them on, so that
  /// those that are likely to be there need not be listed.
  private let isInOrder: Bool

  /// What the kernel did not show of the process that was searched last.
  private(set) var hidden = Hidden()

  /// The user of the process that was searched last, where not all of its descriptors were looked
  /// at.
  private(set) var cut: UInt32?

  /// How many descriptors and threads may still be looked at.
  private var descriptors: Allowance
  private var threads: Allowance

  /// How many objects the kernel did not show.
  struct Hidden: Sendable, Hashable {
    /// Processes whose descriptors could not be listed.
    var processes = 0

    /// Sockets that could not be asked.
    var sockets = 0
  }

  /// Creates a search below `root`, normally `/proc`.
  init(
    root: String, sources: ScanSources, limits: SearchLimits = SearchLimits()
  ) throws(Errno) {
    let proc = try Descriptor.open(root, Descriptor.directoryPath)
    nsfs = try? proc.fileIdentity(of: ProcPath(Host.processID, "ns/user")).device
    isInOrder = (try? Self.listsInOrder(proc)) ?? false
    self.proc = proc
    self.sources = sources
    descriptors = Allowance(each: ReadLimits.descriptors, ofUser: limits.descriptorsOfUser)
    threads = Allowance(each: ReadLimits.threads, ofUser: limits.threadsOfUser)
  }

  /// Whether this process's own descriptors are listed from any of them on, which is nowhere
  /// promised.
  private static func listsInOrder(_ proc: borrowing Descriptor) throws(Errno) -> Bool {
    let directory = try proc.open("self/fd", Descriptor.directory)
    try directory.seek(toDescriptor: directory.rawValue)
    var buffer = [UInt8](repeating: 0, count: 16384)
    var first: Int32?
    try directory.forEachNumber(buffer: &buffer) { first = first ?? $0 }
    return first == directory.rawValue
  }

  /// What the descriptors of a process keep alive.
  ///
  /// - Parameters:
  ///   - pid: the process.
  ///   - hasThreads: whether it has several threads, which may have descriptors of their own.
  /// - Returns: the namespaces, each with the descriptor.
  mutating func foundHolders(of pid: Int32, hasThreads: Bool) -> [FoundHolder] {
    hidden = Hidden()
    var foundHolders: [FoundHolder] = []
    cut = nil
    do {
      try search(Table(of: pid, in: proc), &foundHolders)
      guard hasThreads, nsfs != nil, sources.contains(.threads) else { return foundHolders }
      for tid in try threadsApart(in: pid) {
        try search(Table(of: pid, tid, in: proc), &foundHolders)
      }
    } catch {
      if !error.isGone { hidden.processes += 1 }
    }
    return foundHolders
  }

  /// A table of descriptors: that of a process, or of one of its threads.
  private struct Table: ~Copyable {
    let pid: Int32
    let tid: Int32?

    /// Where its descriptors are listed.
    let directory: Descriptor

    /// The process or thread that pidfd_getfd(2) copies from, once it was needed.
    private var process: ProcessHandle?

    init(of pid: Int32, _ tid: Int32? = nil, in proc: borrowing Descriptor) throws(Errno) {
      let path = tid.map { ProcPath(pid, task: $0, "fd") } ?? ProcPath(pid, "fd")
      directory = try proc.open(path, Descriptor.directory)
      self.pid = pid
      self.tid = tid
    }

    mutating func copy(_ fd: Int32) throws(Errno) -> Descriptor? {
      if process == nil {
        process = if let tid { try ProcessHandle(tid: tid) } else { try ProcessHandle(pid: pid) }
      }
      return try process?.copy(descriptor: fd)
    }
  }

  /// The threads of a process with a table of their own, of those that share one the first.
  ///
  /// - Throws: ESRCH when the process is gone.
  private mutating func threadsApart(in pid: Int32) throws(Errno) -> [Int32] {
    let directory = try proc.open(ProcPath(pid, "task"), Descriptor.directory)
    numbers.removeAll(keepingCapacity: true)
    let uid = user(of: pid)
    let left = threads.left(of: uid)
    try directory.forEachNumber(buffer: &buffer, limit: left + 1) { numbers.append($0) }
    if numbers.count > left {
      numbers.removeLast(numbers.count - left)
      cut = uid
    }
    threads.take(numbers.count, of: uid)
    var owners = [pid]
    for tid in numbers where tid != pid {
      // The kernel orders tables, so that thousands of threads with thousands of tables take no
      // longer than a search in order. Without kcmp(2) it does not tell; then none counts as apart.
      guard let place = Self.place(of: tid, among: owners) else { continue }
      if owners.count > ReadLimits.descriptorTables {
        cut = uid
        break
      }
      owners.insert(tid, at: place)
    }
    return owners.filter { $0 != pid }
  }

  /// Where the table of a thread belongs among those of others in the kernel's order; nil where one
  /// of them has the same.
  private static func place(of tid: Int32, among owners: [Int32]) -> Int? {
    var (low, high) = (0, owners.count)
    while low < high {
      let middle = (low + high) / 2
      switch try? DescriptorTable.order(of: tid, and: owners[middle]) {
      case .before?: high = middle
      case .after?: low = middle + 1
      case .same?, nil: return nil
      }
    }
    return low
  }

  private mutating func search(
    _ table: consuming Table, _ foundHolders: inout [FoundHolder]
  ) throws(Errno) {
    var next: Int32 = 0
    var isGap = false
    let size = try table.directory.status().size
    var left = allowance(of: table.pid, open: Int(clamping: size))
    let before = left
    defer { spend(before - left, of: table.pid) }
    let likely = isInOrder ? Int32(clamping: size) : 0
    // A number in vain costs more than to list a few.
    while next < likely, !isGap, left > 0 {
      left -= 1
      do throws(Errno) {
        if let foundHolder = try foundHolder(next, in: &table) { foundHolders.append(foundHolder) }
      } catch {
        isGap = true
      }
      next += 1
    }
    if next > 0 { try table.directory.seek(toDescriptor: next) }
    numbers.removeAll(keepingCapacity: true)
    let wanted = left
    try table.directory.forEachNumber(buffer: &buffer, limit: wanted + 1) { numbers.append($0) }
    for number in numbers {
      if left == 0 {
        cut = user(of: table.pid)
        break
      }
      left -= 1
      if let foundHolder = try? foundHolder(number, in: &table) { foundHolders.append(foundHolder) }
    }
  }

  /// How many descriptors of a process may be looked at; many only as far as its user's share goes.
  private func allowance(of pid: Int32, open count: Int) -> Int {
    // Most processes have few, and nobody is asked whose they are.
    if count <= ReadLimits.descriptors, isInOrder { return ReadLimits.descriptors }
    return descriptors.left(of: user(of: pid))
  }

  private mutating func spend(_ count: Int, of pid: Int32) {
    if count > ReadLimits.descriptors { descriptors.take(count, of: user(of: pid)) }
  }

  private func user(of pid: Int32) -> UInt32 { proc.user(of: pid) }

  /// What a descriptor keeps alive.
  ///
  /// - Throws: ENOENT where there is none of that number.
  private mutating func foundHolder(_ fd: Int32, in table: inout Table) throws(Errno)
    -> FoundHolder?
  {
    let link = ProcLink(number: fd)
    var file: (device: UInt64, inode: UInt64)?
    if nsfs != nil {
      do {
        file = try table.directory.fileIdentity(of: link)
      } catch {
        // Where one may not ask about the file, its link may still tell.
        if error.isGone { throw error }
      }
    }
    if let file, file.device != nsfs, let holdsSockets = holdsSockets[file.device] {
      return holdsSockets ? foundHolder(fd, ofSocket: file.inode, in: &table) : nil
    }
    let count = try table.directory.readLink(link, into: &target)
    let text = FileLink(target.span.extracting(0..<count))
    if let file { holdsSockets[file.device] = text.isSocket }
    switch text {
    case .namespace(let kind, let inode) where sources.contains(.descriptors):
      guard let kind = NamespaceKind(name: kind) else { return nil }
      let holder = Holder.descriptor(pid: table.pid, tid: table.tid, fd: fd)
      return FoundHolder(kind: kind, inode: inode, holder: holder)
    case .socket(let inode): return foundHolder(fd, ofSocket: inode, in: &table)
    // What was opened through a bind mount has that one's path for a name.
    case .other where file?.device == nsfs && sources.contains(.descriptors):
      return foundHolder(fd, ofPinIn: table)
    default: return nil
    }
  }

  private func foundHolder(_ fd: Int32, ofPinIn table: borrowing Table) -> FoundHolder? {
    // By now there may be anything at the number.
    guard let handle = try? NamespaceHandle(ProcLink(number: fd), below: table.directory),
      let kind = NamespaceKind(cloneFlag: handle.cloneFlag), let file = try? handle.status()
    else { return nil }
    let holder = Holder.descriptor(pid: table.pid, tid: table.tid, fd: fd)
    return FoundHolder(kind: kind, inode: UInt32(truncatingIfNeeded: file.inode), holder: holder)
  }

  private mutating func foundHolder(
    _ fd: Int32, ofSocket inode: UInt64, in table: inout Table
  ) -> FoundHolder? {
    guard sources.contains(.sockets), let network = network(ofSocket: inode, fd, in: &table) else {
      return nil
    }
    let holder = Holder.socket(pid: table.pid, tid: table.tid, fd: fd)
    return FoundHolder(kind: .net, inode: network, holder: holder)
  }

  /// The network namespace of a socket; processes share sockets, but each is asked only once.
  private mutating func network(
    ofSocket inode: UInt64, _ fd: Int32, in table: inout Table
  ) -> UInt32? {
    if let known = networkOfSocket[inode] { return known }
    do {
      guard let socket = try table.copy(fd) else { return nil }
      let status = try NamespaceHandle(ofSocket: socket).status()
      // The descriptor may have been given to another file since its link was read.
      guard try socket.status().inode == inode else { return nil }
      let network = UInt32(truncatingIfNeeded: status.inode)
      networkOfSocket[inode] = network
      return network
    } catch {
      // Those to helpers of this look's own are no news to anybody.
      guard error.isRefusal || error == .accessDenied, table.pid != Host.processID else {
        return nil
      }
      hidden.sockets += 1
      return nil
    }
  }
}
