import Localization
import Namespaces

/// Engine ▸ project or pod ▸ container ▸ the processes inside.
struct ContainersView: Outline {
  var head: Text { Text("CONTAINER") }

  var firstGuide: Int { 1 }

  func columns(_ viewModel: ViewModel) -> [Column] {
    [.strip, .members, .pid, .inside, .cpu, .load, .memory, .limit, .age]
  }

  /// The strip and what a container uses of what it may are what this view is for.
  func rank(of column: Column) -> Int {
    let dispensable: [Column] = [.age, .members, .pid, .load, .inside]
    return dispensable.firstIndex(of: column).map { $0 + 1 } ?? 0
  }

  func roots(_ viewModel: ViewModel) -> [Node] {
    let groups = viewModel.containers.groups
    return groups.indices.filter { groups[$0].name == nil }.map { Node(place: .group(Int32($0))) }
  }

  func children(of node: Node, _ viewModel: ViewModel) -> [Node] {
    let tree = viewModel.containers
    switch node.place {
    case .group(let position):
      let group = tree.groups[Int(position)]
      let groups = group.name == nil ? tree.groups(of: group) : []
      return groups.map { Node(place: .group($0)) }
        + tree.members(of: group).map { Node(place: .container($0)) }
    case .container(let position):
      return tree.topmostProcesses(of: position).map { Node(place: .process($0)) }
    case .process(let position):
      let owner = tree.containerOfProcess[Int(position)]
      return viewModel.index.processes.children(of: position)
        .filter { tree.containerOfProcess[Int($0)] == owner }
        .map { Node(place: .process($0)) }
    default: return []
    }
  }

  func opens(_ node: Node, _ viewModel: ViewModel) -> Bool {
    if case .container = node.place { false } else { true }
  }
}
