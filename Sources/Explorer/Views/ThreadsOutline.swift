import Localization
import Namespaces

/// A view with the threads of every process below it.
struct ThreadsOutline: Outline {
  var outline: any Outline

  var head: Text { outline.head }

  var firstGuide: Int { outline.firstGuide }

  func roots(_ viewModel: ViewModel) -> [Node] { outline.roots(viewModel) }

  func children(of node: Node, _ viewModel: ViewModel) -> [Node] {
    let children = outline.children(of: node, viewModel)
    guard case .process(let position) = node.place else { return children }
    return viewModel.threads.threads(of: position).map {
      Node(place: .thread($0), namespace: node.namespace)
    }
      + children
  }

  func opens(_ node: Node, _ viewModel: ViewModel) -> Bool { outline.opens(node, viewModel) }

  func columns(_ viewModel: ViewModel) -> [Column] { outline.columns(viewModel) }
}
