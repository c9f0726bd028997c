internal import Namespaces

/// Which container each process of a snapshot lives in.
///
/// A process lives where it came from: in the container of its nearest ancestor that is the first
/// process of one. Whoever joined from outside, as `docker exec` and nsenter(1) do, lives in the
/// container whose namespaces it joined.
struct ContainerMembers {
  /// For each process by its position in the snapshot the position of its container, -1 for none.
  private(set) var containerOfProcess: [Int]

  /// Finds the container of each process.
  ///
  /// `firstProcesses` has the container of each process that made namespaces for it, and
  /// `owners` that of each namespace, both by position.
  init(
    of snapshot: Snapshot, host: NamespaceLinks, firstProcesses: [ProcessID: Int],
    owners: [UInt32: Int]
  ) {
    let unknown = -2
    containerOfProcess = Array(repeating: unknown, count: snapshot.processes.count)
    var path: [Int] = []
    for start in snapshot.processes.indices {
      var index = start
      var found = -1
      path.removeAll(keepingCapacity: true)
      while true {
        if containerOfProcess[index] != unknown {
          found = containerOfProcess[index]
          break
        }
        let process = snapshot.processes[index]
        path.append(index)
        // Marks it as being looked at, should parents form a ring.
        containerOfProcess[index] = -1
        if let container = firstProcesses[process.id] {
          found = container
          break
        }
        if process.links.isEmpty {
          // Where it is is hidden; most likely it stayed where it came from.
          guard let parent = snapshot.processIndex(pid: process.parent) else { break }
          index = parent
          continue
        }
        if host.has(process.links) { break }
        guard let parent = snapshot.processIndex(pid: process.parent),
          !snapshot.processes[parent].links.isEmpty,
          !host.has(snapshot.processes[parent].links)
        else {
          found = Self.owner(of: process.links, owners)
          break
        }
        index = parent
      }
      // What was passed on the way came from where the walk ended.
      for index in path where !Self.isOutside(snapshot.processes[index], host) {
        containerOfProcess[index] = found
      }
    }
  }

  private static func isOutside(_ process: ProcessRecord, _ host: NamespaceLinks) -> Bool {
    !process.links.isEmpty && host.has(process.links)
  }

  /// The container that owns the namespace which says most of where a process is.
  private static func owner(of links: NamespaceLinks, _ owners: [UInt32: Int]) -> Int {
    for kind in [.mnt, .pid, .net, .ipc, .uts, .user, .cgroup, .time] as [NamespaceKind] {
      if let owner = owners[links[kind]] { return owner }
    }
    return -1
  }
}

extension NamespaceLinks {
  /// Whether each of `other` that is known is the same here.
  func has(_ other: NamespaceLinks) -> Bool {
    NamespaceKind.allCases.allSatisfy { other[$0] == 0 || other[$0] == self[$0] }
  }
}
