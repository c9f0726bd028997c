internal import Accounts
public import BPFIterators
internal import Escaping
internal import Limits
internal import NamespacePaths
public import Namespaces
internal import Procfs
package import SystemCalls

/// Looks at `/proc` and tells what it saw as a ``Snapshot``, once or again and again.
///
/// A live scanner remembers what it saw: a later look reads only what may have changed since (see
/// ``ChangeDetector``), and spreads the search through descriptors and mounts over several looks.
public struct NamespaceScanner: ~Copyable {
  /// Whether to list all threads in ``Snapshot/threads``, which costs a look at each that ran.
  public var listsThreads = false

  private let root: String
  private let proc: Descriptor
  private let sources: ScanSources
  private let limits: SearchLimits
  private let missingKinds: [NamespaceKind]
  /// Nil where only a few processes are looked at: nothing is told of the host around them.
  private let hiddenProcesses: HiddenProcesses?
  private var table: ProcessTable
  private var holderSearch: HolderSearch
  private var listnsSearch: ListnsSearch
  private var relations = NamespaceRelations()
  private var latest: Snapshot?
  private var structure = 0
  /// The processes whose descriptors are all that keeps a namespace alive.
  private var holderPIDs: Set<Int32> = []
  private var users: [UInt32: String] = [:]
  private var hostUsers = HostUsers()
  private let boot: String?
  private var threads: ThreadTable?

  /// The processes of which not all threads are listed, each with its user.
  private var unlistedThreads: [Int32: UInt32] = [:]

  /// Creates a scanner.
  ///
  /// - Parameters:
  ///   - root: the directory to look in, another than `/proc` for a recorded tree.
  ///   - sources: where to look beside the main threads of processes.
  ///   - detail: how much to read of each process; a live scanner reads everything.
  ///   - processes: the only processes to look at, when not at all of them; then users are not
  ///     named and nothing is told of what `/proc` hides.
  ///   - numbers: namespaces to look for by the numbers that the kernel never reuses (`NS_GET_ID`),
  ///     since nothing else may lead to them.
  ///   - live: whether ``scan()`` will be called again and again.
  /// - Throws: when `root` cannot be read.
  public init(
    root: String = "/proc", sources: ScanSources = .all, detail: ScanDetail = .everything,
    processes: [Int32]? = nil, numbers: [UInt64] = [], live: Bool = false
  ) throws(ScanError) {
    let isWide = root == "/proc" && sources.contains(.numbers)
    try self.init(
      root: root, sources: sources, detail: detail, processes: processes, live: live,
      listnsSearch: ListnsSearch(list: isWide ? Self.kernelList : Self.noList, wanted: numbers))
  }

  /// Creates a scanner that has the kernel hand over all tasks in one pass, which tells the same
  /// for less, and also of those whose namespaces `/proc` hides.
  ///
  /// - Parameters:
  ///   - iterators: what hands them over.
  ///   - sources: where to look beside the main threads of processes.
  ///   - detail: how much to read of each process; a live scanner reads everything.
  ///   - numbers: namespaces to look for by the numbers that the kernel never reuses (`NS_GET_ID`).
  ///   - live: whether ``scan()`` will be called again and again.
  /// - Throws: when `/proc` cannot be read.
  public init(
    _ iterators: KernelIterators, sources: ScanSources = .all, detail: ScanDetail = .everything,
    numbers: [UInt64] = [], live: Bool = false
  ) throws(ScanError) {
    let list = sources.contains(.numbers) ? Self.kernelList : Self.noList
    try self.init(
      sources: sources, detail: detail, live: live,
      listnsSearch: ListnsSearch(list: list, wanted: numbers), iterators: iterators)
  }

  private static let kernelList: ListnsSearch.List = { last throws(Errno) in
    try NamespaceList.numbers(after: last)
  }

  private static let noList: ListnsSearch.List = { _ throws(Errno) in [] }

  /// Creates a scanner that takes another list of namespaces for the kernel's, and other limits.
  init(
    root: String = "/proc", sources: ScanSources = .all, detail: ScanDetail = .everything,
    processes: [Int32]? = nil, live: Bool = false, listnsSearch: consuming ListnsSearch,
    limits: SearchLimits = SearchLimits(), iterators: KernelIterators? = nil
  ) throws(ScanError) {
    if root == "/proc", ProcView.here == .missing, (try? FileStatus(path: root)) != nil {
      throw .noProc
    }
    do {
      let proc = try Descriptor.open(root, Descriptor.directory)
      let slots = Self.linkSlots(in: proc)
      let options = ProcessReader.Options(
        root: root, linkSlots: slots, threads: sources.contains(.threads),
        detail: live ? .everything : detail, live: live, limits: limits)
      let table = try ProcessTable(
        options, only: processes, pass: iterators.map { TaskIterator($0) })
      let holderSearch = try HolderSearch(
        root: root, sources: sources, isIncremental: live, limits: limits, iterators: iterators)
      self.root = root
      boot = (try? proc.open("sys/kernel/random/boot_id").contents()).map {
        String(decoding: $0.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
      }
      self.proc = proc
      self.sources = sources
      self.limits = limits
      hiddenProcesses = processes == nil ? HiddenProcesses(root: root, proc: self.proc) : nil
      missingKinds = NamespaceKind.allCases.filter { !slots.contains(Int($0.rawValue)) }
      self.table = table
      self.holderSearch = holderSearch
      self.listnsSearch = listnsSearch
    } catch {
      throw ScanError(root: root, reason: error)
    }
  }

  /// Tells from now on which processes a look waits for.
  package func report(to progress: LookProgress) {
    table.report(to: progress)
    holderSearch.report(to: progress)
  }

  /// Looks at the host.
  ///
  /// What vanishes in between, hides or cannot be read does not stop the scan; it is counted in
  /// ``Snapshot/unseen``.
  ///
  /// - Returns: what there is.
  /// - Throws: when `/proc` itself cannot be read any more.
  public mutating func scan() throws(ScanError) -> Snapshot {
    // Before the rest: what is listed and keeps being there is then found with its reasons too.
    let isListedAnew = listnsSearch.refresh()
    do {
      // Files that are handed over after the tasks are those of all these tasks.
      try table.refresh { holderSearch.begin() }
    } catch {
      throw ScanError(root: "/proc", reason: error)
    }
    let found = holderSearch.search(
      changed: table.changed, threaded: table.threaded, unlisted: table.unlisted,
      gone: table.gone, among: table.records.count)
    let observer = observer()
    var snapshot: Snapshot
    if let latest, !found, !isListedAnew, !table.hasMoved, !mayHaveReplacedNamespace(in: latest) {
      snapshot = latest
      snapshot.processes = table.records
      snapshot.taken = Host.now
      snapshot.uptime = Host.uptime
    } else {
      // Gathering completes the records, so it comes first.
      let namespaces = gatherNamespaces()
      snapshot = Snapshot(
        host: Host.name, kernel: Host.kernelRelease, taken: Host.now, uptime: Host.uptime,
        observer: observer, processes: table.records, namespaces: namespaces, unseen: [])
      structure += 1
      snapshot.structure = structure
    }
    snapshot.boot = boot
    if hiddenProcesses != nil { nameUsers(of: snapshot) }
    snapshot.users = users
    snapshot.threads = listThreads()
    snapshot.unseen = unseen(by: observer)
    latest = snapshot
    return snapshot
  }

  // MARK: Namespaces

  private mutating func gatherNamespaces() -> [Namespace] {
    relations.beginRound()
    holderSearch.beginVisits()
    var namespaceGroups = NamespaceGroups()
    for index in table.records.indices { namespaceGroups.add(table.records[index]) }
    for foundHolder in holderSearch.foundHolders {
      if let namespacePath = foundHolder.holder.namespacePath {
        namespaceGroups.add(foundHolder, namespacePath: namespacePath)
      }
    }
    let changed = Set(table.changed)
    learn(&namespaceGroups, from: 0, changed: changed)
    let found = namespaceGroups.groups.count
    addNumbered(to: &namespaceGroups)
    learn(&namespaceGroups, from: found, changed: changed)
    relations.keepOnly(namespaceGroups.groups.lazy.map(\.inode))
    markInitialNamespaces()
    let namespaces = assemble(namespaceGroups)
    holderPIDs = Set(
      namespaces.lazy.filter(\.members.isEmpty).flatMap { $0.holders.compactMap(\.holderPID) })
    table.complete(Set(namespaces.compactMap(\.members.first)))
    return namespaces
  }

  /// Asks about the namespaces from a place on, and about those that are pinned in them.
  private mutating func learn(
    _ namespaceGroups: inout NamespaceGroups, from start: Int, changed: Set<Int32>
  ) {
    var learned = start
    while learned < namespaceGroups.groups.count {
      // Groups that a mount namespace without processes adds are learned in the next round.
      let batch = Array(namespaceGroups.groups[learned...])
      learned += batch.count
      relations.learn(batch, below: root, changed: changed)
      searchMounts(of: batch.filter { $0.kind == .mnt }, in: &namespaceGroups)
    }
  }

  /// Adds the namespaces that only the kernel's list tells of.
  private mutating func addNumbered(to namespaceGroups: inout NamespaceGroups) {
    if listnsSearch.numbers.isEmpty { return }
    let known = Set(relations.known.values.lazy.compactMap(\.id.unique))
    var found: [NamespaceID] = []
    listnsSearch.open(except: known) { handle in
      if let id = try? relations.learn(handle) { found.append(id) }
    }
    for id in found {
      guard let number = id.unique else { continue }
      namespaceGroups.add(id.kind, id.inode, namespacePath: .number(number, inode: id.inode))
    }
  }

  /// Whether a namespace may have ended and its inode been given to another, although every link is
  /// what it was: where all that held it have run since the last look.
  private mutating func mayHaveReplacedNamespace(in latest: borrowing Snapshot) -> Bool {
    let changed = Set(table.changed)
    if !holderPIDs.isDisjoint(with: changed) { return true }
    var confirmed: Set<UInt32> = []
    for pid in table.changed {
      guard let index = latest.processIndex(pid: pid) else { return true }
      let links = latest.processes[index].links
      if !latest.processes[index].divergentThreads.isEmpty || links.forChildren(.pid) != nil
        || links.forChildren(.time) != nil
      {
        return true
      }
      for kind in NamespaceKind.allCases where confirmed.insert(links[kind]).inserted {
        if links[kind] == 0 { continue }
        let isHeld = latest.namespace(inode: links[kind])?.members
          .contains { !changed.contains($0) }
        if isHeld != true, !isKnown(kind, of: pid) { return true }
      }
    }
    return false
  }

  /// Whether the namespace that a process is in is certainly the one that is known by its inode.
  private mutating func isKnown(_ kind: NamespaceKind, of pid: Int32) -> Bool {
    let namespacePath = NamespacePath.process(pid: pid)
    guard let handle = try? namespacePath.open(kind, in: proc) else { return false }
    return relations.isKnown(handle)
  }

  private mutating func searchMounts(
    of groups: [NamespaceGroups.Group], in namespaceGroups: inout NamespaceGroups
  ) {
    guard sources.contains(.mounts) else { return }
    var owners: [UInt32: UInt32] = [:]
    for group in groups { owners[group.inode] = relations.user(owning: group.inode) }
    holderSearch.readPins(of: groups, owners: owners)
    for group in groups {
      searchMounts(of: group, ownedBy: owners[group.inode] ?? 0, in: &namespaceGroups)
    }
  }

  private mutating func searchMounts(
    of group: NamespaceGroups.Group, ownedBy owner: UInt32,
    in namespaceGroups: inout NamespaceGroups
  ) {
    var task = holderSearch.viewpoint(among: group.tasks)
    var pins: [FoundHolder]?
    if task == nil {
      pins = holderSearch.pins(in: group.inode, of: owner) { () throws(Errno) in
        try group.namespacePath.open(.mnt, in: proc)
      }
      // Better the part that a process sees than nothing.
      if pins == nil { task = group.tasks.first }
    }
    if let task { pins = holderSearch.pins(in: group.inode, of: owner, task: task) }
    guard let pins else { return holderSearch.countHiddenMounts() }
    for pin in pins {
      guard case .mount(let path, _) = pin.holder else { continue }
      let namespacePath =
        task.map { NamespacePath.pin(path: path, pid: $0.tid) }
        ?? .inside(path: path, mounts: group.namespacePath)
      namespaceGroups.add(pin, namespacePath: namespacePath)
    }
  }

  /// Where the kernel reserves no inode for the initial net and mnt namespaces, kthreadd tells
  /// them.
  private mutating func markInitialNamespaces() {
    guard let index = table.records.firstIndex(where: { $0.pid == 2 && $0.isKernelThread }) else {
      return
    }
    for kind in NamespaceKind.allCases {
      relations.markInitial(inode: table.records[index].links[kind])
    }
  }

  /// Puts members, holders and descendants together with what is known of each namespace.
  private func assemble(_ namespaceGroups: NamespaceGroups) -> [Namespace] {
    var namespaces = relations.known
    // A group of another kind is of a namespace that had the inode earlier during this look.
    for group in namespaceGroups.groups where namespaces[group.inode]?.kind == group.kind {
      // They stay with the snapshot, and so without the room to spare that growing left.
      namespaces[group.inode]?.members = Array(group.members[...])
      namespaces[group.inode]?.holders = group.holders
    }
    var all = namespaces.values.sorted { $0.id < $1.id }
    all.addDescendants()
    return all
  }

  /// Looks up the names of users that are new.
  private mutating func nameUsers(of snapshot: borrowing Snapshot) {
    var new: Set<UInt32> = []
    var last: UInt32?
    for index in snapshot.processes.indices where snapshot.processes[index].uid != last {
      let uid = snapshot.processes[index].uid
      last = uid
      if users[uid] == nil { new.insert(uid) }
    }
    for index in snapshot.namespaces.indices {
      guard let uid = snapshot.namespaces[index].ownerUID, users[uid] == nil else { continue }
      new.insert(uid)
    }
    if new.isEmpty { return }
    let names = hostUsers.names(of: new)
    for uid in new { users[uid] = names[uid] ?? String(uid) }
  }

  /// The threads, while they are asked for.
  private mutating func listThreads() -> [Int32: [ThreadRecord]] {
    guard listsThreads else {
      threads = nil
      unlistedThreads = [:]
      return [:]
    }
    if threads == nil { threads = try? ThreadTable(root: root, limits: limits) }
    defer { unlistedThreads = threads?.cut ?? [:] }
    return threads?.threads(of: table.records, changed: table.changed) ?? [:]
  }

  // MARK: Who looks, and what was not seen

  /// Who looks, also where `/proc` does not tell of this process.
  private func observer() -> Observer {
    let view = ProcView(proc)
    var links = NamespaceLinks()
    if let directory = try? proc.open("self/ns", Descriptor.directoryPath) {
      links = Self.links(in: directory)
    } else if root == "/proc" {
      for kind in NamespaceKind.allCases {
        guard let handle = try? NamespaceHandle(ofCaller: kind.cloneFlag),
          let status = try? handle.status()
        else { continue }
        links[kind] = UInt32(truncatingIfNeeded: status.inode)
      }
    }
    var text = [UInt8](repeating: 0, count: 8192)
    var capabilities = Host.capabilities
    if let file = try? proc.open("self/status"), let count = try? file.readAtOnce(into: &text) {
      capabilities = ProcessStatus(text.span.extracting(0..<count)).capabilities
    }
    var observer = Observer(
      pid: Host.processID, uid: Host.userID, capabilities: capabilities, links: links)
    switch view {
    case .own, .missing: return observer
    case .outer(let number): (observer.view, observer.pid) = (.outer, number)
    case .foreign: (observer.view, observer.pid) = (.foreign, 0)
    }
    // The first process of the pid namespace that was mounted lives in it.
    observer.shownPIDNamespace = 0
    if let first = try? proc.open("1/ns", Descriptor.directoryPath) {
      observer.shownPIDNamespace = Self.links(in: first)[.pid]
    }
    return observer
  }

  private static func links(in directory: borrowing Descriptor) -> NamespaceLinks {
    var links = NamespaceLinks()
    var text = [UInt8](repeating: 0, count: 64)
    for (slot, name) in NamespaceLinks.names.enumerated() {
      guard let count = try? directory.readLink(name, into: &text) else { continue }
      links[slot: slot] = text.span.extracting(0..<count).namespaceInode ?? 0
    }
    return links
  }

  /// How many of the processes that do not answer are named.
  private static let named = 8

  /// Notes of processes that did not answer, and of those that nobody had time for.
  private func notes(
    of unanswered: (stuck: [Int32], passedOver: [Int32]), _ thing: Unseen.Thing
  ) -> [Unseen] {
    let named = Array(unanswered.stuck.prefix(Self.named))
    return [
      Unseen(.thing(thing), count: unanswered.stuck.count, .stuck(named)),
      Unseen(.thing(thing), count: unanswered.passedOver.count, .fault(.noTime)),
    ].filter { $0.count > 0 }
  }

  private func unseen(by observer: Observer) -> [Unseen] {
    func note(_ count: Int, _ thing: Unseen.Thing, takes capabilities: Capability...) -> Unseen? {
      count > 0 ? Unseen(thing, count: count, takes: capabilities, of: observer) : nil
    }
    func filtered(_ count: Int, _ thing: Unseen.Thing) -> Unseen? {
      count > 0 ? Unseen(.thing(thing), count: count, .fault(.filtered)) : nil
    }
    let hidden = [
      note(table.records.count(where: \.linksAreHidden), .links, takes: .sysPtrace),
      note(holderSearch.hidden.processes, .descriptors, takes: .sysPtrace),
      ProcessHandle.hasPidfds
        ? note(holderSearch.hidden.sockets, .sockets, takes: .netAdmin, .sysPtrace)
        : filtered(holderSearch.hidden.sockets, .sockets),
      note(listnsSearch.hidden, .numbered, takes: .sysAdmin),
      note(holderSearch.hiddenMounts, .pins, takes: .sysPtrace),
      hiddenProcesses?.unseen(beyond: table.records, by: observer, proc: proc),
    ]
    let unanswered =
      notes(of: table.unanswered, .commandLines) + notes(of: holderSearch.unanswered, .descriptors)
    let cuts =
      notes(on: holderSearch.cutMounts, .mounts) + notes(on: holderSearch.cutProcesses, .openFiles)
      + notes(on: table.cutCommands, .longCommandLines)
      + notes(
        on: Cuts(table.cutThreads.merging(unlistedThreads) { $1 }.values), .someThreads)
      + notes(on: table.cutNumbers, .nestedPIDs)
    return hidden.compactMap(\.self) + unanswered + cuts + missingKinds.map { Unseen(missing: $0) }
  }

  /// A note for each user because of whom something was left out.
  private func notes(on cuts: Cuts, _ thing: Unseen.Thing) -> [Unseen] {
    cuts.byUser.map { cut in
      Unseen(
        .thing(thing), count: cut.count,
        .share(of: String(visible: users[cut.uid] ?? String(cut.uid))))
    }
  }

  // MARK: What the host offers

  /// The links that the kernel has; all of them where it does not say.
  private static func linkSlots(in proc: borrowing Descriptor) -> [Int] {
    let all = Array(NamespaceLinks.names.indices)
    guard let directory = try? proc.open("self/ns", Descriptor.directory),
      let names = try? directory.names(), !names.isEmpty
    else { return all }
    return all.filter { names.contains(NamespaceLinks.names[$0]) }
  }
}

extension Holder {
  /// The way to the namespace that a holder of a process's is.
  fileprivate var namespacePath: NamespacePath? {
    switch self {
    case .descriptor(let pid, let tid, let fd): .descriptor(pid: pid, tid: tid, fd: fd)
    case .socket(let pid, let tid, let fd): .socket(pid: pid, tid: tid, fd: fd)
    default: nil
    }
  }
}

extension Holder {
  /// The process whose descriptor it is.
  fileprivate var holderPID: Int32? {
    switch self {
    case .descriptor(let pid, _, _), .socket(let pid, _, _): pid
    default: nil
    }
  }
}
