/// Something that one may want to do to a namespace, and what it takes.
public struct Permission: Sendable, Hashable {
  /// What it is.
  public var operation: Operation

  /// The first of the capabilities that are missing; nil when it may be done.
  public var missing: Capability?

  /// The user namespace in which the capability counts; nil when that is out of view.
  public var authority: NamespaceID?

  /// What can be done to namespaces.
  public enum Operation: String, Sendable, CaseIterable {
    /// To become a member of it (setns(2)).
    case join

    /// To change its interfaces and routes (rtnetlink(7)).
    case changeNetwork

    /// To change its host name (sethostname(2)).
    case changeHostName

    /// To mount and unmount in it (mount(2)).
    case mount

    /// To write its id maps, which can be done once (user_namespaces(7)).
    case writeMaps
  }
}

extension Snapshot {
  /// What the observer may do to a namespace, and why not.
  public func permissions(on namespace: Namespace) -> [Permission] {
    var permissions = [act(.join, on: namespace, [.sysAdmin])]
    if namespace.kind == .mnt, permissions[0].missing == nil, !observer.has(.sysChroot) {
      // setns(2) wants this one in the caller's own user namespace.
      permissions[0].missing = .sysChroot
      permissions[0].authority = self.namespace(inode: observer.links[.user])?.id
    }
    switch namespace.kind {
    case .net: permissions.append(act(.changeNetwork, on: namespace, [.netAdmin]))
    case .uts: permissions.append(act(.changeHostName, on: namespace, [.sysAdmin]))
    case .mnt: permissions.append(act(.mount, on: namespace, [.sysAdmin]))
    case .user: permissions.append(act(.writeMaps, on: namespace, [.setuid, .setgid]))
    default: break
    }
    return permissions
  }

  private func act(
    _ operation: Permission.Operation, on namespace: Namespace, _ capabilities: [Capability]
  ) -> Permission {
    let missing = capabilities.first { !observerHolds($0, in: namespace.authority) }
    return Permission(operation: operation, missing: missing, authority: namespace.authority)
  }
}
