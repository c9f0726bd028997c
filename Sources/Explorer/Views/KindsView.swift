import Localization
import Namespaces

/// Kind ▸ namespace ▸ the process tree of its members.
struct KindsView: Outline {
  var head: Text { Text("NAMESPACE") }

  func columns(_ viewModel: ViewModel) -> [Column] {
    [.members, .pid, .inside, .user, .cpu, .load, .memory]
  }

  /// Lines join processes only; kinds and namespaces are set off by their indentation.
  var firstGuide: Int { 2 }

  func roots(_ viewModel: ViewModel) -> [Node] {
    NamespaceKind.allCases.map { Node(place: .kind($0)) }
  }

  func children(of node: Node, _ viewModel: ViewModel) -> [Node] {
    guard case .kind(let kind) = node.place else { return viewModel.members(below: node) }
    let namespaces = viewModel.snapshot.namespaces(of: kind)
    // The host's own comes first: it is what the others are compared with.
    let hostNamespace = viewModel.index.hostNamespaces[Int(kind.rawValue)]
    var nodes = hostNamespace >= 0 ? [Node(place: .namespace(hostNamespace))] : []
    for position in namespaces.indices where position != Int(hostNamespace) {
      nodes.append(Node(place: .namespace(Int32(position))))
    }
    return nodes
  }

  func opens(_ node: Node, _ viewModel: ViewModel) -> Bool {
    switch node.place {
    case .namespace: false
    default: true
    }
  }
}

extension ViewModel {
  /// The members of a namespace as a tree: below it the topmost of them and the threads that came
  /// in alone, below a process its children that are members, too.
  func members(below node: Node) -> [Node] {
    switch node.place {
    case .namespace(let position):
      return index.roots[Int(position)].map { Node(place: .process($0), namespace: position) }
        + index.divergentMembers[Int(position)].map {
          Node(place: .divergentThread($0), namespace: position)
        }
    case .process(let position) where node.namespace >= 0:
      // Read in place, and no list made of nothing: this is asked of every process eight times.
      let kind = snapshot.namespaces[Int(node.namespace)].kind
      var nodes: [Node] = []
      for child in index.processes.children(of: position)
      where index.namespace(of: child, kind) == node.namespace {
        nodes.append(Node(place: .process(child), namespace: node.namespace))
      }
      return nodes
    default: return []
    }
  }
}
