internal import Limits
internal import Namespaces
internal import Procfs
internal import SystemCalls

/// Finds the bind mounts of namespace files ("pins") in one mount namespace after the other.
struct MountSearch: ~Copyable {
  private let proc: Descriptor
  private let limits: SearchLimits
  private var buffer = [UInt8](repeating: 0, count: 65536)

  /// Mount namespaces whose mounts could not be read.
  private(set) var hidden = 0

  /// How long the mount namespaces of each user were read in this look.
  private var spent: [UserShare: Double] = [:]

  /// The pins of a mount namespace.
  struct Found: Sendable {
    var foundHolders: [FoundHolder]

    /// Whether it took too long to read all mounts.
    var isCut = false
  }

  /// Begins a look, of which every user has a share.
  mutating func beginLook() { spent.removeAll(keepingCapacity: true) }

  /// Creates a search below `root`, normally `/proc`.
  init(root: String, limits: SearchLimits) throws(Errno) {
    proc = try Descriptor.open(root, Descriptor.directoryPath)
    self.limits = limits
  }

  /// The pins in the mount namespace `inode`, whose owner is the user `uid`, seen through one of
  /// its processes or threads; nil when that is gone.
  mutating func foundHolders(in inode: UInt32, of uid: UInt32, pid: Int32, tid: Int32) -> Found? {
    timed(uid) { search, end in
      do throws(Errno) {
        // Most have none, and are told so for less; where that is unknown, `mountinfo` says why.
        if let (count, isCut) = try? search.read("mounts", pid: pid, tid: tid, until: end),
          !MountInfo.hasPins(mounts: search.buffer.span.extracting(0..<count))
        {
          return Found(foundHolders: [], isCut: isCut)
        }
        let (count, isCut) = try search.read("mountinfo", pid: pid, tid: tid, until: end)
        let text = search.buffer.span.extracting(0..<count)
        return Found(foundHolders: Self.pins(in: text, mountNamespace: inode), isCut: isCut)
      } catch {
        if error.isGone { return nil }
        search.hidden += 1
        return Found(foundHolders: [])
      }
    }
  }

  /// What `body` finds until a moment on the thread's clock, taken from the share of a user.
  ///
  /// Users other than root may stack mounts, of which the kernel lists each by going through all
  /// below it.
  private mutating func timed(
    _ uid: UInt32, _ body: (inout Self, Double) -> Found?
  ) -> Found? {
    let share = UserShare(of: uid)
    let start = Host.threadTime
    let left = limits.mountSecondsOfUser - spent[share, default: 0]
    let seconds = share == .root ? .infinity : min(left, limits.mountSeconds)
    if seconds <= 0 { return Found(foundHolders: [], isCut: true) }
    let found = body(&self, start + seconds)
    spent[share, default: 0] += Host.threadTime - start
    return found
  }

  private mutating func read(
    _ name: StaticString, pid: Int32, tid: Int32, until end: Double
  ) throws(Errno) -> (count: Int, isCut: Bool) {
    let file = try proc.open(pid == tid ? ProcPath(pid, name) : ProcPath(pid, task: tid, name))
    return try file.readOn(into: &buffer, limit: ReadLimits.mountInfo) { Host.threadTime < end }
  }

  /// The pins in a mount namespace that a thread of ours joins to look; nil where it may not.
  mutating func foundHolders(
    in namespace: borrowing NamespaceHandle, inode: UInt32, of uid: UInt32
  ) -> Found? {
    let proc = try? proc.duplicate()
    guard let proc else { return nil }
    return timed(uid) { _, end in
      guard
        let (text, isCut) = try? namespace.mountInfo(proc: proc, while: { Host.threadTime < end })
      else { return nil }
      return Found(foundHolders: Self.pins(in: text.span, mountNamespace: inode), isCut: isCut)
    }
  }

  /// Counts a mount namespace as one whose mounts could not be read.
  mutating func countHidden(_ count: Int = 1) { hidden += count }

  /// The first of some processes and threads that sees all mounts of its mount namespace.
  mutating func viewpoint(among tasks: some Sequence<HolderSearch.Task>) -> HolderSearch.Task? {
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

  private static func pins(in text: Span<UInt8>, mountNamespace: UInt32) -> [FoundHolder] {
    var foundHolders: [FoundHolder] = []
    MountInfo.forEachPin(in: text) { kind, inode, path in
      guard let kind = NamespaceKind(name: kind) else { return }
      let holder = Holder.mount(path: RawPath(bytes: path), mountNamespace: mountNamespace)
      foundHolders.append(FoundHolder(kind: kind, inode: inode, holder: holder))
    }
    return foundHolders
  }
}
