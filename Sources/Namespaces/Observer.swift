/// Who looks: what a scan could see depends on it.
public struct Observer: Sendable, Hashable {
  /// The number of the observing process in `/proc`; 0 where it has none (``View/foreign``).
  public var pid: Int32

  /// Its effective user id.
  public var uid: UInt32

  /// Its effective capabilities, bit n for capability number n (capabilities(7)).
  public var capabilities: UInt64

  /// Its own namespaces.
  public var links: NamespaceLinks

  /// Whose processes its `/proc` shows.
  public var view = View.own

  /// The pid namespace whose processes its `/proc` shows, by inode; 0 when it is not known.
  public var shownPIDNamespace: UInt32

  /// Whose processes a `/proc` shows.
  public enum View: String, Sendable, Hashable {
    /// Those of the observer's own pid namespace.
    case own

    /// Those of a pid namespace above it, where it has another number.
    case outer

    /// Those of a pid namespace that it is not in.
    case foreign
  }

  /// Creates an observer whose `/proc` shows its own pid namespace.
  public init(pid: Int32, uid: UInt32, capabilities: UInt64, links: NamespaceLinks) {
    self.pid = pid
    self.uid = uid
    self.capabilities = capabilities
    self.links = links
    shownPIDNamespace = links[.pid]
  }

  /// Whether it holds `capability`.
  public func has(_ capability: Capability) -> Bool {
    capabilities & (1 << UInt64(capability.rawValue)) != 0
  }

  /// Whether it is in another user namespace than the host's.
  package var isInNestedUser: Bool {
    links[.user] != 0 && links[.user] != NamespaceKind.user.initialInode
  }

  /// Whether it may look at and enter every namespace that its user namespace is above of.
  public var isPrivileged: Bool { has(.sysAdmin) && has(.sysPtrace) }
}

/// The capabilities that looking at and entering namespaces needs (capabilities(7)).
public enum Capability: UInt8, Sendable, CaseIterable {
  case setgid = 6
  case setuid = 7
  case netAdmin = 12
  case sysChroot = 18
  case sysPtrace = 19
  case sysAdmin = 21
  case sysResource = 24
  case perfmon = 38
  case bpf = 39

  /// The name in capabilities(7), such as `CAP_SYS_ADMIN`.
  public var name: String {
    switch self {
    case .setgid: "CAP_SETGID"
    case .setuid: "CAP_SETUID"
    case .netAdmin: "CAP_NET_ADMIN"
    case .sysChroot: "CAP_SYS_CHROOT"
    case .sysPtrace: "CAP_SYS_PTRACE"
    case .sysAdmin: "CAP_SYS_ADMIN"
    case .sysResource: "CAP_SYS_RESOURCE"
    case .perfmon: "CAP_PERFMON"
    case .bpf: "CAP_BPF"
    }
  }
}
