import Namespaces

extension Snapshot {
  /// What of the host belongs to a lab: the process `root` and all below it, the namespaces that
  /// they are in or keep alive, and those that these hang on.
  func narrowed(toLab root: Int32) -> Snapshot {
    let pids = descendants(of: [root])
    var shown = Snapshot(
      host: host, kernel: kernel, taken: taken, uptime: uptime, observer: observer,
      processes: processes.filter { pids.contains($0.pid) },
      namespaces: labNamespaces(of: pids), unseen: [])
    shown.users = users
    return shown
  }

  private func labNamespaces(of pids: Set<Int32>) -> [Namespace] {
    var kept: Set<NamespaceID> = []
    var isComplete = false
    while !isComplete {
      isComplete = true
      for namespace in namespaces where !kept.contains(namespace.id) {
        guard namespace.members.contains(where: pids.contains) || isHeld(namespace, pids, kept)
        else { continue }
        kept.insert(namespace.id)
        isComplete = false
      }
    }
    let above = kept.flatMap { id -> [NamespaceID] in
      guard let namespace = namespace(id) else { return [] }
      let parent: NamespaceID? = if case .namespace(let id) = namespace.parent { id } else { nil }
      return [namespace.owner, parent].compactMap(\.self)
    }
    return kept.union(above).compactMap { id in
      guard var namespace = namespace(id) else { return nil }
      namespace.members = namespace.members.filter(pids.contains)
      return namespace
    }
  }

  /// Whether a namespace is kept alive from within a lab's processes or mounts.
  private func isHeld(
    _ namespace: Namespace, _ pids: Set<Int32>, _ kept: Set<NamespaceID>
  ) -> Bool {
    if namespace.isInitial { return false }
    // The lab's mounts began as a copy of the host's, pins included: those are not of the lab.
    let isPinnedElsewhere = namespace.holders.contains { holder in
      guard case .mount(_, let inode) = holder else { return false }
      return self.namespace(inode: inode).map { !kept.contains($0.id) } ?? true
    }
    if isPinnedElsewhere { return false }
    return namespace.holders.contains { holder in
      switch holder {
      case .thread(let pid, _), .forChildren(let pid, _), .descriptor(let pid, _, _),
        .socket(let pid, _, _):
        pids.contains(pid)
      case .mount(_, let inode):
        self.namespace(inode: inode).map { kept.contains($0.id) } ?? false
      case .child(let id), .owned(let id): kept.contains(id)
      }
    }
  }
}
