import Localization
import Namespaces

/// The hierarchy of pid namespaces with their processes, and the number of each process at every
/// level side by side.
struct PIDsView: Outline {
  var head: Text { Text("PID NAMESPACE, PROCESS") }

  /// More levels than this are not put side by side; the details say them all.
  private static let levels = 5

  func columns(_ viewModel: ViewModel) -> [Column] {
    (0...min(viewModel.index.nesting, Self.levels - 1)).map { .level($0) } + [.user, .cpu, .memory]
  }

  var firstGuide: Int { 0 }

  func roots(_ viewModel: ViewModel) -> [Node] {
    viewModel.index.namespaces.roots.filter { viewModel.namespace($0).kind == .pid }
      .map { Node(place: .namespace($0)) }
  }

  func children(of node: Node, _ viewModel: ViewModel) -> [Node] {
    guard case .namespace(let position) = node.place else { return viewModel.members(below: node) }
    return viewModel.index.namespaces.children(of: position).map { Node(place: .namespace($0)) }
      + viewModel.members(below: node)
  }

  func opens(_ node: Node, _ viewModel: ViewModel) -> Bool { true }
}
