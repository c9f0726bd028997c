package import Namespaces

extension Snapshot {
  /// A way to the file of `namespace`; nil when the snapshot knows none.
  ///
  /// Takes what stays longest first: members, then pins, then what may be closed at any moment; the
  /// number where nothing else is known to lead there.
  package func namespacePath(to namespace: Namespace) -> NamespacePath? {
    namespacePath(to: namespace, hops: 0)
      ?? namespace.id.unique.map { .number($0, inode: namespace.id.inode) }
  }

  private func namespacePath(to namespace: Namespace, hops: Int) -> NamespacePath? {
    // The hierarchies of user and pid namespaces are at most 32 deep (namespaces(7)).
    guard hops < 32 else { return nil }
    if let member = member(of: namespace) { return .process(pid: member.pid) }
    let namespacePaths = namespace.holders.compactMap {
      namespacePath(through: $0, kind: namespace.kind, hops: hops)
    }
    return namespacePaths.min { $0.fragility < $1.fragility }
  }

  private func namespacePath(through holder: Holder, kind: NamespaceKind, hops: Int)
    -> NamespacePath?
  {
    func next(_ id: NamespaceID) -> NamespacePath? {
      namespace(id).flatMap { namespacePath(to: $0, hops: hops + 1) }
    }
    switch holder {
    case .thread(let pid, let tid): return .thread(pid: pid, tid: tid)
    case .forChildren(_, let tid): return .forChildren(tid: tid)
    case .descriptor(let pid, let tid, let fd): return .descriptor(pid: pid, tid: tid, fd: fd)
    case .socket(let pid, let tid, let fd): return .socket(pid: pid, tid: tid, fd: fd)
    case .mount(let path, let mountNamespace):
      if mountNamespace == observer.links[.mnt] { return .pin(path: path, pid: nil) }
      guard let mounts = namespace(inode: mountNamespace) else { return nil }
      if let member = member(of: mounts) { return .pin(path: path, pid: member.pid) }
      return next(mounts.id).map { .inside(path: path, mounts: $0) }
    case .child(let id): return next(id).map { .parent(of: $0, kind: id.kind) }
    case .owned(let id): return next(id).map { .owner(of: $0, kind: id.kind) }
    }
  }

  /// The first process that is a member and has a root directory and a program of its own.
  package func member(of namespace: Namespace) -> ProcessRecord? {
    for pid in namespace.members {
      if let process = process(pid: pid), process.state != .zombie, !process.isKernelThread {
        return process
      }
    }
    return nil
  }
}

extension NamespacePath {
  fileprivate var fragility: Int {
    switch self {
    case .process: 0
    case .pin: 1
    case .forChildren, .thread: 2
    case .inside: 3
    case .descriptor: 4
    case .socket: 5
    case .parent, .owner: 6
    case .number: 7
    }
  }
}
