public import Namespaces

/// Something that heya explains; its name is what one types after `heya explain`.
public enum Subject: String, Sendable, CaseIterable {
  case namespace
  case user
  case cgroup
  case ipc
  case uts
  case net
  case pid
  case mnt
  case time
  case clone
  case setns
  case unshare
  case pins
  case owner
  case veth
  case container

  /// The subject that explains a kind.
  public init(_ kind: NamespaceKind) {
    self =
      switch kind {
      case .user: .user
      case .cgroup: .cgroup
      case .ipc: .ipc
      case .uts: .uts
      case .net: .net
      case .pid: .pid
      case .mnt: .mnt
      case .time: .time
      }
  }

  /// The kind that it explains, if it is one.
  public var kind: NamespaceKind? { NamespaceKind(name: rawValue) }
}
