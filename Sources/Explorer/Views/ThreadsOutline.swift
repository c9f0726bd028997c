import Localization
import Namespaces

/// A view with the threads of every process below it.
struct ThreadsOutline: Outline {
  var outline: any Outline

  var head: Text { outline.head }

  var firstGuide: Int { outline.firstGuide }

  func roots(_ scene: ViewModel) -> [Node] { outline.roots(scene) }

  func children(of node: Node, _ scene: ViewModel) -> [Node] {
    let children = outline.children(of: node, scene)
    guard case .process(let position) = node.place else { return children }
    return scene.threads.threads(of: position).map { Node(place: .thread($0), room: node.room) }
      + children
  }

  func opens(_ node: Node, _ scene: ViewModel) -> Bool { outline.opens(node, scene) }

  func columns(_ scene: ViewModel) -> [Column] { outline.columns(scene) }
}
