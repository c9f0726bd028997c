internal import CLinux

extension NamespaceHandle {
  /// The root directory of this mount namespace, got by a child that joins it for a moment.
  ///
  /// - Parameter user: a user namespace to join before, for the privileges that it gives.
  /// - Returns: the directory as a place to open others from (`O_PATH`).
  /// - Throws: what setns(2) says, such as EPERM.
  package borrowing func rootDirectory(
    joining user: borrowing NamespaceHandle?
  ) throws(Errno) -> Descriptor {
    try inside(user: user, root: -1, copies: false)
  }

  /// A detached copy of all mounts below a directory of this mount namespace, to be attached
  /// elsewhere (open_tree(2) with `OPEN_TREE_CLONE`), got by a child that joins it for a moment.
  ///
  /// - Parameters:
  ///   - root: the directory; nil for the namespace's root.
  ///   - user: a user namespace to join before, for the privileges that it gives.
  /// - Returns: the detached mount.
  /// - Throws: what setns(2) or open_tree(2) says.
  package borrowing func copyOfMounts(
    below root: borrowing Descriptor?, joining user: borrowing NamespaceHandle?
  ) throws(Errno) -> Descriptor {
    let raw =
      switch root {
      case .some(let root): root.rawValue
      case .none: Int32(-1)
      }
    return try inside(user: user, root: raw, copies: true)
  }

  private borrowing func inside(
    user: borrowing NamespaceHandle?, root: Int32, copies: Bool
  ) throws(Errno) -> Descriptor {
    let mounts = descriptor.rawValue
    let userRaw =
      switch user {
      case .some(let user): user.descriptor.rawValue
      case .none: Int32(-1)
      }
    return try Descriptor(
      owning: call { heya_inside_mounts(userRaw, mounts, root, copies ? 1 : 0) })
  }
}
