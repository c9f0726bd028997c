/// What changed between two snapshots of one host.
public struct SnapshotDifference: Sendable, Equatable {
  /// Namespaces that the later snapshot has and the earlier has not.
  public var appeared: [NamespaceID] = []

  /// Namespaces that the earlier snapshot has and the later has not.
  public var vanished: [NamespaceID] = []

  /// Processes that started.
  public var started: [ProcessID] = []

  /// Processes that ended.
  public var ended: [ProcessID] = []

  /// Processes that went from one namespace into another, by setns(2) or unshare(2).
  public var moved: [Move] = []

  /// A process that changed the namespace of one kind.
  public struct Move: Sendable, Equatable {
    /// The process.
    public var process: ProcessID

    /// The kind.
    public var kind: NamespaceKind

    /// The inode of the namespace that it left.
    public var from: UInt32

    /// The inode of the namespace that it is in now.
    public var to: UInt32

    /// Creates a move.
    public init(process: ProcessID, kind: NamespaceKind, from: UInt32, to: UInt32) {
      self.process = process
      self.kind = kind
      self.from = from
      self.to = to
    }
  }

  /// No difference.
  public init() {}

  /// Compares two snapshots, `before` the earlier one.
  public init(from before: Snapshot, to after: Snapshot) {
    let (oldNamespaces, newNamespaces) = (before.namespaces, after.namespaces)
    Self.merge(oldNamespaces.count, newNamespaces.count) {
      Order(oldNamespaces[$0].id, newNamespaces[$1].id)
    } visit: { old, new in
      if let old, let new, oldNamespaces[old].id == newNamespaces[new].id { return }
      if let old { vanished.append(oldNamespaces[old].id) }
      if let new { appeared.append(newNamespaces[new].id) }
    }
    let (oldProcesses, newProcesses) = (before.processes, after.processes)
    Self.merge(oldProcesses.count, newProcesses.count) {
      Order(oldProcesses[$0].pid, newProcesses[$1].pid)
    } visit: { old, new in
      if let old, let new, oldProcesses[old].startTicks == newProcesses[new].startTicks {
        if oldProcesses[old].links == newProcesses[new].links { return }
        return compareLinks(oldProcesses[old], newProcesses[new])
      }
      if let old { ended.append(oldProcesses[old].id) }
      if let new { started.append(newProcesses[new].id) }
    }
  }

  /// Whether nothing changed.
  public var isEmpty: Bool {
    appeared.isEmpty && vanished.isEmpty && started.isEmpty && ended.isEmpty && moved.isEmpty
  }

  private mutating func compareLinks(_ old: ProcessRecord, _ new: ProcessRecord) {
    for kind in NamespaceKind.allCases {
      let (from, to) = (old.links[kind], new.links[kind])
      if from != to, from != 0, to != 0 {
        moved.append(Move(process: new.id, kind: kind, from: from, to: to))
      }
    }
  }

  /// Which of two elements comes first.
  private enum Order {
    case left
    case right
    case same

    init<Key: Comparable>(_ left: Key, _ right: Key) {
      self = left < right ? .left : right < left ? .right : .same
    }
  }

  /// Walks two sorted arrays side by side and hands over the positions of what belongs together.
  ///
  /// Positions, for to copy 10,000 records would cost more than to compare them.
  private static func merge(
    _ left: Int, _ right: Int, by order: (Int, Int) -> Order, visit: (Int?, Int?) -> Void
  ) {
    var (i, j) = (0, 0)
    while i < left || j < right {
      switch j == right ? .left : i == left ? .right : order(i, j) {
      case .left:
        visit(i, nil)
        i += 1
      case .right:
        visit(nil, j)
        j += 1
      case .same:
        visit(i, j)
        (i, j) = (i + 1, j + 1)
      }
    }
  }
}
