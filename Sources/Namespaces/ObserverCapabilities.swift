extension Snapshot {
  /// Whether the observer holds a capability in a user namespace, by the rules of
  /// user_namespaces(7): its effective capabilities count in its own and in all below it, and it
  /// has all in a namespace that its user made from within its own, and below that.
  ///
  /// - Parameters:
  ///   - capability: the capability.
  ///   - user: the user namespace; nil, which is one out of view, is above the observer's.
  /// - Returns: whether the kernel will find that it holds the capability.
  public func observerHolds(_ capability: Capability, in user: NamespaceID?) -> Bool {
    let own = observer.links[.user]
    var next = user
    for _ in 0...Self.deepestUser {
      guard let id = next else { return false }
      if id.inode == own { return observer.has(capability) }
      guard let namespace = namespace(id), case .namespace(let parent) = namespace.parent else {
        return false
      }
      if parent.inode == own, namespace.ownerUID == observer.uid { return true }
      next = parent
    }
    return false
  }

  /// How deep user namespaces nest at most (user_namespaces(7)): parents that were seen at
  /// different moments, and those of a forged capture, may go round in a circle.
  private static let deepestUser = 32
}

extension Namespace {
  /// The user namespace in which capabilities count for it: its owner, itself for a user namespace.
  public var authority: NamespaceID? { kind == .user ? id : owner }
}
