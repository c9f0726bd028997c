/// What tells one namespace from every other, also from an earlier one with the same inode number.
///
/// The kernel reuses inode numbers as soon as a namespace is gone. Since Linux 6.18 it also gives a
/// 64-bit number that it never reuses (`NS_GET_ID`, ioctl_nsfs(2)); where that is known it decides,
/// else the device and the inode do.
public struct NamespaceID: Sendable, Hashable {
  /// The kind of the namespace.
  public var kind: NamespaceKind

  /// The inode number in the nsfs file system, as in `net:[4026531833]`.
  public var inode: UInt32

  /// The device number of the nsfs file system (`st_dev` of stat(2)).
  public var device: UInt64

  /// The number that the kernel never reuses; nil before Linux 6.18 or when it could not be read.
  public var unique: UInt64?

  /// Creates the identity of a namespace from its parts.
  public init(kind: NamespaceKind, inode: UInt32, device: UInt64, unique: UInt64? = nil) {
    self.kind = kind
    self.inode = inode
    self.device = device
    self.unique = unique
  }
}

extension NamespaceID: Comparable {
  /// Orders by kind, then by inode number.
  public static func < (left: Self, right: Self) -> Bool {
    (left.kind, left.inode) < (right.kind, right.inode)
  }
}

extension NamespaceID: CustomStringConvertible {
  /// The name that readlink(2) gives for the namespace's link, such as `net:[4026531833]`.
  public var description: String { "\(kind.name):[\(inode)]" }
}
