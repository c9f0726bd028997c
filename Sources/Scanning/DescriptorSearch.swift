internal import Kernel
internal import Namespaces
internal import Procfs

/// Finds the namespaces that the open descriptors of processes keep alive: files of namespaces, and
/// sockets, which keep the network namespace that they were made in.
///
/// A thread with a table of descriptors of its own (`CLONE_FILES` of unshare(2)) is not looked into,
/// and a descriptor on its way through a unix socket (unix(7), `SCM_RIGHTS`) can't be.
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
  mutating func findings(of pid: Int32) -> [Finding] {
    var findings: [Finding] = []
    numbers.removeAll(keepingCapacity: true)
    do {
      let directory = try proc.open(ProcPath(pid, "fd"), Descriptor.directory)
      try directory.forEachNumber(buffer: &buffer) { numbers.append($0) }
      var process: ProcessHandle?
      for number in numbers {
        guard let count = try? directory.readLink(ProcPath(number: number), into: &target) else {
          continue
        }
        switch FileLink(target.span.extracting(0..<count)) {
        case .namespace(let kind, let inode) where sources.contains(.descriptors):
          guard let kind = NamespaceKind(name: kind) else { continue }
          let holder = Holder.descriptor(pid: pid, fd: number)
          findings.append(Finding(kind: kind, inode: inode, holder: holder))
        case .socket(let inode) where sources.contains(.sockets):
          guard let network = network(ofSocket: inode, pid: pid, fd: number, &process) else {
            continue
          }
          let holder = Holder.socket(pid: pid, fd: number)
          findings.append(Finding(kind: .net, inode: network, holder: holder))
        case .other where target[0] == UInt8(ascii: "/") && sources.contains(.descriptors):
          // What was opened through a bind mount has that one's path for a name.
          guard !target.span.hasPrefix("/dev/"),
            let finding = pinFinding(pid: pid, fd: number)
          else { continue }
          findings.append(finding)
        default: continue
        }
      }
    } catch {
      if !error.isGone { hidden.processes += 1 }
    }
    return findings
  }

  /// Forgets what is known of sockets, whose numbers are used again.
  mutating func forgetSockets() {
    networkOfSocket.removeAll(keepingCapacity: true)
  }

  /// The namespace that a descriptor is open on, when it is on one.
  private func pinFinding(pid: Int32, fd: Int32) -> Finding? {
    let path = ProcPath(pid, descriptor: fd)
    guard let nsfs, let file = try? proc.fileIdentity(of: path), file.device == nsfs,
      let handle = try? NamespaceHandle(proc.open(path)),
      let kind = NamespaceKind(cloneFlag: handle.cloneFlag)
    else { return nil }
    let inode = UInt32(truncatingIfNeeded: file.inode)
    return Finding(kind: kind, inode: inode, holder: .descriptor(pid: pid, fd: fd))
  }

  /// The network namespace of a socket; processes share sockets, but each is asked only once.
  private mutating func network(
    ofSocket inode: UInt64, pid: Int32, fd: Int32, _ process: inout ProcessHandle?
  ) -> UInt32? {
    if let known = networkOfSocket[inode] { return known }
    do {
      if process == nil { process = try ProcessHandle(pid: pid) }
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
