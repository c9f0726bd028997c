internal import NamespacePaths
internal import Namespaces
internal import SystemCalls

/// Which namespaces an entry joins and how it gets at each: what follows from a snapshot alone.
struct EntryRoute: Sendable, Hashable {
  /// What is entered.
  var target: EntryTarget

  /// The process that is entered; nil for a namespace that is joined alone.
  var process: ProcessRecord?

  /// The thread of the process that is entered; nil for the main one.
  var thread: Int32?

  /// The namespaces to join, in joining order.
  var joins: [Join] = []

  /// Somebody who lives in a namespace that is joined alone, by its kind: who tells what cannot be
  /// seen from outside, and is not followed anywhere else.
  var members: [NamespaceKind: ProcessID] = [:]

  /// Kinds that the caller has in common with the target already.
  var shared: [NamespaceKind] = []

  /// Kinds that the target has and that were not chosen.
  var leftOut: [NamespaceKind] = []

  /// A namespace to join.
  struct Join: Sendable, Hashable {
    var namespace: Namespace
    var namespacePath: NamespacePath
  }

  /// Finds the way to `target` for the chosen `kinds`.
  ///
  /// A namespace is joined alone; `withMember` asks for all of those that its first member is in.
  init(
    to target: EntryTarget, kinds: Set<NamespaceKind>, withMember: Bool = false,
    in snapshot: Snapshot
  ) throws(PreflightError) {
    switch target {
    case .process(let id):
      guard let process = snapshot.process(id) else { throw .gone(target) }
      try self.init(target, through: process, kinds: kinds, in: snapshot)
    case .thread(let id, let tid):
      guard let process = snapshot.process(id) else { throw .gone(target) }
      let divergentThread = process.divergentThreads.first { $0.tid == tid }
      try self.init(target, through: process, thread: divergentThread, kinds: kinds, in: snapshot)
    case .namespace(let id):
      guard let namespace = snapshot.namespace(id) else { throw .gone(target) }
      if withMember {
        guard let member = snapshot.member(of: namespace) else { throw .noProcess(id) }
        try self.init(target, through: member, kinds: kinds, in: snapshot)
      } else {
        try self.init(alone: namespace, in: snapshot)
      }
    }
    try checkPower(in: snapshot)
  }

  /// The root directory of the process or thread, below the process's directory in `/proc`.
  var root: String { thread.map { "task/\($0)/root" } ?? "root" }

  /// Whether the namespace of this kind changes.
  func joins(_ kind: NamespaceKind) -> Bool { joins.contains { $0.namespace.kind == kind } }

  private init(
    _ target: EntryTarget, through process: ProcessRecord, thread: DivergentThread? = nil,
    kinds: Set<NamespaceKind>, in snapshot: Snapshot
  ) throws(PreflightError) {
    self.target = target
    var thread = thread
    // A main thread that has ended has no namespaces; the other threads live on in theirs.
    if process.state == .zombie, thread == nil {
      thread = process.divergentThreads.first
      if thread == nil { throw .gone(.process(process.id)) }
    }
    let links = thread?.links ?? process.links
    if links.isEmpty {
      throw .hidden(pid: process.pid, uid: process.uid, snapshot.denialOfLinks)
    }
    self.process = process
    self.thread = thread?.tid
    let namespacePath =
      thread.map { NamespacePath.thread(pid: process.pid, tid: $0.tid) }
      ?? .process(pid: process.pid)
    for kind in NamespaceKind.allCases where links[kind] != 0 {
      let inode = links[kind]
      if inode == snapshot.observer.links[kind] {
        shared.append(kind)
      } else if !kinds.contains(kind) {
        leftOut.append(kind)
      } else if let namespace = snapshot.namespace(inode: inode) {
        joins.append(Join(namespace: namespace, namespacePath: namespacePath))
      }
    }
  }

  private init(alone namespace: Namespace, in snapshot: Snapshot) throws(PreflightError) {
    target = .namespace(namespace.id)
    if namespace.id.inode == snapshot.observer.links[namespace.kind] {
      shared = [namespace.kind]
      return
    }
    guard let namespacePath = snapshot.namespacePath(to: namespace) else {
      let denial = snapshot.denialOfLinks
      throw .unreachable(namespace.id, snapshot.observer.isPrivileged ? nil : denial)
    }
    joins = [Join(namespace: namespace, namespacePath: namespacePath)]
    // Without privileges of one's own they come from the user namespace that owns the target.
    if !snapshot.observer.has(.sysAdmin), namespace.kind != .user, let id = namespace.owner,
      id.inode != snapshot.observer.links[.user], let owner = snapshot.namespace(id)
    {
      joins.insert(
        Join(namespace: owner, namespacePath: .owner(of: namespacePath, kind: namespace.kind)),
        at: 0)
    }
    for join in joins {
      members[join.namespace.kind] = snapshot.member(of: join.namespace)?.id
    }
  }

  private func checkPower(in snapshot: Snapshot) throws(PreflightError) {
    let user = joins.first { $0.namespace.kind == .user }?.namespace.id
    for join in joins {
      let namespace = join.namespace
      if namespace.kind == .pid, !snapshot.observerSees(pidNamespace: namespace) {
        throw .notBelow(namespace.id)
      }
      if !snapshot.observerHolds(.sysAdmin, in: namespace.authority) {
        let cause = Denial.Cause.capability(.sysAdmin, in: namespace.authority)
        throw .missing(Denial(cause, under: .own), for: namespace.id)
      }
      // The same is needed where one will be then; in a user namespace that one joins one has it.
      if user == nil, let missing = snapshot.missingAtHome(for: namespace.kind) {
        let cause = Denial.Cause.capability(missing, in: snapshot.home)
        throw .missing(Denial(cause, under: .own), for: namespace.id)
      }
    }
  }
}

extension Snapshot {
  /// What the observer lacks in its own user namespace to join a namespace of `kind` (setns(2)).
  fileprivate func missingAtHome(for kind: NamespaceKind) -> Capability? {
    let needed: [Capability] = kind == .mnt ? [.sysAdmin, .sysChroot] : [.sysAdmin]
    return needed.first { !observer.has($0) }
  }

  /// The observer's own user namespace, whether it was looked at or not.
  fileprivate var home: NamespaceID {
    let inode = observer.links[.user]
    return namespace(inode: inode)?.id ?? NamespaceID(kind: .user, inode: inode, device: 0)
  }

  /// Why the links of a process are hidden: it takes CAP_SYS_PTRACE where the process is, which is
  /// out of view for an observer that is not in the initial user namespace.
  fileprivate var denialOfLinks: Denial {
    let isAtTop = home.inode == NamespaceKind.user.initialInode
    let user = isAtTop || !observer.has(.sysPtrace) ? home : nil
    return denial(of: "readlink", .accessDenied, needing: .sysPtrace, in: user)
      ?? Denial(.unknown, under: .own)
  }

  /// Whether a pid namespace is the observer's own or below it: setns(2) joins no other.
  func observerSees(pidNamespace: Namespace) -> Bool {
    var next: Namespace? = pidNamespace
    while let namespace = next {
      if namespace.id.inode == observer.links[.pid] { return true }
      guard case .namespace(let parent) = namespace.parent else { return false }
      next = self.namespace(parent)
    }
    return false
  }
}
