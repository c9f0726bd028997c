internal import Kernel
internal import Namespaces
internal import Procfs

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

  /// What the kernel did not show.
  private(set) var hidden = Hidden()

  /// How many objects the kernel did not show.
  struct Hidden: Sendable {
    /// Processes whose descriptors could not be listed.
    var processes = 0

    /// Sockets that could not be asked.
    var sockets = 0
  }

  /// Creates a search below `root`, normally `/proc`.
  init(root: String, sources: ScanSources) throws(Errno) {
    proc = try Descriptor.open(root, Descriptor.directoryPath)
    nsfs = try? proc.fileIdentity(of: ProcPath(Host.processID, "ns/user")).device
    self.sources = sources
  }

  /// What the descriptors of a process keep alive.
  ///
  /// - Parameters:
  ///   - pid: the process.
  ///   - hasThreads: whether it has several threads, which may have descriptors of their own.
  /// - Returns: the namespaces, each with the descriptor.
  mutating func findings(of pid: Int32, hasThreads: Bool) -> [Finding] {
    var findings: [Finding] = []
    do {
      try search(Table(pid: pid), &findings)
      guard hasThreads, nsfs != nil, sources.contains(.threads) else { return findings }
      for tid in try threadsApart(in: pid) { try search(Table(pid: pid, tid: tid), &findings) }
    } catch {
      if !error.isGone { hidden.processes += 1 }
    }
    return findings
  }

  /// A table of descriptors: that of a process, or of one of its threads.
  private struct Table {
    var pid: Int32
    var tid: Int32?

    var directory: ProcPath {
      tid.map { ProcPath(pid, task: $0, "fd") } ?? ProcPath(pid, "fd")
    }

    /// The process or thread that pidfd_getfd(2) copies from.
    func handle() throws(Errno) -> ProcessHandle {
      guard let tid else { return try ProcessHandle(pid: pid) }
      return try ProcessHandle(tid: tid)
    }
  }

  /// The threads of a process with a table of their own, of those that share one the first.
  ///
  /// - Throws: ESRCH when the process is gone.
  private mutating func threadsApart(in pid: Int32) throws(Errno) -> [Int32] {
    let directory = try proc.open(ProcPath(pid, "task"), Descriptor.directory)
    numbers.removeAll(keepingCapacity: true)
    try directory.forEachNumber(buffer: &buffer) { numbers.append($0) }
    var owners = [pid]
    for tid in numbers where tid != pid {
      // A kernel without kcmp(2) does not tell; then none counts as apart.
      let isShared = owners.contains { (try? DescriptorTable.isShared(by: $0, and: tid)) != false }
      if !isShared { owners.append(tid) }
    }
    return Array(owners.dropFirst())
  }

  private mutating func search(_ table: Table, _ findings: inout [Finding]) throws(Errno) {
    let (pid, tid) = (table.pid, table.tid)
    let directory = try proc.open(table.directory, Descriptor.directory)
    numbers.removeAll(keepingCapacity: true)
    try directory.forEachNumber(buffer: &buffer) { numbers.append($0) }
    var process: ProcessHandle?
    for number in numbers {
      guard let count = try? directory.readLink(ProcPath(number: number), into: &target) else {
        continue
      }
      let holder = Holder.descriptor(pid: pid, tid: tid, fd: number)
      switch FileLink(target.span.extracting(0..<count)) {
      case .namespace(let kind, let inode) where sources.contains(.descriptors):
        guard let kind = NamespaceKind(name: kind) else { continue }
        findings.append(Finding(kind: kind, inode: inode, holder: holder))
      case .socket(let inode) where sources.contains(.sockets):
        guard let network = network(ofSocket: inode, table, fd: number, &process) else { continue }
        let holder = Holder.socket(pid: pid, tid: tid, fd: number)
        findings.append(Finding(kind: .net, inode: network, holder: holder))
      case .other where target[0] == UInt8(ascii: "/") && sources.contains(.descriptors):
        // What was opened through a bind mount has that one's path for a name.
        guard !target.span.hasPrefix("/dev/"), let finding = pinFinding(holder, directory, number)
        else { continue }
        findings.append(finding)
      default: continue
      }
    }
  }

  /// Forgets what is known of sockets, whose numbers are used again.
  mutating func forgetSockets() {
    networkOfSocket.removeAll(keepingCapacity: true)
  }

  /// The namespace that a descriptor is open on, when it is on one.
  private func pinFinding(
    _ holder: Holder, _ directory: borrowing Descriptor, _ fd: Int32
  ) -> Finding? {
    let path = ProcPath(number: fd)
    guard let nsfs, let file = try? directory.fileIdentity(of: path), file.device == nsfs,
      let handle = try? NamespaceHandle(directory.open(path)),
      let kind = NamespaceKind(cloneFlag: handle.cloneFlag)
    else { return nil }
    return Finding(kind: kind, inode: UInt32(truncatingIfNeeded: file.inode), holder: holder)
  }

  /// The network namespace of a socket; processes share sockets, but each is asked only once.
  private mutating func network(
    ofSocket inode: UInt64, _ table: Table, fd: Int32, _ process: inout ProcessHandle?
  ) -> UInt32? {
    if let known = networkOfSocket[inode] { return known }
    do {
      if process == nil { process = try table.handle() }
      guard let socket = try process?.copy(descriptor: fd) else { return nil }
      let status = try NamespaceHandle(ofSocket: socket).status()
      // The descriptor may have been given to another file since its link was read.
      guard try socket.status().inode == inode else { return nil }
      let network = UInt32(truncatingIfNeeded: status.inode)
      networkOfSocket[inode] = network
      return network
    } catch {
      if error == .notPermitted || error == .accessDenied { hidden.sockets += 1 }
      return nil
    }
  }
}
