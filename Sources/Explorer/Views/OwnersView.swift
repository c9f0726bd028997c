import Localization
import Namespaces

/// The hierarchy of user namespaces with everything that each of them owns.
struct OwnersView: Outline {
  var head: Text { Text("OWNER AND OWNED") }

  func columns(_ viewModel: ViewModel) -> [Column] {
    [.members, .pid, .inside, .user, .cpu, .load, .memory]
  }

  var firstGuide: Int { 0 }

  func roots(_ viewModel: ViewModel) -> [Node] {
    let namespaces = viewModel.snapshot.namespaces
    let orphans = namespaces.indices.filter { position in
      let namespace = namespaces[position]
      return namespace.kind != .user && namespace.owner.flatMap(viewModel.snapshot.namespace) == nil
    }
    return viewModel.index.namespaces.roots.filter { namespaces[Int($0)].kind == .user }
      .map { Node(place: .namespace($0)) }
      + orphans.map { Node(place: .namespace(Int32($0))) }
  }

  func children(of node: Node, _ viewModel: ViewModel) -> [Node] {
    guard case .namespace(let position) = node.place, viewModel.namespace(position).kind == .user
    else { return viewModel.members(below: node) }
    // What is the host's own comes last: it is always the same eight.
    let owned = viewModel.index.owned[Int(position)]
    let children = Array(viewModel.index.namespaces.children(of: position))
    return
      (children + owned.filter { !viewModel.isHostNamespace($0) }
      + owned.filter { viewModel.isHostNamespace($0) })
      .map { Node(place: .namespace($0)) }
  }

  func opens(_ node: Node, _ viewModel: ViewModel) -> Bool {
    guard case .namespace(let position) = node.place else { return true }
    return viewModel.namespace(position).kind == .user
  }
}
