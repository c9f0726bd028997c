internal import CLinux

/// An open file of nsfs: a namespace that one can ask about, and join with setns(2).
///
/// It keeps the namespace alive as long as it is open.
public struct NamespaceHandle: ~Copyable, Sendable {
  /// The open file.
  public let descriptor: Descriptor

  /// Takes an open file that is a namespace's.
  ///
  /// - Throws: ENOTTY when the file is not a namespace's.
  public init(_ descriptor: consuming Descriptor) throws(Errno) {
    let raw = descriptor.rawValue
    cloneFlag = UInt32(bitPattern: try call { heya_ns_get_nstype(raw) })
    self.descriptor = descriptor
  }

  /// Takes an open file that is certainly that of a namespace of the kind.
  private init(_ descriptor: consuming Descriptor, cloneFlag: UInt32) {
    self.cloneFlag = cloneFlag
    self.descriptor = descriptor
  }

  /// A namespace of the calling process, without `/proc` (pidfd_open(2), since Linux 6.11).
  ///
  /// - Throws: ENOTTY on older kernels.
  package init(ofCaller cloneFlag: UInt32) throws(Errno) {
    try self.init(
      Descriptor(owning: call { heya_own_namespace(cloneFlag) }), cloneFlag: cloneFlag)
  }

  /// The network namespace that a socket was made in (`SIOCGSKNS`).
  ///
  /// - Throws: EPERM without CAP_NET_ADMIN in the owner of the namespace.
  package init(ofSocket socket: borrowing Descriptor) throws(Errno) {
    let raw = socket.rawValue
    try self.init(Descriptor(owning: call { heya_socket_get_netns(raw) }))
  }

  /// The namespace with a number that is never reused, whoever keeps it alive
  /// (open_by_handle_at(2) with a handle of nsfs, since Linux 6.18).
  ///
  /// - Parameters:
  ///   - number: the number, see ``uniqueID()``.
  ///   - cloneFlag: the kind as the flag of clone(2); with `inode` it may be 0 since Linux 6.19.
  ///   - inode: the inode.
  /// - Throws: ESTALE when there is no such namespace, EPERM without CAP_SYS_ADMIN in the initial
  ///   user namespace, EBADF on older kernels.
  package init(number: UInt64, cloneFlag: UInt32 = 0, inode: UInt32 = 0) throws(Errno) {
    try self.init(
      Descriptor(owning: call { heya_open_numbered_namespace(number, cloneFlag, inode) }))
  }

  /// The kind as the flag of clone(2), such as `CLONE_NEWNET` (`NS_GET_NSTYPE`).
  public let cloneFlag: UInt32

  /// The namespace's number that is never reused (`NS_GET_ID`, since Linux 6.18).
  ///
  /// - Throws: ENOTTY on older kernels.
  public func uniqueID() throws(Errno) -> UInt64 {
    var id: UInt64 = 0
    let raw = descriptor.rawValue
    _ = try call { unsafe heya_ns_get_id(raw, &id) }
    return id
  }

  /// The user namespace that owns this one (`NS_GET_USERNS`).
  ///
  /// - Throws: EPERM when the owner is outside the caller's user namespace.
  public func owner() throws(Errno) -> NamespaceHandle {
    let raw = descriptor.rawValue
    let owner = Descriptor(owning: try call { heya_ns_get_userns(raw) })
    return NamespaceHandle(owner, cloneFlag: Self.user)
  }

  /// `CLONE_NEWUSER`.
  private static let user: UInt32 = 0x1000_0000

  /// The namespace above (`NS_GET_PARENT`).
  ///
  /// - Throws: EINVAL when the kind has no hierarchy; EPERM when this is the topmost namespace, and
  ///   also when the parent is outside the caller's namespace of the kind.
  public func parent() throws(Errno) -> NamespaceHandle {
    let raw = descriptor.rawValue
    let parent = Descriptor(owning: try call { heya_ns_get_parent(raw) })
    return NamespaceHandle(parent, cloneFlag: cloneFlag)
  }

  /// The user id that made it; only a user namespace tells (`NS_GET_OWNER_UID`).
  public func ownerUID() throws(Errno) -> UInt32 {
    var uid: UInt32 = 0
    let raw = descriptor.rawValue
    _ = try call { unsafe heya_ns_get_owner_uid(raw, &uid) }
    return uid
  }

  /// The device and the inode, which identify the namespace as long as it lives.
  public func status() throws(Errno) -> FileStatus { try descriptor.status() }

  /// Gives the descriptor away.
  package consuming func take() -> Descriptor { descriptor }
}
