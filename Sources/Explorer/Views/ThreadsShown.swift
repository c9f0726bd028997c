import Localization
import Namespaces

/// A view with the threads of every process below it.
struct ThreadsShown: Outline {
  var outline: any Outline

  var head: Words { outline.head }

  var firstGuide: Int { outline.firstGuide }

  func roots(_ scene: Scene) -> [Node] { outline.roots(scene) }

  func children(of node: Node, _ scene: Scene) -> [Node] {
    let children = outline.children(of: node, scene)
    guard case .process(let position) = node.place else { return children }
    return scene.threads.threads(of: position).map { Node(place: .thread($0), room: node.room) }
      + children
  }

  func opens(_ node: Node, _ scene: Scene) -> Bool { outline.opens(node, scene) }

  func columns(_ scene: Scene) -> [Column] { outline.columns(scene) }
}
