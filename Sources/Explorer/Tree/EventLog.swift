import Namespaces

/// What happened on the host while somebody looked: namespaces that came and went, and who went
/// from one into another.
struct EventLog: Sendable {
  /// The changes, oldest first; the oldest are forgotten at 5,000.
  private(set) var changes: [Change] = []

  private var next = 0
  private static let limit = 5_000

  /// Writes down what changed between two scans.
  ///
  /// Processes that live only in the host's own namespaces come and go by the hundred; they are
  /// left out.
  mutating func record(
    from before: Snapshot, to after: Snapshot, _ difference: SnapshotDifference
  ) {
    for id in difference.appeared {
      let first = after.namespace(id)?.members.first.flatMap { after.process(pid: $0) }
      add(after.taken, .appeared, .namespace(id), first)
    }
    for move in difference.moved {
      add(
        after.taken, .moved(move.kind, from: move.from, to: move.to), .process(move.process),
        after.process(move.process))
    }
    for id in difference.started {
      let process = after.process(id)
      if let process, !after.isInInitialNamespaces(process) {
        add(after.taken, .started, .process(id), process)
      }
    }
    for id in difference.ended {
      let process = before.process(id)
      if let process, !before.isInInitialNamespaces(process) {
        add(after.taken, .ended, .process(id), process)
      }
    }
    for id in difference.vanished {
      let first = before.namespace(id)?.members.first.flatMap { before.process(pid: $0) }
      add(after.taken, .vanished, .namespace(id), first)
    }
    if changes.count > Self.limit { changes.removeFirst(changes.count - Self.limit) }
  }

  private mutating func add(
    _ time: Double, _ what: Change.What, _ object: ObjectID, _ process: ProcessRecord?
  ) {
    changes.append(
      Change(
        number: next, time: time, what: what, object: object,
        pid: process?.pid, name: process?.name ?? "", uid: process?.uid))
    next += 1
  }
}

extension Snapshot {
  /// Whether a process is in nothing but initial namespaces, as far as can be seen.
  fileprivate func isInInitialNamespaces(_ process: ProcessRecord) -> Bool {
    NamespaceKind.allCases.allSatisfy { kind in
      let inode = process.links[kind]
      return inode == 0 || inode == observer.links[kind]
        || namespace(inode: inode)?.isInitial ?? false
    }
  }
}
