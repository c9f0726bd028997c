internal import Namespaces

/// The containers of a host side by side: which namespaces are a container's own, which it
/// shares with whom, and which processes are its members.
struct ContainerSharing: Sendable {
  /// The containers, by runtime, group and name.
  var containers: [Container]

  private let host: NamespaceLinks
  private var owners: [UInt32: Int] = [:]
  private var firstProcesses: [ProcessID: Int] = [:]

  /// The structure of the snapshot whose members were assigned last; nil before the first.
  private var structure: Int?

  /// Works out who shares what with whom; `creators` are the processes that made namespaces, with
  /// what they made them for.
  init(of found: [Container], creators: [ProcessID: ContainerID], host: NamespaceLinks) {
    containers = found.sorted { $0.sortKey < $1.sortKey }
    self.host = host
    var positions: [ContainerID: Int] = [:]
    for (index, container) in containers.enumerated() {
      positions[container.id] = index
      if let first = container.initProcess { firstProcesses[first] = index }
    }
    for (process, container) in creators { firstProcesses[process] = positions[container] }
    // The eldest of those that share a namespace brought it along.
    let byAge = containers.indices.sorted { containers[$0].age < containers[$1].age }
    for index in byAge {
      for inode in containers[index].namespaces.inodes where !host.inodes.contains(inode) {
        if owners[inode] == nil { owners[inode] = index }
      }
    }
    for index in containers.indices { containers[index].sharing = sharing(of: index) }
  }

  private func sharing(of index: Int) -> [NamespaceKind: Container.Sharing] {
    var sharing: [NamespaceKind: Container.Sharing] = [:]
    for kind in NamespaceKind.allCases {
      let inode = containers[index].namespaces[kind]
      if inode == 0 { continue }
      if inode == host[kind] {
        sharing[kind] = .host
      } else if let owner = owners[inode], owner != index {
        sharing[kind] = .container(containers[owner].id)
      } else {
        sharing[kind] = .own
      }
    }
    return sharing
  }

  /// Says which processes of `snapshot` live in which container, and which container lies in which.
  mutating func assignMembers(_ snapshot: Snapshot) {
    // Where nobody moved, all live where they lived.
    if let structure, structure == snapshot.structure { return }
    structure = snapshot.structure
    let containerOfProcess = ContainerMembers(
      of: snapshot, host: host, firstProcesses: firstProcesses, owners: owners
    ).containerOfProcess
    for index in containers.indices {
      containers[index].members.removeAll(keepingCapacity: true)
      containers[index].outer = outer(of: index, snapshot, containerOfProcess)
    }
    for (index, position) in containerOfProcess.enumerated() where position >= 0 {
      containers[position].members.append(snapshot.processes[index].pid)
    }
  }

  private func outer(of index: Int, _ snapshot: Snapshot, _ containerOfProcess: [Int])
    -> ContainerID?
  {
    guard let id = containers[index].initProcess, let first = snapshot.process(id),
      let parent = snapshot.processIndex(pid: first.parent), containerOfProcess[parent] >= 0,
      containerOfProcess[parent] != index
    else { return nil }
    return containers[containerOfProcess[parent]].id
  }
}

extension Container {
  fileprivate var sortKey: (String, String, String, String) {
    (runtime, group?.name ?? "", name, id.id)
  }

  /// Orders by age; what has no process is older than all.
  fileprivate var age: (Double, Int32, String) { (started, initProcess?.pid ?? 0, id.id) }
}

extension NamespaceLinks {
  /// The inode numbers of the namespaces that are known.
  var inodes: [UInt32] { NamespaceKind.allCases.map { self[$0] }.filter { $0 != 0 } }
}
