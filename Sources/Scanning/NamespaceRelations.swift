internal import NamespacePaths
internal import Namespaces
internal import SystemCalls

/// The namespaces that were asked about: identity, owner, parent and maker, which never change in a
/// namespace's life, so that each is asked once.
struct NamespaceRelations: Sendable {
  /// What is known, by inode.
  private(set) var known: [UInt32: Namespace] = [:]

  /// The inodes of owners and parents, by the number that is never reused: it alone tells again
  /// which of them a namespace has.
  private var inodeOfNumber: [UInt64: UInt32] = [:]

  /// Whether the kernel gives numbers that are never reused; nil before the first namespace.
  private var hasUniqueIDs: Bool?

  /// The inodes of the namespaces that were open, or held, since ``beginRound()``: what else is
  /// said of such an inode is about a namespace that had it before and is gone.
  private(set) var confirmed: Set<UInt32> = []

  /// The namespaces above whose pins a file server did not answer: it is not waited for again.
  private var silent: Set<UInt32> = []

  /// Whether that was met since ``beginRound()``: however many there are, one is waited for.
  private var isSilent = false

  /// Begins another look at everything.
  mutating func beginRound() {
    confirmed.removeAll(keepingCapacity: true)
    isSilent = false
  }

  /// The user who made the outermost of the user namespaces around a namespace, and so answers for
  /// all in it; root for one of the initial user namespace, and where that is out of view.
  func user(owning inode: UInt32) -> UInt32 {
    var uid: UInt32 = 0
    var next = known[inode]?.owner
    // User namespaces are nested at most 32 levels deep.
    for _ in 0..<64 {
      guard let id = next, let user = known[id.inode], user.kind == .user, !user.isInitial else {
        break
      }
      uid = user.ownerUID ?? uid
      next = user.owner
    }
    return uid
  }

  /// Asks about groups on all processors; see ``learn(_:in:changed:)``.
  mutating func learn(_ groups: [NamespaceGroups.Group], below root: String, changed: Set<Int32>) {
    let before = self
    let parts = concurrently(onPartsOf: groups) { slice in
      var part = before
      guard let proc = try? Descriptor.open(root, Descriptor.directoryPath) else { return part }
      for group in slice { part.learn(group, in: proc, changed: changed) }
      return part
    }
    for part in parts { absorb(part, since: before) }
  }

  /// Takes in what another learned that began with the same knowledge: what it knows unchanged may
  /// be out of date here by now.
  private mutating func absorb(_ other: NamespaceRelations, since before: NamespaceRelations) {
    for (inode, namespace) in other.known where namespace != before.known[inode] {
      known[inode] = namespace
    }
    inodeOfNumber.merge(other.inodeOfNumber) { $1 }
    confirmed.formUnion(other.confirmed)
    silent.formUnion(other.silent)
    isSilent = isSilent || other.isSilent
    hasUniqueIDs = hasUniqueIDs ?? other.hasUniqueIDs
  }

  /// Asks about a namespace that is new, or whose inode may have been given to another: one that no
  /// process has held since the last look.
  private mutating func learn(
    _ group: NamespaceGroups.Group, in proc: borrowing Descriptor, changed: Set<Int32>
  ) {
    if confirmed.contains(group.inode) { return }
    if let old = known[group.inode] {
      if old.kind == group.kind, hasAsked(inode: group.inode),
        group.members.contains(where: { !changed.contains($0) })
      {
        confirmed.insert(group.inode)
        return
      }
      known[group.inode] = nil
    }
    do {
      let waits = !isSilent && !silent.contains(group.inode)
      try learn(group.namespacePath.open(group.kind, in: proc, waits: waits))
    } catch {
      if error == .timedOut {
        isSilent = true
        silent.insert(group.inode)
      }
      note(group)
    }
    // Whose path it was may have ended meanwhile, and others may not.
    if !hasAsked(inode: group.inode), let other = group.members.last,
      let handle = try? NamespacePath.process(pid: other).open(group.kind, in: proc)
    {
      _ = try? learn(handle)
    }
    // The path may lead elsewhere by now; the link was seen all the same.
    if known[group.inode] == nil { note(group) }
  }

  /// Learns about a namespace, its owner, its parents and theirs, up to the topmost in view.
  ///
  /// - Returns: the identity of the namespace.
  @discardableResult
  mutating func learn(_ handle: borrowing NamespaceHandle) throws(Errno) -> NamespaceID {
    let id = try identity(of: handle)
    confirmed.insert(id.inode)
    if known[id.inode]?.id == id { return id }
    var namespace = Namespace(id: id)
    namespace.isInitial = id.inode == id.kind.initialInode
    namespace.owner = try ancestor { () throws(Errno) in try handle.owner() }
    if id.kind.isHierarchical {
      // The owner of a user namespace is its parent (user_namespaces(7)).
      let parent =
        id.kind == .user
        ? namespace.owner : try ancestor { () throws(Errno) in try handle.parent() }
      namespace.parent =
        parent.map { .namespace($0) } ?? (namespace.isInitial ? .none : .outOfView)
    }
    if id.kind == .user { namespace.ownerUID = try handle.ownerUID() }
    known[id.inode] = namespace
    return id
  }

  /// Whether this is certainly the namespace that is known by its inode; false where the kernel
  /// does not tell.
  mutating func isKnown(_ handle: borrowing NamespaceHandle) -> Bool {
    guard let id = try? identity(of: handle) else { return false }
    return id.unique != nil && known[id.inode]?.id == id
  }

  /// Whether more than kind and inode was learned of the namespace with this inode.
  private func hasAsked(inode: UInt32) -> Bool { known[inode].map { $0.id.device != 0 } ?? false }

  /// Notes a namespace of which nothing but kind and inode could be learned.
  private mutating func note(_ group: NamespaceGroups.Group) {
    let (kind, inode) = (group.kind, group.inode)
    guard known[inode]?.kind != kind else { return }
    var namespace = Namespace(id: NamespaceID(kind: kind, inode: inode, device: 0))
    namespace.isInitial = inode == kind.initialInode
    if kind.isHierarchical { namespace.parent = namespace.isInitial ? .none : .outOfView }
    known[inode] = namespace
  }

  /// Marks the namespace as the initial one of its kind; needed where the kernel does not reserve
  /// its inode number.
  mutating func markInitial(inode: UInt32) {
    known[inode]?.isInitial = true
  }

  /// Forgets all but the namespaces in `inodes` and their ancestors.
  mutating func keepOnly(_ inodes: some Sequence<UInt32>) {
    var kept: [UInt32: Namespace] = [:]
    var pending = Array(inodes)
    while let inode = pending.popLast() {
      guard kept[inode] == nil, let namespace = known[inode] else { continue }
      kept[inode] = namespace
      if let owner = namespace.owner { pending.append(owner.inode) }
      if case .namespace(let parent) = namespace.parent { pending.append(parent.inode) }
    }
    known = kept
    inodeOfNumber = inodeOfNumber.filter { kept[$0.value]?.id.unique == $0.key }
  }

  private mutating func identity(of handle: borrowing NamespaceHandle) throws(Errno) -> NamespaceID
  {
    guard let kind = NamespaceKind(cloneFlag: handle.cloneFlag) else { throw .unknownRequest }
    let status = try handle.status()
    return NamespaceID(
      kind: kind, inode: UInt32(truncatingIfNeeded: status.inode), device: status.device,
      unique: try uniqueID(of: handle))
  }

  private mutating func uniqueID(of handle: borrowing NamespaceHandle) throws(Errno) -> UInt64? {
    if hasUniqueIDs == false { return nil }
    do {
      let id = try handle.uniqueID()
      hasUniqueIDs = true
      return id
    } catch .unknownRequest {
      hasUniqueIDs = false
      return nil
    }
  }

  private mutating func ancestor(
    _ open: () throws(Errno) -> NamespaceHandle
  ) throws(Errno) -> NamespaceID? {
    do {
      let handle = try open()
      let number = try uniqueID(of: handle)
      if let number, let inode = inodeOfNumber[number], let id = known[inode]?.id,
        id.unique == number
      {
        confirmed.insert(inode)
        return id
      }
      let id = try learn(handle)
      if let number = id.unique { inodeOfNumber[number] = id.inode }
      return id
    } catch .notPermitted {
      return nil
    }
  }
}
