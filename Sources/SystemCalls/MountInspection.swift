extension NamespaceHandle {
  /// The root directory of this mount namespace, got by a child that joins it for a moment.
  ///
  /// - Parameter user: a user namespace to join before, for the privileges that it gives.
  /// - Returns: the directory as a place to open others from (`O_PATH`).
  /// - Throws: what setns(2) says, such as EPERM.
  package borrowing func rootDirectory(
    joining user: borrowing NamespaceHandle?
  ) throws(Errno) -> Descriptor {
    try inside(user: user, wants: .openDirectory("/"))
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
    switch root {
    case .some(let root): try inside(user: user, wants: .copyMounts(fd: root.rawValue))
    case .none: try inside(user: user, wants: .copyMounts(fd: nil))
    }
  }

  private borrowing func inside(
    user: borrowing NamespaceHandle?, wants call: ChildCall
  ) throws(Errno) -> Descriptor {
    var program = ChildProgram()
    program.add(.makeUndumpable)
    switch user {
    case .some(let user): program.add(.join(fd: user.descriptor.rawValue, flags: 0))
    case .none: break
    }
    program.add(.join(fd: descriptor.rawValue, flags: 0))
    program.add(call)
    var child = try program.start()
    do throws(Errno) {
      try child.proceed { call in
        switch call {
        case .openDirectory, .copyMounts: true
        default: false
        }
      }
      guard let place = child.takeDescriptor() else { throw .noSuchProcess }
      child.end()
      return place
    } catch {
      child.end()
      throw error
    }
  }
}
