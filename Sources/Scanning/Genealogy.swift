internal import Kernel
internal import Namespaces

/// The namespaces that were asked about: identity, owner, parent and maker, which never change in a
/// namespace's life, so that each is asked once.
struct Genealogy: ~Copyable {
  /// What is known, by inode.
  private(set) var known: [UInt32: Namespace] = [:]

  /// Whether the kernel gives numbers that are never reused; nil before the first namespace.
  private var hasUniqueIDs: Bool?

  /// The inodes of the namespaces that were open, or held, since ``beginRound()``: what else is said of such an
  /// inode is about a namespace that had it before and is gone.
  private(set) var confirmed: Set<UInt32> = []

  /// Begins another look at everything.
  mutating func beginRound() { confirmed.removeAll(keepingCapacity: true) }

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
      if let parent = try ancestor({ () throws(Errno) in try handle.parent() }) {
        namespace.parent = .namespace(parent)
      } else {
        namespace.parent = namespace.isInitial ? .none : .outOfView
      }
    }
    if id.kind == .user { namespace.ownerUID = try handle.ownerUID() }
    known[id.inode] = namespace
    return id
  }

  /// Whether this is certainly the namespace that is known by its inode; false where the kernel does
  /// not tell.
  mutating func isKnown(_ handle: borrowing NamespaceHandle) -> Bool {
    guard let id = try? identity(of: handle) else { return false }
    return id.unique != nil && known[id.inode]?.id == id
  }

  /// Whether more than kind and inode was learned of the namespace with this inode.
  func hasAsked(inode: UInt32) -> Bool { known[inode].map { $0.id.device != 0 } ?? false }

  /// Notes a namespace of which nothing but kind and inode could be learned.
  mutating func note(inode: UInt32, kind: NamespaceKind) {
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
  }

  /// Notes that the known namespace with this inode is the one that has it now.
  mutating func confirm(inode: UInt32) { confirmed.insert(inode) }

  /// Forgets one namespace, so that it is asked about anew.
  mutating func forget(inode: UInt32) {
    known[inode] = nil
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
      return try learn(open())
    } catch .notPermitted {
      return nil
    }
  }
}
