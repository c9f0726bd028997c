/// The ten links of `/proc/PID/ns`: one per kind, and the two that hold for future children.
///
/// A link is the inode number of the namespace. All namespaces live in the one nsfs file system and
/// the kernel takes the numbers of all kinds from one pool, so the number alone finds the namespace
/// in a ``Snapshot``. Zero stands for a link that could not be read.
///
/// Nearly all processes of a host have the same ten: values that were made alike share their memory
/// (see ``init(_:like:)``), and are then known to be equal at a glance.
public struct NamespaceLinks: Sendable {
  /// The links, never changed once others may see them.
  private var shared: Inodes

  private final class Inodes: Sendable {
    let numbers: [10 of UInt32]

    init(_ numbers: [10 of UInt32]) { self.numbers = numbers }

    /// Those of which none is known.
    static let none = Inodes(.init(repeating: 0))
  }

  private var inodes: [10 of UInt32] {
    get { shared.numbers }
    set { shared = Inodes(newValue) }
  }

  /// The names of the links in `/proc/PID/ns`, in the order of ``subscript(slot:)``.
  package static let names =
    NamespaceKind.allCases.map(\.name) + ["pid_for_children", "time_for_children"]

  /// The inode number of the link ``names``[slot]; slots 0 to 7 are the kinds in joining order.
  package subscript(slot slot: Int) -> UInt32 {
    get { shared.numbers[slot] }
    set { inodes[slot] = newValue }
  }

  /// Links of which none is known.
  public init() {
    shared = .none
  }

  /// Links with these inode numbers by slot; they share the memory of the `other` when they are the
  /// same.
  package init(_ inodes: [10 of UInt32], like other: NamespaceLinks) {
    for slot in inodes.indices where inodes[slot] != other[slot: slot] {
      shared = Inodes(inodes)
      return
    }
    self = other
  }

  /// Whether both are known to be the same without a look at the links.
  package func isShared(with other: NamespaceLinks) -> Bool { shared === other.shared }

  /// The inode number of the namespace of `kind`, 0 when unknown.
  public subscript(kind: NamespaceKind) -> UInt32 {
    get { shared.numbers[Int(kind.rawValue)] }
    set { inodes[Int(kind.rawValue)] = newValue }
  }

  /// The inode number in `pid_for_children`: the pid namespace of children yet to come.
  public var pidForChildren: UInt32 {
    get { shared.numbers[8] }
    set { inodes[8] = newValue }
  }

  /// The inode number in `time_for_children`: the time namespace of children yet to come.
  public var timeForChildren: UInt32 {
    get { shared.numbers[9] }
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
    if left.isShared(with: right) { return true }
    for slot in names.indices where left[slot: slot] != right[slot: slot] { return false }
    return true
  }

  /// Feeds the ten links to `hasher`.
  public func hash(into hasher: inout Hasher) {
    for slot in Self.names.indices { hasher.combine(self[slot: slot]) }
  }
}

extension NamespaceLinks: Codable {
  /// Reads the ten inode numbers.
  public init(from decoder: any Decoder) throws {
    var numbers = try decoder.unkeyedContainer()
    var inodes = [10 of UInt32](repeating: 0)
    for slot in inodes.indices { inodes[slot] = try numbers.decode(UInt32.self) }
    shared = Inodes(inodes)
  }

  /// Writes the ten inode numbers as a list.
  public func encode(to encoder: any Encoder) throws {
    var numbers = encoder.unkeyedContainer()
    for slot in Self.names.indices { try numbers.encode(self[slot: slot]) }
  }
}
