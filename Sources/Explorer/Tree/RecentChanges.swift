import Namespaces

/// What appeared, moved or vanished so recently that it still stands out.
///
/// What vanished from the screen is kept as it was last seen, so that it fades at its place before
/// the rows below close up; what nobody saw just goes, however much of it there is. Everything is
/// let go after two refreshes and one and a half seconds, whichever is later: with ten scans a
/// second two refreshes would be a flicker.
struct RecentChanges: Sendable {
  private var entries: [ObjectID: Entry] = [:]
  private var generation = 0

  private struct Entry: Sendable {
    var mark: ViewModel.Mark
    var generation: Int
    var since: Double
    var removedObject: RemovedObject?
  }

  private enum RemovedObject: Sendable {
    case process(ProcessRecord)
    case namespace(Namespace)
  }

  private static let refreshes = 2
  private static let seconds = 1.5

  /// Takes in what changed between two scans, while some objects were on the screen.
  mutating func advance(
    from before: Snapshot, to after: Snapshot, _ difference: SnapshotDifference,
    onScreen seen: Set<ObjectID>
  ) {
    generation += 1
    entries = entries.filter { _, entry in
      generation - entry.generation < Self.refreshes
        || after.taken - entry.since < Self.seconds
          && after.taken >= entry.since
    }
    func note(_ object: ObjectID, _ mark: ViewModel.Mark, _ removedObject: RemovedObject? = nil) {
      entries[object] = Entry(
        mark: mark, generation: generation, since: after.taken, removedObject: removedObject)
    }
    for move in difference.moved { note(.process(move.process), .moved) }
    for id in difference.appeared { note(.namespace(id), .new) }
    for id in difference.started { note(.process(id), .new) }
    for id in difference.vanished where seen.contains(.namespace(id)) {
      if let namespace = before.namespace(id) { note(.namespace(id), .gone, .namespace(namespace)) }
    }
    var rows = seen
    // The row of a namespace that nobody is in any more tells who was.
    for case .namespace(let id) in seen where after.namespace(id)?.members.isEmpty ?? true {
      for pid in before.namespace(id)?.members ?? [] {
        if let process = before.process(pid: pid) { rows.insert(.process(process.id)) }
      }
    }
    for id in difference.ended where rows.contains(.process(id)) {
      if let process = before.process(id) { note(.process(id), .gone, .process(process)) }
    }
  }

  /// What stands out, and how.
  var marks: [ObjectID: ViewModel.Mark] { entries.mapValues(\.mark) }

  /// The scan with what vanished put back, unless its number was given to another.
  func addingRemovedObjects(to snapshot: Snapshot) -> Snapshot {
    var processes: [ProcessRecord] = []
    var namespaces: [Namespace] = []
    var (pids, inodes): (Set<Int32>, Set<UInt32>) = ([], [])
    for entry in entries.values {
      switch entry.removedObject {
      case .process(let process):
        if snapshot.process(pid: process.pid) == nil, pids.insert(process.pid).inserted {
          processes.append(process)
        }
      case .namespace(let namespace):
        let inode = namespace.id.inode
        if snapshot.namespace(inode: inode) == nil, inodes.insert(inode).inserted {
          namespaces.append(namespace)
        }
      case nil: break
      }
    }
    if processes.isEmpty, namespaces.isEmpty { return snapshot }
    var shown = Snapshot(
      host: snapshot.host, kernel: snapshot.kernel, taken: snapshot.taken, uptime: snapshot.uptime,
      observer: snapshot.observer,
      processes: Self.merged(snapshot.processes, with: processes.sorted { $0.pid < $1.pid }),
      namespaces: snapshot.namespaces + namespaces, unseen: snapshot.unseen)
    shown.boot = snapshot.boot
    shown.users = snapshot.users
    shown.threads = snapshot.threads
    shown.containers = snapshot.containers
    return shown
  }

  /// Two lists by ascending pid as one; the second is short.
  private static func merged(
    _ many: [ProcessRecord], with few: [ProcessRecord]
  ) -> [ProcessRecord] {
    var result: [ProcessRecord] = []
    result.reserveCapacity(many.count + few.count)
    var next = 0
    for removedObject in few {
      let start = next
      while next < many.count, many[next].pid < removedObject.pid { next += 1 }
      result += many[start..<next]
      result.append(removedObject)
    }
    return result + many[next...]
  }

  /// The pids that only removed objects have.
  func removedPIDs(in snapshot: Snapshot) -> Set<Int32> {
    var pids: Set<Int32> = []
    for case .process(let process)? in entries.values.map(\.removedObject)
    where snapshot.process(pid: process.pid) == nil {
      pids.insert(process.pid)
    }
    return pids
  }
}
