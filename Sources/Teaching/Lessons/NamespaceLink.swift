package import Namespaces

/// One of the ten links in `/proc/PID/ns`.
package enum NamespaceLink: Sendable, Hashable {
  case kind(NamespaceKind)
  case pidForChildren
  case timeForChildren

  /// The links as `ls` sorts them.
  static let all: [NamespaceLink] = [
    .kind(.cgroup), .kind(.ipc), .kind(.mnt), .kind(.net), .kind(.pid), .pidForChildren,
    .kind(.time), .timeForChildren, .kind(.user), .kind(.uts),
  ]

  /// The name of the file.
  package var name: String {
    switch self {
    case .kind(let kind): kind.name
    case .pidForChildren: "pid_for_children"
    case .timeForChildren: "time_for_children"
    }
  }

  /// The kind of namespace that it leads to.
  var kind: NamespaceKind {
    switch self {
    case .kind(let kind): kind
    case .pidForChildren: .pid
    case .timeForChildren: .time
    }
  }
}

extension NamespaceLink: CustomStringConvertible, CustomDebugStringConvertible {
  /// The name of the file.
  package var description: String { name }

  /// The name of the file.
  package var debugDescription: String { name }
}

extension NamespaceLinks {
  /// The inode number that a link leads to; 0 when unknown.
  subscript(link: NamespaceLink) -> UInt32 {
    switch link {
    case .kind(let kind): self[kind]
    case .pidForChildren: pidForChildren
    case .timeForChildren: timeForChildren
    }
  }
}
