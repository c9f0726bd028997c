/// The host's namespaces and processes as one scan saw them: a value, the same for every reader.
public struct Snapshot: Sendable {
  /// The host's name (uname(2)).
  public var host: String

  /// The kernel's release (uname(2)).
  public var kernel: String

  /// When the scan ended, in seconds after the Unix epoch.
  public var taken: Double

  /// Seconds between boot and the scan, on the clock that ``ProcessRecord/startTicks`` counts
  /// (`CLOCK_BOOTTIME`).
  public var uptime: Double

  /// What tells this run of the kernel from every other (`/proc/sys/kernel/random/boot_id`); nil
  /// when that is not known.
  public var boot: String?

  /// Who looked.
  public var observer: Observer

  /// The processes, by ascending pid.
  public var processes: [ProcessRecord]

  /// The namespaces, by kind and inode.
  public private(set) var namespaces: [Namespace]

  /// What could not be seen, and why.
  public var unseen: [Unseen]

  /// The names of the users that own processes or made namespaces, by user id.
  public var users: [UInt32: String] = [:]

  /// The containers and sandboxes that were recognised, by runtime, group and name.
  public var containers: [Container] = []

  /// The threads beside the main one of each process, by its pid; empty unless the scanner was
  /// asked to list them.
  public var threads: [Int32: [ThreadRecord]] = [:]

  /// A number that two snapshots of one live scanner share when they have the same processes at the
  /// same places, with the same parents and in the same namespaces, so that only what processes
  /// use, and what they are called, may differ; nil when nothing is known of that.
  package var structure: Int?

  private var indexOfInode: [UInt32: Int]

  /// Creates a snapshot from `processes` by ascending pid and from `namespaces` in any order, one
  /// per inode.
  public init(
    host: String, kernel: String, taken: Double, uptime: Double, observer: Observer,
    processes: [ProcessRecord], namespaces: [Namespace], unseen: [Unseen]
  ) {
    self.host = host
    self.kernel = kernel
    self.taken = taken
    self.uptime = uptime
    self.observer = observer
    self.processes = processes
    self.namespaces = namespaces.sorted { $0.id < $1.id }
    self.unseen = unseen
    indexOfInode = Dictionary(minimumCapacity: namespaces.count)
    for (index, namespace) in self.namespaces.enumerated() {
      indexOfInode[namespace.id.inode] = index
    }
  }

  /// Whether the other is known to have the same ``structure``.
  package func hasStructure(of other: borrowing Snapshot) -> Bool {
    structure != nil && structure == other.structure
  }

  /// The namespace with this inode number; nil when the scan did not see it.
  public func namespace(inode: UInt32) -> Namespace? {
    indexOfInode[inode].map { namespaces[$0] }
  }

  /// The namespace with this identity; nil when it is gone, also when its inode was reused.
  public func namespace(_ id: NamespaceID) -> Namespace? {
    namespace(inode: id.inode).flatMap { $0.id == id ? $0 : nil }
  }

  /// The process with this pid; nil when the scan did not see it.
  public func process(pid: Int32) -> ProcessRecord? {
    processIndex(pid: pid).map { processes[$0] }
  }

  /// The process with this identity; nil when it is gone, also when its pid was reused.
  public func process(_ id: ProcessID) -> ProcessRecord? {
    process(pid: id.pid).flatMap { $0.id == id ? $0 : nil }
  }

  /// The name of a user, the number where it has none.
  public func userName(_ uid: UInt32) -> String { users[uid] ?? String(uid) }

  /// The user id of a container: that of its first process, as `--user` of its engine sets it; of a
  /// sandbox or a namespace, where a process may call itself what it likes, of whoever made it.
  public func uid(of container: Container) -> UInt32 {
    guard container.form == .container else { return container.uid }
    return container.initProcess.flatMap { process($0)?.uid } ?? container.uid
  }

  /// The name of the user of a container, see ``uid(of:)``.
  public func userName(of container: Container) -> String {
    let uid = uid(of: container)
    return uid == container.uid ? container.user ?? userName(uid) : userName(uid)
  }

  /// The name of the user that runs a container, where that is another than the container's.
  public func runner(of container: Container) -> String? {
    if uid(of: container) == container.uid { return nil }
    return container.user ?? userName(container.uid)
  }

  /// How long a process has run, in seconds.
  public func age(of process: ProcessRecord) -> Double {
    let started = Double(process.startTicks) / 100
    // In a time namespace whose clocks were set back, who started before its zero did so at a
    // negative time, which the kernel tells as what is missing to 2^64 ns.
    let isBeforeZero = process.startTicks > UInt64.max / 2 / 10_000_000
    return uptime - (isBeforeZero ? started - 0x1p64 / 1e9 : started)
  }

  /// The position in ``processes`` of the process with this pid.
  public func processIndex(pid: Int32) -> Int? {
    processIndex(atLeast: pid).flatMap { processes[$0].pid == pid ? $0 : nil }
  }

  /// The position of the first process whose pid is not lower than this; nil when all are.
  private func processIndex(atLeast pid: Int32) -> Int? {
    var low = 0
    var high = processes.count
    while low < high {
      let middle = (low + high) / 2
      if processes[middle].pid < pid { low = middle + 1 } else { high = middle }
    }
    return low < processes.count ? low : nil
  }

  /// The positions in ``processes`` of those with these pids, both ascending; who was not seen is
  /// left out.
  package func positions(of pids: [Int32]) -> [Int] {
    var positions: [Int] = []
    positions.reserveCapacity(pids.count)
    var next = pids.first.flatMap { processIndex(atLeast: $0) } ?? processes.count
    for pid in pids {
      while next < processes.count, processes[next].pid < pid { next += 1 }
      if next == processes.count { break }
      if processes[next].pid == pid { positions.append(next) }
    }
    return positions
  }

  /// The namespaces of `kind`, by inode.
  public func namespaces(of kind: NamespaceKind) -> ArraySlice<Namespace> {
    let start = namespaces.firstIndex { $0.kind >= kind } ?? namespaces.endIndex
    let end = namespaces[start...].firstIndex { $0.kind != kind } ?? namespaces.endIndex
    return namespaces[start..<end]
  }
}
