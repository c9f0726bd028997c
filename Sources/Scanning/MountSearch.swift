internal import Kernel
internal import Namespaces
internal import Procfs

/// Finds the bind mounts of namespace files ("pins") in one mount namespace after the other.
struct MountSearch: ~Copyable {
  private let proc: Descriptor
  private var buffer = [UInt8](repeating: 0, count: 65536)

  /// Mount namespaces whose mounts could not be read.
  private(set) var hidden = 0

  /// Creates a search below `root`, normally `/proc`.
  init(root: String) throws(Errno) {
    proc = try Descriptor.open(root, Descriptor.directoryPath)
  }

  /// The pins in the mount namespace `inode`, seen through one of its processes or threads; nil when
  /// that is gone.
  mutating func findings(in inode: UInt32, pid: Int32, tid: Int32) -> [Finding]? {
    do {
      // Most have none, and are told so for less; where that is unknown, `mountinfo` says why.
      if let count = try? read("mounts", pid: pid, tid: tid),
        !MountInfo.hasPins(mounts: buffer.span.extracting(0..<count))
      {
        return []
      }
      let count = try read("mountinfo", pid: pid, tid: tid)
      return Self.pins(in: buffer.span.extracting(0..<count), mountNamespace: inode)
    } catch {
      if error.isGone { return nil }
      hidden += 1
      return []
    }
  }

  private mutating func read(_ name: StaticString, pid: Int32, tid: Int32) throws(Errno) -> Int {
    let file = try proc.open(pid == tid ? ProcPath(pid, name) : ProcPath(pid, task: tid, name))
    return try file.readWhole(into: &buffer)
  }

  /// The pins in a mount namespace that a thread of ours joins to look; nil where it may not.
  func findings(in namespace: borrowing NamespaceHandle, inode: UInt32) -> [Finding]? {
    guard let text = try? namespace.mountInfo(proc: proc) else { return nil }
    return Self.pins(in: text.span, mountNamespace: inode)
  }

  /// Counts a mount namespace as one whose mounts could not be read.
  mutating func countHidden(_ count: Int = 1) { hidden += count }

  /// The first of some processes and threads that sees all mounts of its mount namespace.
  mutating func viewpoint(among tasks: some Sequence<WideSearch.Task>) -> WideSearch.Task? {
    for task in tasks where seesAll(pid: task.pid, tid: task.tid) { return task }
    return nil
  }

  /// Whether a process or thread has the root of its mount namespace as its root directory: after
  /// chroot(2) its `mountinfo` holds only what is below.
  private mutating func seesAll(pid: Int32, tid: Int32) -> Bool {
    let link = ProcLink(pid, task: tid, .root)
    guard let count = try? proc.readLink(link, into: &buffer) else { return false }
    return count == 1 && buffer[0] == UInt8(ascii: "/")
  }

  private static func pins(in text: Span<UInt8>, mountNamespace: UInt32) -> [Finding] {
    var findings: [Finding] = []
    MountInfo.forEachPin(in: text) { kind, inode, path in
      guard let kind = NamespaceKind(name: kind) else { return }
      let holder = Holder.mount(path: path, mountNamespace: mountNamespace)
      findings.append(Finding(kind: kind, inode: inode, holder: holder))
    }
    return findings
  }
}
