import Description
import Namespaces

/// The order of siblings by what a column says of them.
struct SiblingSorting {
  let viewModel: ViewModel
  let order: State.Order

  /// Puts siblings in order; kinds come before namespaces, those before processes, and only within
  /// such a group the column decides.
  ///
  /// Every value is made once: to make both anew for each comparison took most of a sorted refresh.
  func sort(_ nodes: inout [Node]) {
    guard nodes.count > 1 else { return }
    var keyed = nodes.map { node in
      Keyed(node: node, value: viewModel.value(of: order.column, at: node.place))
    }
    keyed.sort(by: precedes)
    for (position, item) in keyed.enumerated() { nodes[position] = item.node }
  }

  private struct Keyed {
    var node: Node
    var value: FieldValue
  }

  private func precedes(_ left: Keyed, _ right: Keyed) -> Bool {
    let (a, b) = (left.node.place, right.node.place)
    guard a.group == b.group else { return a.group < b.group }
    guard a.group > 0 else { return a.number < b.number }
    let isFirst =
      order.isInverted
      ? right.value.precedes(left.value) : left.value.precedes(right.value)
    return isFirst ?? (a.number < b.number)
  }
}

extension Place {
  /// Which siblings are ordered among each other: those of the same group.
  fileprivate var group: Int {
    switch self {
    case .kind: 0
    case .namespace: 1
    case .process, .divergentThread, .thread: 2
    case .change: 3
    case .group: 4
    case .container: 5
    case .interface: 6
    }
  }

  /// The position, to break ties.
  fileprivate var number: Int32 {
    switch self {
    case .kind(let kind): Int32(kind.rawValue)
    case .namespace(let position), .process(let position), .divergentThread(let position),
      .thread(let position), .group(let position), .container(let position),
      .interface(let position), .change(let position):
      position
    }
  }
}
