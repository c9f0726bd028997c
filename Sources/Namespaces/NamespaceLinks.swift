/// The ten links of `/proc/PID/ns`: one per kind, and the two that hold for future children.
///
/// A link is the inode number of the namespace. All namespaces live in the one nsfs file system and
/// the kernel takes the numbers of all kinds from one pool, so the number alone finds the namespace
/// in a ``Snapshot``. Zero stands for a link that could not be read.
public struct NamespaceLinks: Sendable {
  private var inodes: [10 of UInt32]

  /// The names of the links in `/proc/PID/ns`, in the order of ``subscript(slot:)``.
  package static let names =
    NamespaceKind.allCases.map(\.name) + ["pid_for_children", "time_for_children"]

  /// The inode number of the link ``names``[slot]; slots 0 to 7 are the kinds in joining order.
  package subscript(slot slot: Int) -> UInt32 {
    get { inodes[slot] }
    set { inodes[slot] = newValue }
  }

  /// Links of which none is known.
  public init() {
    inodes = .init(repeating: 0)
  }

  /// The inode number of the namespace of `kind`, 0 when unknown.
  public subscript(kind: NamespaceKind) -> UInt32 {
    get { inodes[Int(kind.rawValue)] }
    set { inodes[Int(kind.rawValue)] = newValue }
  }

  /// The inode number in `pid_for_children`: the pid namespace of children yet to come.
  public var pidForChildren: UInt32 {
    get { inodes[8] }
    set { inodes[8] = newValue }
  }

  /// The inode number in `time_for_children`: the time namespace of children yet to come.
  public var timeForChildren: UInt32 {
    get { inodes[9] }
    set { inodes[9] = newValue }
  }

  /// The namespace of `kind` in which children will live, when it is another than the process's
  /// own; nil for kinds that children simply inherit.
  public func forChildren(_ kind: NamespaceKind) -> UInt32? {
    let child =
      switch kind {
      case .pid: pidForChildren
      case .time: timeForChildren
      default: UInt32(0)
      }
    return child == 0 || child == self[kind] ? nil : child
  }

  /// Whether no link is known.
  public var isEmpty: Bool { self == NamespaceLinks() }
}

extension NamespaceLinks: Hashable {
  /// Whether all ten links are the same.
  public static func == (left: Self, right: Self) -> Bool {
    for index in left.inodes.indices where left.inodes[index] != right.inodes[index] {
      return false
    }
    return true
  }

  /// Feeds the ten links to `hasher`.
  public func hash(into hasher: inout Hasher) {
    for index in inodes.indices { hasher.combine(inodes[index]) }
  }
}

extension NamespaceLinks: Codable {
  /// Reads the ten inode numbers.
  public init(from decoder: any Decoder) throws {
    self.init()
    var numbers = try decoder.unkeyedContainer()
    for index in inodes.indices { inodes[index] = try numbers.decode(UInt32.self) }
  }

  /// Writes the ten inode numbers as a list.
  public func encode(to encoder: any Encoder) throws {
    var numbers = encoder.unkeyedContainer()
    for index in inodes.indices { try numbers.encode(inodes[index]) }
  }
}
