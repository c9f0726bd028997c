/// The kinds of namespace that Linux knows, in the order in which they are joined.
///
/// The order is nsenter's: the user namespace first, because the privileges to join the others may
/// come from it; the mount namespace late, because paths mean something else after it. What each
/// kind isolates is told by namespaces(7) and the page that ``manualPage`` names.
public enum NamespaceKind: UInt8, CaseIterable, Sendable, Hashable, Codable {
  case user
  case cgroup
  case ipc
  case uts
  case net
  case pid
  case mnt
  case time

  /// The name of the kind's link in `/proc/PID/ns`, such as `net`; `lsns` uses the same.
  public var name: String { row.name }

  /// The flag that clone(2), setns(2) and unshare(2) take for the kind, such as `0x40000000`.
  public var cloneFlag: UInt32 { row.flag }

  /// The name of ``cloneFlag`` in the man pages, such as `CLONE_NEWNET`.
  public var cloneFlagName: String { row.flagName }

  /// The inode number that the kernel reserves for the initial namespace of the kind
  /// (`include/uapi/linux/nsfs.h`; for net and mnt only since Linux 6.18, before it they vary).
  public var initialInode: UInt32 { row.initialInode }

  /// The page of section 7 that describes the kind, such as `network_namespaces(7)`.
  public var manualPage: String { row.page }

  /// Whether namespaces of the kind form a hierarchy that `NS_GET_PARENT` walks (ioctl_nsfs(2)).
  public var isHierarchical: Bool { self == .user || self == .pid }

  /// Whether joining takes effect only for children of the caller (setns(2)).
  public var holdsForChildren: Bool { self == .pid || self == .time }

  /// The kind whose link in `/proc/PID/ns` is called `name`; nil when there is none.
  public init?(name: some StringProtocol) {
    guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = kind
  }

  /// The kind that clone(2) makes with `cloneFlag`; nil when there is none.
  public init?(cloneFlag: UInt32) {
    guard let kind = Self.allCases.first(where: { $0.cloneFlag == cloneFlag }) else { return nil }
    self = kind
  }

  private var row: Row { Self.table[Int(rawValue)] }

  private struct Row {
    var name: String
    var flag: UInt32
    var flagName: String
    var initialInode: UInt32
    var page: String
  }

  private static let table: [Row] = [
    Row(
      name: "user", flag: 0x1000_0000, flagName: "CLONE_NEWUSER", initialInode: 0xEFFF_FFFD,
      page: "user_namespaces(7)"),
    Row(
      name: "cgroup", flag: 0x0200_0000, flagName: "CLONE_NEWCGROUP", initialInode: 0xEFFF_FFFB,
      page: "cgroup_namespaces(7)"),
    Row(
      name: "ipc", flag: 0x0800_0000, flagName: "CLONE_NEWIPC", initialInode: 0xEFFF_FFFF,
      page: "ipc_namespaces(7)"),
    Row(
      name: "uts", flag: 0x0400_0000, flagName: "CLONE_NEWUTS", initialInode: 0xEFFF_FFFE,
      page: "uts_namespaces(7)"),
    Row(
      name: "net", flag: 0x4000_0000, flagName: "CLONE_NEWNET", initialInode: 0xEFFF_FFF9,
      page: "network_namespaces(7)"),
    Row(
      name: "pid", flag: 0x2000_0000, flagName: "CLONE_NEWPID", initialInode: 0xEFFF_FFFC,
      page: "pid_namespaces(7)"),
    Row(
      name: "mnt", flag: 0x0002_0000, flagName: "CLONE_NEWNS", initialInode: 0xEFFF_FFF8,
      page: "mount_namespaces(7)"),
    Row(
      name: "time", flag: 0x0000_0080, flagName: "CLONE_NEWTIME", initialInode: 0xEFFF_FFFA,
      page: "time_namespaces(7)"),
  ]
}

extension NamespaceKind: Comparable {
  /// Orders kinds as they are joined.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension NamespaceKind: CustomStringConvertible {
  /// The kind's ``name``.
  public var description: String { name }
}
