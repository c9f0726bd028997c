internal import Doors
internal import Namespaces

/// Which namespaces an entry joins and how it gets at each: what follows from a snapshot alone.
struct EntryRoute: Sendable, Hashable {
  /// The process whose room is entered; nil for a namespace without members.
  var process: ProcessRecord?

  /// The thread of the process whose room it is; nil for the main one.
  var thread: Int32?

  /// The namespaces to join, in joining order.
  var joins: [Join] = []

  /// Kinds that the caller has in common with the target already.
  var shared: [NamespaceKind] = []

  /// Kinds that the target has and that were not chosen.
  var leftOut: [NamespaceKind] = []

  /// A namespace to join.
  struct Join: Sendable, Hashable {
    var namespace: Namespace
    var door: Door
  }

  /// Finds the way to `target` for the chosen `kinds`.
  init(
    to target: EntryTarget, kinds: Set<NamespaceKind>, in snapshot: Snapshot
  ) throws(EntryRefusal) {
    switch target {
    case .process(let id):
      guard let process = snapshot.process(id) else { throw .gone(target) }
      try self.init(throughProcess: process, kinds: kinds, in: snapshot)
    case .thread(let id, let tid):
      guard let process = snapshot.process(id) else { throw .gone(target) }
      let stray = process.strayThreads.first { $0.tid == tid }
      try self.init(throughProcess: process, thread: stray, kinds: kinds, in: snapshot)
    case .namespace(let id):
      guard let namespace = snapshot.namespace(id) else { throw .gone(target) }
      if let member = snapshot.member(of: namespace) {
        try self.init(throughProcess: member, kinds: kinds, in: snapshot)
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
    throughProcess process: ProcessRecord, thread: StrayThread? = nil,
    kinds: Set<NamespaceKind>, in snapshot: Snapshot
  ) throws(EntryRefusal) {
    if process.state == .zombie { throw .gone(.process(process.id)) }
    let links = thread?.links ?? process.links
    if links.isEmpty { throw .hidden(pid: process.pid, uid: process.uid) }
    self.process = process
    self.thread = thread?.tid
    let door =
      thread.map { Door.thread(pid: process.pid, tid: $0.tid) } ?? .process(pid: process.pid)
    for kind in NamespaceKind.allCases where links[kind] != 0 {
      let inode = links[kind]
      if inode == snapshot.observer.links[kind] {
        shared.append(kind)
      } else if !kinds.contains(kind) {
        leftOut.append(kind)
      } else if let namespace = snapshot.namespace(inode: inode) {
        joins.append(Join(namespace: namespace, door: door))
      }
    }
  }

  private init(alone namespace: Namespace, in snapshot: Snapshot) throws(EntryRefusal) {
    guard let door = snapshot.door(to: namespace) else { throw .unreachable(namespace.id) }
    joins = [Join(namespace: namespace, door: door)]
    // Without privileges of one's own they come from the user namespace that owns the room.
    if !snapshot.observer.has(.sysAdmin), namespace.kind != .user, let id = namespace.owner,
      id.inode != snapshot.observer.links[.user], let owner = snapshot.namespace(id)
    {
      joins.insert(Join(namespace: owner, door: .owner(of: door, kind: namespace.kind)), at: 0)
    }
  }

  private func checkPower(in snapshot: Snapshot) throws(EntryRefusal) {
    let user = joins.first { $0.namespace.kind == .user }?.namespace.id
    for join in joins {
      let namespace = join.namespace
      if namespace.kind == .pid, !snapshot.observerSees(pidNamespace: namespace) {
        throw .notBelow(namespace.id)
      }
      let owner = namespace.kind == .user ? namespace.id : namespace.owner
      if !snapshot.observerHas(.sysAdmin, in: owner) {
        throw .missing(.sysAdmin, in: owner, for: namespace.id)
      }
      // The same is needed where one will be then; in a user namespace that one joins one has it.
      if user == nil, let missing = snapshot.missingAtHome(for: namespace.kind) {
        let home = snapshot.namespace(inode: snapshot.observer.links[.user])?.id
        throw .missing(missing, in: home, for: namespace.id)
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

  /// Whether the observer has `capability` in a user namespace: because it is a member there with
  /// the capability, or in one above, or because it made the namespace below its own
  /// (user_namespaces(7), "Capabilities").
  func observerHas(_ capability: Capability, in userNamespace: NamespaceID?) -> Bool {
    let own = observer.links[.user]
    var next = userNamespace
    while let id = next {
      if id.inode == own { return observer.has(capability) }
      guard let namespace = namespace(id), case .namespace(let parent) = namespace.parent else {
        return false
      }
      if parent.inode == own, namespace.ownerUID == observer.uid { return true }
      next = parent
    }
    return false
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
