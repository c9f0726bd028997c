import Description
import Localization
import Namespaces

/// One refresh, ready to be shown: a snapshot with what just vanished still in it, and everything
/// that is worked out from it once.
struct ViewModel: Sendable {
  /// The scan, with vanished objects added at their old places.
  let snapshot: Snapshot

  /// Who belongs where.
  let index: TreeIndex

  /// What can be said of everything.
  let description: SnapshotIndex

  /// CPU and memory.
  let usage: ResourceUsage

  /// What is new, gone or moved.
  var marks: [ObjectID: Mark]

  /// What happened so far.
  let eventLog: EventLog

  /// The containers.
  let containers: ContainerTree

  /// The threads beside the main ones, where they are shown.
  let threads: ThreadList

  /// The interfaces of the network namespaces.
  var networks = NetworkTree([])

  /// Why a row stands out for a moment.
  enum Mark: Sendable {
    case new
    case gone
    case moved
  }

  /// Makes a scene of a scan; what holds of the scene `old` still is not worked out again.
  init(
    _ snapshot: Snapshot, since before: Snapshot?, recentChanges: RecentChanges, eventLog: EventLog,
    before old: ViewModel? = nil
  ) {
    let shown = recentChanges.addingRemovedObjects(to: snapshot)
    self.snapshot = shown
    description = SnapshotIndex(shown)
    index =
      if let old, shown.hasStructure(of: old.snapshot) { old.index } else { TreeIndex(shown) }
    usage = ResourceUsage(
      of: self.snapshot, index: index, since: before,
      removedObjects: recentChanges.removedPIDs(in: snapshot))
    marks = recentChanges.marks
    threads = ThreadList(shown, since: before)
    containers = ContainerTree(self.snapshot, index)
    self.eventLog = eventLog
  }

  /// The namespace at a position.
  func namespace(_ position: Int32) -> Namespace { snapshot.namespaces[Int(position)] }

  /// The process at a position.
  func process(_ position: Int32) -> ProcessRecord { snapshot.processes[Int(position)] }

  /// The process and the thread at a position in ``TreeIndex/divergentThreads``.
  func divergentThread(_ position: Int32) -> (process: ProcessRecord, thread: DivergentThread) {
    let divergentThread = index.divergentThreads[Int(position)]
    let process = process(divergentThread.process)
    return (process, process.divergentThreads[divergentThread.thread])
  }

  /// Whether the namespace counts as the host's own.
  func isHostNamespace(_ namespace: Int32) -> Bool { index.hostNamespaces.contains(namespace) }

  /// A namespace with what it uses.
  func described(namespace position: Int32) -> Described<Namespace> {
    let load = ResourceLoad(
      cpu: usage.namespaceCPU[Int(position)], memory: usage.namespaceMemory[Int(position)])
    return Described(
      namespace(position), in: description, load: usage.isMeasured ? load : nil)
  }

  /// A process with what it uses.
  func described(process position: Int32) -> Described<ProcessRecord> {
    let process = process(position)
    let load = ResourceLoad(
      cpu: usage.processCPU[Int(position)], memory: Double(process.residentBytes))
    return Described(process, in: description, load: usage.isMeasured ? load : nil)
  }

  /// A container with what it uses.
  func described(container position: Int32) -> Described<Container> {
    let container = containers.containers[Int(position)]
    return Described(container, in: description, load: load(of: container))
  }

  /// What a container uses: what its cgroup counts, else the sum of its processes.
  func load(of container: Container) -> ResourceLoad {
    var load = ResourceLoad(of: container, in: snapshot)
    if load.cpu == nil, usage.isMeasured {
      load.cpu = container.members.lazy.compactMap { snapshot.processIndex(pid: $0) }
        .reduce(0) { $0 + usage.processCPU[$1] }
    }
    return load
  }

  /// The identity of the object at a place.
  func object(at place: Place) -> ObjectID {
    switch place {
    case .kind(let kind): return .kind(kind)
    case .namespace(let position): return .namespace(snapshot.namespaces[Int(position)].id)
    case .process(let position): return .process(snapshot.processes[Int(position)].id)
    case .divergentThread(let position):
      let divergentThread = divergentThread(position)
      return .thread(divergentThread.process.id, tid: divergentThread.thread.tid)
    case .thread(let position):
      let thread = threads[position]
      return .thread(process(thread.process).id, tid: thread.record.tid)
    case .group(let position): return .group(containers.groups[Int(position)])
    case .container(let position): return .container(containers.containers[Int(position)].id)
    case .interface(let position):
      let interface = networks.interfaces[Int(position)]
      return .interface(interface.namespace, interface.index)
    case .change(let position): return .change(eventLog.changes[Int(position)].number)
    }
  }

  /// The identity of a row that shows a node.
  func rowID(of node: Node) -> RowID {
    RowID(
      object: object(at: node.place),
      namespace: node.place.isTask && node.namespace >= 0
        ? snapshot.namespaces[Int(node.namespace)].id : nil)
  }

  /// The node that a row shows; nil when the object or the namespace is gone.
  func node(of row: RowID) -> Node? {
    guard let place = place(of: row.object) else { return nil }
    guard let namespace = row.namespace else { return Node(place: place) }
    guard case .namespace(let position)? = self.place(of: .namespace(namespace)) else { return nil }
    return Node(place: place, namespace: position)
  }

  /// The place of an object; nil when it is gone.
  func place(of object: ObjectID) -> Place? {
    switch object {
    case .kind(let kind): return .kind(kind)
    case .namespace(let id):
      let position = index.position(inode: id.inode)
      return position >= 0 && namespace(position).id == id ? .namespace(position) : nil
    case .process(let id):
      guard let position = snapshot.processIndex(pid: id.pid),
        snapshot.processes[position].id == id
      else { return nil }
      return .process(Int32(position))
    case .thread(let id, let tid):
      let position = index.divergentThreads.firstIndex {
        let process = process($0.process)
        return process.id == id && process.divergentThreads[$0.thread].tid == tid
      }
      if let position { return .divergentThread(Int32(position)) }
      guard case .process(let process)? = place(of: .process(id)) else { return nil }
      return threads.position(of: tid, in: process).map { .thread($0) }
    case .group(let group):
      return containers.groups.firstIndex(of: group).map { .group(Int32($0)) }
    case .container(let id): return containers.position(of: id).map { .container($0) }
    case .interface(let namespace, let index):
      return networks.position(of: .init(namespace: namespace.inode, index: index))
        .map { .interface($0) }
    case .change(let number):
      return eventLog.changes.firstIndex { $0.number == number }.map { .change(Int32($0)) }
    }
  }

  /// The first process of a namespace, the topmost of its tree with the lowest pid; nil when it has
  /// none.
  func leader(of namespace: Int32) -> ProcessRecord? {
    description.firstProcess(of: self.namespace(namespace))
  }
}
