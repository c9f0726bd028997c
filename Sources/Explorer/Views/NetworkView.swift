import Localization
import Namespaces

/// The network namespaces as boxes with their interfaces, and lines between the ends of a veth.
struct NetworkView: Outline {
  var head: Text { Text("NETWORK AND INTERFACES") }

  var firstGuide: Int { 2 }

  func columns(_ viewModel: ViewModel) -> [Column] { [] }

  func roots(_ viewModel: ViewModel) -> [Node] {
    KindsView().children(of: Node(place: .kind(.net)), viewModel)
  }

  func children(of node: Node, _ viewModel: ViewModel) -> [Node] {
    viewModel.networks.children(of: node.place, viewModel).map { Node(place: .interface($0)) }
  }

  func opens(_ node: Node, _ viewModel: ViewModel) -> Bool { true }
}
