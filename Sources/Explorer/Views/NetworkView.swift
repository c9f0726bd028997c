import Localization
import Namespaces

/// The network namespaces as boxes with their interfaces, and lines between the ends of a veth.
struct NetworkView: Outline {
  var head: Text { Text("NETWORK AND INTERFACES", "ネットワークとインターフェース") }

  var firstGuide: Int { 2 }

  func columns(_ scene: ViewModel) -> [Column] { [] }

  func roots(_ scene: ViewModel) -> [Node] {
    KindsView().children(of: Node(place: .kind(.net)), scene)
  }

  func children(of node: Node, _ scene: ViewModel) -> [Node] {
    scene.networks.children(of: node.place, scene).map { Node(place: .interface($0)) }
  }

  func opens(_ node: Node, _ scene: ViewModel) -> Bool { true }
}
