import Localization
import Namespaces

/// The hierarchy of user namespaces with everything that each of them owns.
struct OwnersView: Outline {
  var head: Text { Text("OWNER AND OWNED", "所有するもの・されるもの") }

  func columns(_ scene: ViewModel) -> [Column] {
    [.members, .pid, .inside, .user, .cpu, .load, .memory]
  }

  var firstGuide: Int { 0 }

  func roots(_ scene: ViewModel) -> [Node] {
    let namespaces = scene.snapshot.namespaces
    let orphans = namespaces.indices.filter { position in
      let namespace = namespaces[position]
      return namespace.kind != .user && namespace.owner.flatMap(scene.snapshot.namespace) == nil
    }
    return scene.index.namespaces.roots.filter { namespaces[Int($0)].kind == .user }
      .map { Node(place: .namespace($0)) }
      + orphans.map { Node(place: .namespace(Int32($0))) }
  }

  func children(of node: Node, _ scene: ViewModel) -> [Node] {
    guard case .namespace(let position) = node.place, scene.namespace(position).kind == .user
    else { return scene.members(below: node) }
    // What is the host's own comes last: it is always the same eight.
    let owned = scene.index.owned[Int(position)]
    let children = Array(scene.index.namespaces.children(of: position))
    return (children + owned.filter { !scene.isHome($0) } + owned.filter { scene.isHome($0) })
      .map { Node(place: .namespace($0)) }
  }

  func opens(_ node: Node, _ scene: ViewModel) -> Bool {
    guard case .namespace(let position) = node.place else { return true }
    return scene.namespace(position).kind == .user
  }
}
