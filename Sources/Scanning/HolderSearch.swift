internal import BPFIterators
internal import Limits
internal import Namespaces
internal import SystemCalls

/// The search through descriptors, sockets and mounts.
///
/// Results are kept until they may have changed, so that a live scanner can spread the work over
/// several looks: what a process's descriptors are can only change when it runs, and mounts are
/// read again in turns.
struct HolderSearch: ~Copyable {
  private let root: String
  private let proc: Descriptor
  private let sources: ScanSources
  private let limits: SearchLimits
  private let isIncremental: Bool

  /// All files in one pass, where the kernel hands them over.
  private var files: FileIterator?
  private var holders: [Int32: [FoundHolder]] = [:]

  /// What the kernel did not show of the descriptors of processes.
  private var hiddenParts: [Int32: DescriptorSearch.Hidden] = [:]

  /// The processes whose search was given up.
  private let stuck = StuckProcesses(.descriptors)
  private var pending: [Int32] = []
  private var isPending: Set<Int32> = []

  /// Whether the descriptors of all processes were searched once.
  private var hasSearchedAll = false

  /// The processes with several threads, of those that were touched last.
  private var threaded: Set<Int32> = []

  /// Those that passes of the kernel's do not tell of.
  private var unlisted: Set<Int32> = []

  /// What the kernel did not show of descriptors.
  var hidden: DescriptorSearch.Hidden {
    hiddenParts.values.reduce(into: DescriptorSearch.Hidden()) { sum, part in
      sum.processes += part.processes
      sum.sockets += part.sockets
    }
  }

  /// The processes whose descriptors could not be searched in time, those that nobody had time for
  /// last.
  var unanswered: (stuck: [Int32], passedOver: [Int32]) { stuck.unanswered }

  private var mounts: MountSearch
  private var pins: [UInt32: Pins] = [:]
  private var scan = 0

  /// The visits of mount namespaces without processes that were cut short.
  private var cutVisits = Cuts()

  /// The processes of which not all descriptors were looked at, with their users.
  private var cutDescriptors: [Int32: UInt32] = [:]

  /// The pins of a mount namespace.
  private struct Pins {
    var foundHolders: [FoundHolder]
    /// Whether there may be more, which reading all would have taken too long to find.
    var isCut: Bool
    /// The user who owns the namespace.
    var owner: UInt32
    /// Through whom to read them again.
    var task: Task
    /// At which look they were read.
    var read: Int
  }

  /// What was found in a process's descriptors, and what was not shown.
  private typealias Searched = (
    foundHolders: [FoundHolder], hidden: DescriptorSearch.Hidden, cut: UInt32?
  )

  /// A process or thread.
  typealias Task = (pid: Int32, tid: Int32)

  /// Over the files of how many processes the kernel passes in the time that it takes to search
  /// one.
  private static let passed = 12

  /// After how many looks a mount namespace is read again that took too long.
  private static let restOfCut = 30

  /// How long one look may search through descriptors, the first time and later, and through
  /// mounts, in seconds.
  private static let secondsPerScan = (first: 0.1, descriptors: 0.02, mounts: 0.001)

  /// Creates a search.
  ///
  /// - Parameters:
  ///   - root: normally `/proc`.
  ///   - sources: what to search.
  ///   - isIncremental: whether one look shall do only a part of the work.
  ///   - limits: how much of what each user made is searched.
  ///   - iterators: what hands over all files in one pass; nil to list the descriptors of each.
  /// - Throws: when `root` cannot be opened.
  init(
    root: String, sources: ScanSources, isIncremental: Bool, limits: SearchLimits = SearchLimits(),
    iterators: KernelIterators? = nil
  ) throws(Errno) {
    let mounts = try MountSearch(root: root, limits: limits)
    proc = try Descriptor.open(root, Descriptor.directoryPath)
    self.mounts = mounts
    self.root = root
    self.sources = sources
    self.limits = limits
    self.isIncremental = isIncremental
    if let iterators { files = FileIterator(iterators) }
  }

  /// Tells from now on which processes are waited for.
  func report(to progress: LookProgress) { stuck.report(to: progress) }

  /// Begins what need not wait until processes are read.
  mutating func begin() {
    if !isIncremental, !sources.isDisjoint(with: [.descriptors, .sockets]) { files?.begin() }
  }

  /// Searches what may have changed.
  ///
  /// - Parameters:
  ///   - changed: the processes that are new or have run.
  ///   - threaded: those of them that have several threads.
  ///   - unlisted: those of them that passes of the kernel's do not tell of.
  ///   - gone: the processes that ended.
  ///   - processes: how many there are.
  /// - Returns: whether anything was found that was not known, or is no longer.
  mutating func search(
    changed: [Int32], threaded: Set<Int32>, unlisted: [Int32], gone: [Int32],
    among processes: Int
  ) -> Bool {
    scan += 1
    mounts.beginLook()
    if isIncremental {
      self.threaded.subtract(changed)
      self.unlisted.subtract(changed)
    }
    self.threaded.formUnion(threaded)
    self.unlisted.formUnion(unlisted)
    var hasChanged = false
    for pid in gone {
      self.threaded.remove(pid)
      self.unlisted.remove(pid)
      hiddenParts[pid] = nil
      if holders.removeValue(forKey: pid) != nil { hasChanged = true }
      cutDescriptors[pid] = nil
    }
    stuck.beginLook()
    stuck.forget(gone)
    if !sources.isDisjoint(with: [.descriptors, .sockets]) {
      hasChanged = searchDescriptors(changed, among: processes) || hasChanged
    }
    if sources.contains(.mounts), isIncremental { hasChanged = readMountsAgain() || hasChanged }
    return hasChanged
  }

  /// What the descriptors of each process keep alive, by pid.
  var foundHolders: [FoundHolder] {
    holders.keys.sorted().flatMap { holders[$0] ?? [] }
  }

  /// Reads the pins of mount namespaces that were not read before, on all processors.
  ///
  /// - Parameters:
  ///   - groups: the namespaces.
  ///   - owners: the users who own them, by their inodes; root where none is known.
  mutating func readPins(
    of groups: some Sequence<NamespaceGroups.Group>, owners: [UInt32: UInt32]
  ) {
    let unread = groups.filter { pins[$0.inode] == nil }
    let (root, limits, scan) = (root, limits, scan)
    let parts = concurrently(onPartsOf: unread) { slice in
      var read: [UInt32: Pins] = [:]
      guard var mounts = try? MountSearch(root: root, limits: limits) else {
        return (read: read, hidden: 0)
      }
      for group in slice {
        guard let task = mounts.viewpoint(among: group.tasks) else { continue }
        let owner = owners[group.inode] ?? 0
        let found = mounts.foundHolders(
          in: group.inode, of: owner, pid: task.pid, tid: task.tid)
        read[group.inode] = found.map {
          Pins(foundHolders: $0.foundHolders, isCut: $0.isCut, owner: owner, task: task, read: scan)
        }
      }
      return (read: read, hidden: mounts.hidden)
    }
    for part in parts {
      pins.merge(part.read) { $1 }
      mounts.countHidden(part.hidden)
    }
  }

  /// The pins in a mount namespace, seen through one of its processes or threads.
  mutating func pins(in inode: UInt32, of owner: UInt32, task: Task) -> [FoundHolder] {
    if pins[inode]?.task != nil {
      pins[inode]?.task = task
    } else if let found = mounts.foundHolders(in: inode, of: owner, pid: task.pid, tid: task.tid) {
      pins[inode] = Pins(
        foundHolders: found.foundHolders, isCut: found.isCut, owner: owner, task: task, read: scan)
    }
    return pins[inode]?.foundHolders ?? []
  }

  /// The pins in a mount namespace that `open` opens, seen by a thread that joins it; nil where
  /// that is forbidden.
  mutating func pins(
    in inode: UInt32, of owner: UInt32, open: () throws(Errno) -> NamespaceHandle
  ) -> [FoundHolder]? {
    guard let namespace = try? open(),
      let found = mounts.foundHolders(in: namespace, inode: inode, of: owner)
    else { return nil }
    if found.isCut { cutVisits.add(owner) }
    return found.foundHolders
  }

  /// The mount namespaces of which not all mounts were read, by owner.
  var cutMounts: Cuts {
    var cuts = cutVisits
    for pins in pins.values where pins.isCut { cuts.add(pins.owner) }
    return cuts
  }

  /// The processes of which not all descriptors were looked at, by user.
  var cutProcesses: Cuts {
    var cuts = Cuts()
    for uid in cutDescriptors.values { cuts.add(uid) }
    return cuts
  }

  /// Forgets the mount namespaces without processes that were visited, before they are visited
  /// again.
  mutating func beginVisits() { cutVisits = Cuts() }

  /// The first of some processes and threads that sees all mounts of its mount namespace.
  mutating func viewpoint(among tasks: some Sequence<Task>) -> Task? {
    mounts.viewpoint(among: tasks)
  }

  /// Counts a mount namespace as one whose pins could not be read.
  mutating func countHiddenMounts() { mounts.countHidden() }

  /// Mount namespaces whose pins could not be read.
  var hiddenMounts: Int { mounts.hidden }

  // MARK: Descriptors

  private mutating func searchDescriptors(_ changed: [Int32], among processes: Int) -> Bool {
    if !isIncremental {
      return takeFiles(of: changed, Set(changed)) ?? searchEach(of: changed).hasChanged
    }
    for pid in changed + stuck.due where isPending.insert(pid).inserted { pending.append(pid) }
    if pending.count * Self.passed >= processes, let hasChanged = takeFiles(of: pending, isPending)
    {
      pending.removeAll(keepingCapacity: true)
      isPending.removeAll(keepingCapacity: true)
      return hasChanged
    }
    let end =
      Host.monotonic
      + (hasSearchedAll ? Self.secondsPerScan.descriptors : Self.secondsPerScan.first)
    let (hasChanged, left) = searchEach(of: pending, until: end)
    pending = left
    isPending = Set(left)
    hasSearchedAll = hasSearchedAll || pending.isEmpty
    return hasChanged
  }

  /// Has the kernel hand over the files of some processes; nil where it does not.
  ///
  /// - Returns: whether anything was found that was not known, or is no longer.
  private mutating func takeFiles(of pids: [Int32], _ wanted: Set<Int32>) -> Bool? {
    var found: [Int32: [FoundHolder]] = [:]
    var limit = FileLimit(limits)
    var ofThreads: [(pid: Int32, foundHolder: FoundHolder)] = []
    do throws(Errno) {
      let pass: Void? = try files?.visit { [sources] file in
        guard wanted.contains(file.pid), let foundHolder = FoundHolder(file, sources),
          limit.takes(file.pid, below: proc)
        else { return }
        if file.tid == file.pid {
          found[file.pid, default: []].append(foundHolder)
        } else {
          ofThreads.append((file.pid, foundHolder))
        }
      }
      if pass == nil { return nil }
    } catch {
      return nil
    }
    // As when they are searched one by one: what threads have alone comes after what is shared.
    for (pid, foundHolder) in ofThreads { found[pid, default: []].append(foundHolder) }
    var (hasChanged, _) = searchEach(of: pids.filter(unlisted.contains))
    for pid in pids where !unlisted.contains(pid) {
      cutDescriptors[pid] = limit.cut[pid]
      hasChanged = keep(found[pid] ?? [], of: pid) || hasChanged
    }
    return hasChanged
  }

  /// Searches the descriptors of processes one by one, on all processors, and gives up those that
  /// keep the search waiting: whoever is kept inside execve(2) holds the lock that asking about
  /// descriptors takes.
  ///
  /// - Returns: whether anything was found that was not known, or is no longer, and the processes
  ///   for which there was no time until `end`.
  private mutating func searchEach(
    of pids: [Int32], until end: Double? = nil
  ) -> (hasChanged: Bool, left: [Int32]) {
    let (root, sources, limits, threaded) = (root, sources, limits, threaded)
    var hasChanged = false
    var asked = pids.filter { !stuck.rests($0) }
    while !asked.isEmpty, let timeout = stuck.timeout {
      let outcome = supervised(asked, timeout: timeout, until: end) {
        (share: Share<Int32, Searched>) in
        var search = try? DescriptorSearch(root: root, sources: sources, limits: limits)
        while let pid = share.next() {
          let foundHolders = search?.foundHolders(of: pid, hasThreads: threaded.contains(pid)) ?? []
          let hidden = search?.hidden ?? DescriptorSearch.Hidden(processes: 1)
          share.put((foundHolders, hidden, search?.cut))
        }
      }
      for (pid, (foundHolders, hidden, cut)) in outcome.done {
        cutDescriptors[pid] = cut
        stuck.clear(pid)
        hiddenParts[pid] = hidden == DescriptorSearch.Hidden() ? nil : hidden
        hasChanged = keep(foundHolders, of: pid) || hasChanged
      }
      for pid in outcome.givenUp { stuck.give(up: pid, of: 0, after: timeout) }
      asked = outcome.left
      // Without anybody given up it was the time that was over.
      if outcome.givenUp.isEmpty { break }
    }
    if end == nil { stuck.passOver(asked) }
    return (hasChanged, asked)
  }

  private mutating func keep(_ foundHolders: [FoundHolder], of pid: Int32) -> Bool {
    let old = holders[pid] ?? []
    if old == foundHolders { return false }
    holders[pid] = foundHolders.isEmpty ? nil : foundHolders
    return true
  }

  // MARK: Mounts

  /// Reads mounts that were read before again, those first that were not for longest.
  private mutating func readMountsAgain() -> Bool {
    var hasChanged = false
    let end = Host.monotonic + Self.secondsPerScan.mounts
    for (inode, old) in pins.sorted(by: { $0.value.read < $1.value.read }) {
      guard Host.monotonic < end else { break }
      // What takes long is not read at every look.
      if old.isCut, scan - old.read < Self.restOfCut { continue }
      let found = mounts.foundHolders(
        in: inode, of: old.owner, pid: old.task.pid, tid: old.task.tid)
      hasChanged = hasChanged || found?.foundHolders != old.foundHolders
      // Where the task is gone, another is found when the namespaces are gathered.
      pins[inode] = found.map {
        Pins(
          foundHolders: $0.foundHolders, isCut: $0.isCut, owner: old.owner, task: old.task,
          read: scan)
      }
    }
    return hasChanged
  }
}

extension FoundHolder {
  /// What an open file keeps alive; nil when that is not asked for.
  fileprivate init?(_ file: FileIterator.File, _ sources: ScanSources) {
    let tid = file.tid == file.pid ? nil : file.tid
    if tid != nil, !sources.contains(.threads) { return nil }
    let (pid, fd) = (file.pid, file.descriptor)
    if let flag = file.kind {
      guard sources.contains(.descriptors), let kind = NamespaceKind(cloneFlag: flag) else {
        return nil
      }
      self.init(kind: kind, inode: file.inode, holder: .descriptor(pid: pid, tid: tid, fd: fd))
    } else {
      guard sources.contains(.sockets) else { return nil }
      self.init(kind: .net, inode: file.inode, holder: .socket(pid: pid, tid: tid, fd: fd))
    }
  }
}
