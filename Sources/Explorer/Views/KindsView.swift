import Localization
import Namespaces

/// Kind ▸ namespace ▸ the process tree of its members.
struct KindsView: Outline {
  var head: Text { Text("NAMESPACE", "名前空間") }

  func columns(_ scene: ViewModel) -> [Column] {
    [.members, .pid, .inside, .user, .cpu, .load, .memory]
  }

  /// Lines join processes only; kinds and namespaces are set off by their indentation.
  var firstGuide: Int { 2 }

  func roots(_ scene: ViewModel) -> [Node] { NamespaceKind.allCases.map { Node(place: .kind($0)) } }

  func children(of node: Node, _ scene: ViewModel) -> [Node] {
    guard case .kind(let kind) = node.place else { return scene.members(below: node) }
    let namespaces = scene.snapshot.namespaces(of: kind)
    // The host's own comes first: it is what the others are compared with.
    let home = scene.index.home[Int(kind.rawValue)]
    var nodes = home >= 0 ? [Node(place: .namespace(home))] : []
    for position in namespaces.indices where position != Int(home) {
      nodes.append(Node(place: .namespace(Int32(position))))
    }
    return nodes
  }

  func opens(_ node: Node, _ scene: ViewModel) -> Bool {
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
      return index.roots[Int(position)].map { Node(place: .process($0), room: position) }
        + index.strays[Int(position)].map { Node(place: .stray($0), room: position) }
    case .process(let position) where node.room >= 0:
      // Read in place, and no list made of nothing: this is asked of every process eight times.
      let kind = snapshot.namespaces[Int(node.room)].kind
      var nodes: [Node] = []
      for child in index.processes.children(of: position)
      where index.room(of: child, kind) == node.room {
        nodes.append(Node(place: .process(child), room: node.room))
      }
      return nodes
    default: return []
    }
  }
}
