public import Namespaces
internal import SystemCalls

/// What an entry left behind: processes that descend from it and still run, and namespaces that
/// came with it and are still there.
public struct Leftovers: Sendable, Hashable {
  /// The processes.
  public private(set) var processes: [ProcessRecord] = []

  /// The namespaces.
  public private(set) var namespaces: [Namespace] = []

  /// Whether nothing was left behind.
  public var isEmpty: Bool { processes.isEmpty && namespaces.isEmpty }

  /// Finds what was left behind, and names nothing that may be somebody else's.
  ///
  /// A process descends from the entry when it is in the entry's session, or a child of one that
  /// does. One that left the session is told by its namespaces: by those that came with the entry,
  /// or because their first process has adopted it. Others may live and be adopted there too:
  /// theirs is a session that was there before, or another cgroup.
  ///
  /// A namespace was left behind when it came with the entry, or when it is new and nothing keeps
  /// it alive but what descends from the entry: processes, and pins in a mount namespace of theirs.
  /// Who pinned a namespace in a mount namespace that others share, the kernel does not tell.
  ///
  /// - Parameters:
  ///   - outcome: what came of the entry.
  ///   - before: what there was when it began.
  ///   - after: what there is since it ended.
  ///   - lookup: what else there is to know of a process.
  package init(
    of outcome: EntryOutcome, from before: Snapshot, to after: Snapshot,
    lookup: ProcessLookup = .host
  ) {
    let scope = EntryScope(outcome, from: before, to: after, lookup)
    var found: Set<Int32> = []
    // Parents have not always the smaller number: look until no more are found.
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for process in after.processes
      where before.process(process.id) == nil && process.state != .zombie
        && !found.contains(process.pid)
      {
        if found.contains(process.parent) || scope.has(process) {
          found.insert(process.pid)
          isGrowing = true
        }
      }
    }
    processes = after.processes.filter { found.contains($0.pid) }
    namespaces = after.namespaces.filter { before.namespace($0.id) == nil }
    let mounts = namespaces.filter { $0.kind == .mnt && scope.left($0, to: found) }
    namespaces.removeAll { !scope.left($0, to: found, mounts: mounts.map(\.id.inode)) }
  }

  /// What tells whose a process is, beside its parent and its namespaces.
  package struct ProcessLookup {
    /// Its session, by the number of the process that began it; it is inherited, or new.
    ///
    /// It is 0 where the observer does not see who began it, nil when the process is gone.
    package var session: (Int32) -> Int32?

    /// Its cgroups, as `/proc/PID/cgroup` tells them; they are inherited, or chosen.
    package var cgroups: (Int32) -> String

    /// That of this host.
    package static var host: ProcessLookup {
      ProcessLookup(session: Host.session, cgroups: Host.cgroups)
    }
  }

  /// Where the entry's command ran.
  private struct EntryScope {
    /// What came of the entry.
    var outcome: EntryOutcome

    /// What there was when it began.
    var before: Snapshot

    /// What else there is to know of a process.
    var lookup: ProcessLookup

    /// The sessions of those who were there before and still are: who began one may have ended, or
    /// be out of sight.
    var olderSessions: Set<Int32>

    /// The kinds of which the namespace came with the entry.
    var new: [NamespaceKind]

    /// Whether its processes are numbered apart from the observer's.
    var isApart: Bool

    init(
      _ outcome: EntryOutcome, from before: Snapshot, to after: Snapshot, _ lookup: ProcessLookup
    ) {
      self.outcome = outcome
      self.before = before
      self.lookup = lookup
      olderSessions = Set(
        after.processes.lazy.filter { before.process($0.id) != nil }
          .compactMap { lookup.session($0.pid) })
      let links = outcome.links
      new = NamespaceKind.allCases.filter { kind in
        links[kind] != 0 && before.namespace(inode: links[kind]) == nil
      }
      isApart = links[.pid] != 0 && links[.pid] != before.observer.links[.pid]
    }

    /// Whether a process that is no child of the entry's descends from it all the same.
    func has(_ process: ProcessRecord) -> Bool {
      guard let session = lookup.session(process.pid) else { return false }
      if session == outcome.process { return true }
      if before.process(pid: session) != nil || olderSessions.contains(session) { return false }
      if let cgroups = outcome.cgroups, cgroups != lookup.cgroups(process.pid) { return false }
      return new.contains { process.links[$0] == outcome.links[$0] } || hasAdopted(process)
    }

    private func hasAdopted(_ process: ProcessRecord) -> Bool {
      guard isApart, process.links[.pid] == outcome.links[.pid],
        let parent = before.process(pid: process.parent)
      else { return false }
      return parent.links[.pid] == outcome.links[.pid] && parent.innermostPID == 1
    }

    /// Whether a namespace was left to processes, or to pins in mount namespaces.
    func left(
      _ namespace: Namespace, to processes: Set<Int32>, mounts: [UInt32] = []
    ) -> Bool {
      if new.contains(where: { outcome.links[$0] == namespace.id.inode }) { return true }
      let holders = namespace.members + namespace.holders.compactMap(\.process)
      if !holders.isEmpty { return holders.allSatisfy(processes.contains) }
      let pins = namespace.holders.compactMap(\.mountNamespace)
      return !pins.isEmpty && pins.allSatisfy(mounts.contains)
    }
  }
}

extension Holder {
  /// The process that it is, or belongs to.
  fileprivate var process: Int32? {
    switch self {
    case .thread(let pid, _), .forChildren(let pid, _), .descriptor(let pid, _, _),
      .socket(let pid, _, _):
      pid
    case .mount, .child, .owned: nil
    }
  }

  /// The mount namespace in which it is a pin.
  fileprivate var mountNamespace: UInt32? {
    if case .mount(_, let inode) = self { inode } else { nil }
  }
}
