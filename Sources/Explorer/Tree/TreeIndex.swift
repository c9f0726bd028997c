import Namespaces

/// Who belongs where in a snapshot, by positions in its arrays: made once per snapshot, so that no
/// view has to search.
struct TreeIndex: Sendable {
  /// The process tree.
  let processes: ParentTree

  /// The hierarchy of namespaces of the kinds that have one; the others are all roots.
  let namespaces: ParentTree

  /// The members of a namespace whose parent is not a member.
  let roots: FlatGroups

  /// The threads in a namespace that left their process, as positions in ``divergentThreads``.
  let divergentMembers: FlatGroups

  /// All threads that left their process: the process's position and the thread's in its list.
  let divergentThreads: [DivergentThreadPosition]

  /// The namespaces that a user namespace owns, user namespaces not among them.
  let owned: FlatGroups

  /// The namespace of each kind that counts as the host's: the initial one, or the observer's own
  /// where that is out of view; -1 when neither is known.
  let hostNamespaces: [Int32]

  /// Whether a process is a thread of the kernel, by its position.
  let kernelThreads: [Bool]

  /// How many pid namespaces the most nested process is below the observer's.
  let nesting: Int

  private let processNamespaces: ProcessNamespaces
  private let positions: [UInt32: Int32]

  /// A thread that left its process.
  struct DivergentThreadPosition: Sendable {
    /// The position of the process.
    var process: Int32

    /// The position in the process's list of such threads.
    var thread: Int
  }

  /// Indexes a snapshot.
  init(_ snapshot: Snapshot) {
    let namespaces = snapshot.namespaces
    var positions = [UInt32: Int32](minimumCapacity: namespaces.count)
    for (position, namespace) in namespaces.enumerated() {
      positions[namespace.id.inode] = Int32(position)
    }
    self.positions = positions
    hostNamespaces = Self.hostNamespaces(in: snapshot, positions)
    let processes = snapshot.processes
    kernelThreads = processes.indices.map { processes[$0].isKernelThread }
    nesting = processes.indices.reduce(0) { max($0, processes[$1].nestedPIDs.count) }

    processNamespaces = ProcessNamespaces(of: processes, positions)
    self.processes = ParentTree(parents: Self.parents(of: snapshot))
    (roots, divergentMembers, divergentThreads) = Self.members(
      of: snapshot, processNamespaces: processNamespaces, parentTree: self.processes, positions)

    func position(_ id: NamespaceID?) -> Int32 {
      guard let id, let found = positions[id.inode], namespaces[Int(found)].id == id else {
        return -1
      }
      return found
    }
    self.namespaces = ParentTree(
      parents: namespaces.map {
        if case .namespace(let parent) = $0.parent, parent.kind == $0.kind {
          position(parent)
        } else {
          -1
        }
      })
    var owned: [(group: Int32, value: Int32)] = []
    for (index, namespace) in namespaces.enumerated() where namespace.kind != .user {
      let owner = position(namespace.owner)
      if owner >= 0 { owned.append((owner, Int32(index))) }
    }
    self.owned = FlatGroups(groups: namespaces.count, pairs: owned)
  }

  /// The position of the namespace with this inode number; -1 when it was not seen.
  func position(inode: UInt32) -> Int32 { positions[inode] ?? -1 }

  /// The position of the namespace of `kind` that a process is in; -1 when unknown.
  func namespace(of process: Int32, _ kind: NamespaceKind) -> Int32 {
    processNamespaces[Int(process)][Int(kind.rawValue)]
  }

  private static func hostNamespaces(in snapshot: Snapshot, _ positions: [UInt32: Int32]) -> [Int32]
  {
    var hostNamespaces = NamespaceKind.allCases.map { positions[snapshot.observer.links[$0]] ?? -1 }
    for (position, namespace) in snapshot.namespaces.enumerated() where namespace.isInitial {
      hostNamespaces[Int(namespace.kind.rawValue)] = Int32(position)
    }
    return hostNamespaces
  }

  private static func parents(of snapshot: Snapshot) -> [Int32] {
    let processes = snapshot.processes
    return processes.indices.map { index in
      let number = processes[index].parent
      guard number > 0, let parent = snapshot.processIndex(pid: number),
        processes[parent].startTicks <= processes[index].startTicks
      else { return -1 }
      return Int32(parent)
    }
  }

  private static func members(
    of snapshot: Snapshot, processNamespaces: ProcessNamespaces, parentTree: ParentTree,
    _ positions: [UInt32: Int32]
  ) -> (roots: FlatGroups, divergentMembers: FlatGroups, threads: [DivergentThreadPosition]) {
    var roots: [(group: Int32, value: Int32)] = []
    var divergentMembers: [(group: Int32, value: Int32)] = []
    var threads: [DivergentThreadPosition] = []
    let processes = snapshot.processes
    for index in processes.indices {
      let parent = Int(parentTree.parents[index])
      if parent < 0 || !processNamespaces.areSame(index, parent) {
        let memberships = processNamespaces[index]
        for column in memberships.indices
        where memberships[column] >= 0
          && (parent < 0 || processNamespaces[parent][column] != memberships[column])
        {
          roots.append((memberships[column], Int32(index)))
        }
      }
      if processes[index].divergentThreads.isEmpty { continue }
      let process = processes[index]
      for (number, thread) in process.divergentThreads.enumerated() {
        for kind in NamespaceKind.allCases where thread.links[kind] != process.links[kind] {
          guard let position = positions[thread.links[kind]] else { continue }
          divergentMembers.append((position, Int32(threads.count)))
        }
        threads.append(DivergentThreadPosition(process: Int32(index), thread: number))
      }
    }
    let count = snapshot.namespaces.count
    return (
      FlatGroups(groups: count, pairs: roots), FlatGroups(groups: count, pairs: divergentMembers),
      threads
    )
  }
}
