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

  /// Compares two snapshots, `before` the earlier one.
  public init(from before: Snapshot, to after: Snapshot) {
    Self.merge(before.namespaces, after.namespaces, by: \.id) { old, new in
      if new == nil, let old { vanished.append(old.id) }
      if old == nil, let new { appeared.append(new.id) }
      if let old, let new, old.id != new.id {
        vanished.append(old.id)
        appeared.append(new.id)
      }
    }
    Self.merge(before.processes, after.processes, by: \.pid) { old, new in
      if let old, let new, old.startTicks == new.startTicks {
        compareLinks(old, new)
      } else {
        if let old { ended.append(old.id) }
        if let new { started.append(new.id) }
      }
    }
  }

  /// Whether nothing changed.
  public var isEmpty: Bool {
    appeared.isEmpty && vanished.isEmpty && started.isEmpty && ended.isEmpty && moved.isEmpty
  }

  private mutating func compareLinks(_ old: ProcessRecord, _ new: ProcessRecord) {
    guard old.links != new.links else { return }
    for kind in NamespaceKind.allCases {
      let (from, to) = (old.links[kind], new.links[kind])
      if from != to, from != 0, to != 0 {
        moved.append(Move(process: new.id, kind: kind, from: from, to: to))
      }
    }
  }

  /// Walks two sequences sorted by `key` side by side and hands over what belongs together.
  private static func merge<Element, Key: Comparable>(
    _ left: [Element], _ right: [Element], by key: (Element) -> Key,
    _ visit: (Element?, Element?) -> Void
  ) {
    var (i, j) = (0, 0)
    while i < left.count || j < right.count {
      if j == right.count || i < left.count && key(left[i]) < key(right[j]) {
        visit(left[i], nil)
        i += 1
      } else if i == left.count || key(right[j]) < key(left[i]) {
        visit(nil, right[j])
        j += 1
      } else {
        visit(left[i], right[j])
        (i, j) = (i + 1, j + 1)
      }
    }
  }
}
