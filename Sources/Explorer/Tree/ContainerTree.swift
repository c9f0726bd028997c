import Namespaces

/// The containers of a scene by what made them and by what they belong to.
struct ContainerTree: Sendable {
  /// The containers, by runtime, group and name.
  let containers: [Container]

  /// The runtimes and, after each, its groups.
  let groups: [ContainerGroup]

  /// The container that a process is directly in, by position of the process; -1 for none.
  let containerOfProcess: [Int32]

  private let topmost: FlatGroups
  private let positions: [ContainerID: Int32]

  /// Arranges the containers of a snapshot over its processes.
  init(_ snapshot: Snapshot, _ index: TreeIndex) {
    let containers = snapshot.containers
    self.containers = containers
    var (groups, known): ([ContainerGroup], Set<ContainerGroup>) = ([], [])
    for container in containers {
      let engine = ContainerGroup(runtime: container.runtime, name: nil)
      for group in [engine, container.place] where known.insert(group).inserted {
        groups.append(group)
      }
    }
    self.groups = groups
    var owner = [Int32](repeating: -1, count: snapshot.processes.count)
    positions = Dictionary(
      containers.enumerated().map { ($1.id, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    for (number, container) in containers.enumerated() {
      for pid in container.members {
        if let process = snapshot.processIndex(pid: pid) { owner[process] = Int32(number) }
      }
    }
    var topmost: [(group: Int32, value: Int32)] = []
    for (process, container) in owner.enumerated() where container >= 0 {
      let parent = index.processes.parents[process]
      if parent < 0 || owner[Int(parent)] != container {
        topmost.append((container, Int32(process)))
      }
    }
    containerOfProcess = owner
    self.topmost = FlatGroups(groups: containers.count, pairs: topmost)
  }

  /// The position of a container.
  func position(of id: ContainerID) -> Int32? { positions[id] }

  /// The positions of the processes that a container's process tree begins with.
  func topmostProcesses(of container: Int32) -> ArraySlice<Int32> { topmost[Int(container)] }

  /// The positions of the groups of a runtime.
  func groups(of engine: ContainerGroup) -> [Int32] {
    groups.indices.filter { groups[$0].runtime == engine.runtime && groups[$0].name != nil }
      .map { Int32($0) }
  }

  /// The positions of the containers that belong to a group, or to a runtime and no group.
  func members(of group: ContainerGroup) -> [Int32] {
    containers.indices.filter { containers[$0].place == group }.map { Int32($0) }
  }
}

extension Container {
  /// The group that it is listed in.
  var place: ContainerGroup { ContainerGroup(runtime: runtime, name: group?.name) }
}
