import Localization
import Namespaces

/// The process tree, with a strip of eight cells that shows whose namespaces each process is in.
struct ProcessesView: Outline {
  var head: Text { Text("PROCESS") }

  func columns(_ viewModel: ViewModel) -> [Column] {
    [.strip, .pid, .inside, .user, .cpu, .memory, .age]
  }

  var firstGuide: Int { 0 }

  func roots(_ viewModel: ViewModel) -> [Node] {
    viewModel.index.processes.roots.map { Node(place: .process($0)) }
  }

  func children(of node: Node, _ viewModel: ViewModel) -> [Node] {
    guard case .process(let position) = node.place else { return [] }
    return viewModel.index.processes.children(of: position).map { Node(place: .process($0)) }
  }

  func opens(_ node: Node, _ viewModel: ViewModel) -> Bool { true }
}
