import Namespaces

/// The interfaces of a scene: in which box each is, below which bridge, and tied to which other.
struct NetworkTree: Sendable {
  /// The interfaces, in the order in which they came.
  let interfaces: [NetworkInterface]

  private let positions: [NetworkInterface.Peer: Int32]
  private let parentTree: ParentTree
  private let topmost: [UInt32: [Int32]]

  /// Arranges interfaces.
  init(_ interfaces: [NetworkInterface]) {
    self.interfaces = interfaces
    positions = Dictionary(
      interfaces.enumerated().map { ($1.key, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    var named: [Name: Int32] = [:]
    for (number, interface) in interfaces.enumerated() {
      named[Name(namespace: interface.namespace.inode, name: interface.name)] = Int32(number)
    }
    let parentTree = ParentTree(
      parents: interfaces.map { interface in
        interface.master.flatMap { named[Name(namespace: interface.namespace.inode, name: $0)] }
          ?? -1
      })
    self.parentTree = parentTree
    topmost = Dictionary(grouping: parentTree.roots) { interfaces[Int($0)].namespace.inode }
  }

  private struct Name: Hashable {
    var namespace: UInt32
    var name: String
  }

  /// The position of the interface with an index in a namespace.
  func position(of interface: NetworkInterface.Peer) -> Int32? { positions[interface] }

  /// The position of the interface that one is tied to; nil where there is none in view.
  func peer(of position: Int32) -> Int32? {
    interfaces[Int(position)].peer.flatMap { positions[$0] }
  }

  /// The interfaces of a namespace that belong to no bridge, or those that belong to a bridge.
  func children(of place: Place, _ viewModel: ViewModel) -> [Int32] {
    switch place {
    case .namespace(let position): topmost[viewModel.namespace(position).id.inode] ?? []
    case .interface(let position): Array(parentTree.children(of: position))
    default: []
    }
  }
}

extension NetworkInterface {
  /// The place by which others refer to it.
  var key: Peer { Peer(namespace: namespace.inode, index: index) }
}
