/// A namespace that the observer itself sits in, other than the host's, and that narrows what it can
/// see or misleads about it.
public enum ViewLimit: Sendable, Hashable {
  /// Only the processes in this pid namespace and below are seen: what those outside hold, and that
  /// they are there at all, stays hidden (pid_namespaces(7)).
  case processes(NamespaceID)

  /// `/proc` shows a pid namespace that the observer is not in: its numbers are not those that system
  /// calls of the observer take. The namespace is nil when it is not known.
  case foreignProcesses(NamespaceID?)

  /// Its rights end at this user namespace, and user ids are told by its map (user_namespaces(7)).
  case rights(NamespaceID)

  /// Files, such as the records of engines and the names of users, are those that are mounted in this
  /// mount namespace (mount_namespaces(7)).
  case files(NamespaceID)

  /// The namespace; nil when it is not known.
  public var namespace: NamespaceID? {
    switch self {
    case .processes(let id), .rights(let id), .files(let id): id
    case .foreignProcesses(let id): id
    }
  }
}

extension Snapshot {
  /// What the observer's own namespaces keep it from seeing, the gravest first; empty for one that
  /// sits in the host's.
  public var viewLimits: [ViewLimit] {
    var viewLimits: [ViewLimit] = []
    if observer.view != .own {
      let shown = namespace(inode: observer.shownPIDNamespace)?.id
      viewLimits.append(.foreignProcesses(shown))
    } else if let own = nested(.pid, observer.shownPIDNamespace) {
      viewLimits.append(.processes(own))
    }
    if let user = nested(.user, observer.links[.user]) { viewLimits.append(.rights(user)) }
    // Before Linux 6.18 only the kernel's threads tell which mount namespace is the first.
    let knowsFirst = namespaces(of: .mnt).contains(where: \.isInitial)
    if knowsFirst || !viewLimits.isEmpty,
      let mounts = nested(.mnt, observer.links[.mnt])
    {
      viewLimits.append(.files(mounts))
    }
    return viewLimits
  }

  /// Whether processes may exist that the observer cannot see, and hold what it sees.
  public var mayHideHolders: Bool { !holderLimits.isEmpty }

  /// The part of ``viewLimits`` that hides processes.
  public var holderLimits: [ViewLimit] {
    viewLimits.filter { limit in
      switch limit {
      case .processes: true
      case .foreignProcesses(let shown): shown?.inode != NamespaceKind.pid.initialInode
      case .rights, .files: false
      }
    }
  }

  /// The namespace with this inode unless it is the host's; nil also when nothing is known of it.
  private func nested(_ kind: NamespaceKind, _ inode: UInt32) -> NamespaceID? {
    guard inode != 0, inode != kind.initialInode, let found = namespace(inode: inode),
      found.kind == kind, !found.isInitial
    else { return nil }
    return found.id
  }
}
