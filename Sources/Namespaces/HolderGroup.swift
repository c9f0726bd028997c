/// A holder of a namespace, or all bind mounts of it at one path: mounts are copied with every mount
/// namespace that is made (mount_namespaces(7)), so that one pin soon is many.
package struct HolderGroup: Sendable, Hashable {
  /// The holder, the first of several.
  package var first: Holder

  /// The mount namespaces that have the mount, by inode; empty for what is no mount.
  package var mountNamespaces: [UInt32]
}

extension Namespace {
  /// The ``holders``, those that are mounts at one path together, in the order of the first of each.
  package var holderGroups: [HolderGroup] {
    var groups: [HolderGroup] = []
    var positions: [RawPath: Int] = [:]
    for holder in holders {
      guard case .mount(let path, let inode) = holder else {
        groups.append(HolderGroup(first: holder, mountNamespaces: []))
        continue
      }
      if let position = positions[path] {
        groups[position].mountNamespaces.append(inode)
      } else {
        positions[path] = groups.count
        groups.append(HolderGroup(first: holder, mountNamespaces: [inode]))
      }
    }
    return groups
  }
}
