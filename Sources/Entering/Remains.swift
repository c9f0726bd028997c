public import Namespaces

/// What an entry left behind: processes that descend from it and still run, and namespaces that
/// came with it and are still there.
public struct Remains: Sendable, Hashable {
  /// The processes.
  public private(set) var processes: [ProcessRecord] = []

  /// The namespaces.
  public private(set) var namespaces: [Namespace] = []

  /// Whether nothing was left behind.
  public var isEmpty: Bool { processes.isEmpty && namespaces.isEmpty }

  /// Finds what was left behind.
  ///
  /// A process descends from the entry when it is in the entry's session, or a child of one that
  /// does. One that left the session is told by its room: by namespaces that came with the entry, or
  /// because the room's first process has adopted it.
  ///
  /// - Parameters:
  ///   - outcome: what came of the entry.
  ///   - before: what there was when it began.
  ///   - after: what there is since it ended.
  ///   - session: the session of a process; nil when it is gone.
  package init(
    of outcome: EntryOutcome, from before: Snapshot, to after: Snapshot,
    session: (Int32) -> Int32?
  ) {
    let room = Room(outcome.links, in: before)
    var found: Set<Int32> = []
    // Parents have not always the smaller number: look until no more are found.
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for process in after.processes
      where before.process(process.id) == nil && process.state != .zombie
        && !found.contains(process.pid)
      {
        if found.contains(process.parent) || session(process.pid) == outcome.process
          || room.has(process, before)
        {
          found.insert(process.pid)
          isGrowing = true
        }
      }
    }
    processes = after.processes.filter { found.contains($0.pid) }
    namespaces = after.namespaces.filter { namespace in
      before.namespace(namespace.id) == nil
        && (namespace.members.contains(where: found.contains) || room.has(namespace))
    }
  }

  /// Where the entry's command ran.
  private struct Room {
    /// Its namespaces.
    var links: NamespaceLinks

    /// Those of them that came with it.
    var new: [NamespaceKind]

    /// Whether its processes are numbered apart from the observer's.
    var isApart: Bool

    init(_ links: NamespaceLinks, in before: Snapshot) {
      self.links = links
      new = NamespaceKind.allCases.filter { kind in
        links[kind] != 0 && before.namespace(inode: links[kind]) == nil
      }
      isApart = links[.pid] != 0 && links[.pid] != before.observer.links[.pid]
    }

    func has(_ process: ProcessRecord, _ before: Snapshot) -> Bool {
      if new.contains(where: { process.links[$0] == links[$0] }) { return true }
      guard isApart, process.links[.pid] == links[.pid],
        let parent = before.process(pid: process.parent)
      else { return false }
      return parent.links[.pid] == links[.pid] && parent.innermostPID == 1
    }

    func has(_ namespace: Namespace) -> Bool {
      if new.contains(where: { links[$0] == namespace.id.inode }) { return true }
      return namespace.members.isEmpty
        && namespace.holders.contains { holder in
          if case .mount(_, links[.mnt]) = holder { true } else { false }
        }
    }
  }
}
