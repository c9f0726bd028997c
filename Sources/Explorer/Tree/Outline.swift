import Localization

/// A tree that a view makes of the scene.
protocol Outline {
  /// The topmost nodes, in order.
  func roots(_ viewModel: ViewModel) -> [Node]

  /// The nodes below a node, in order.
  func children(of node: Node, _ viewModel: ViewModel) -> [Node]

  /// Whether a node is open as long as nobody folds it.
  func opens(_ node: Node, _ viewModel: ViewModel) -> Bool

  /// What the tree shows, as the head of its column.
  var head: Text { get }

  /// The columns to the right of the tree.
  func columns(_ viewModel: ViewModel) -> [Column]

  /// How dispensable a column is: of those that do not fit, the one with the highest rank goes
  /// first.
  func rank(of column: Column) -> Int

  /// The depth from which lines are drawn between siblings.
  var firstGuide: Int { get }
}

/// What decides which nodes of an outline become rows.
struct Selector {
  /// The nodes that somebody opened or closed.
  var folds: [Node: Bool] = [:]

  /// Whether an object passes the filter; nil without a filter.
  var matches: FilterMatch?

  /// Which nodes are left out; nil when none is.
  var hiding: HiddenNodes?

  /// The order of siblings; nil for the outline's own.
  var ordering: SiblingSorting?
}

extension Outline {
  func rank(of column: Column) -> Int { column.rank }

  /// The rows, from top to bottom.
  ///
  /// With a filter these are what matches, everything above it, and below a matching namespace
  /// what would be there without a filter. The walk keeps its own stack: a chain of processes can
  /// be deeper than the thread's.
  func rows(of viewModel: ViewModel, _ selector: Selector) -> [Row] {
    let (matches, hiding) = (selector.matches, selector.hiding)
    var rows: [Row] = []
    var stack: [Pending] = []

    func push(_ nodes: [Node], depth: Int, isKept: Bool) {
      var nodes = nodes
      // What leads to nothing is not looked at: most of ten thousand processes, eight times.
      if !isKept, let matches { nodes.removeAll { !matches.mayLead($0.place) } }
      selector.ordering?.sort(&nodes)
      for node in nodes.reversed() {
        stack.append(Pending(node: node, depth: depth, isKept: isKept))
      }
    }

    func visible(_ nodes: [Node]) -> [Node] {
      guard let hiding, nodes.contains(where: hiding.hides) else { return nodes }
      return nodes.filter { !hiding.hides($0) }
    }

    push(visible(roots(viewModel)), depth: 0, isKept: matches == nil)
    while let item = stack.popLast() {
      let node = item.node
      let isKept = item.isKept || matches?.passes(node.place) ?? true
      let below = visible(children(of: node, viewModel))
      let wish = selector.folds.isEmpty || below.isEmpty ? nil : selector.folds[node]
      let isOpen = wish ?? (isKept ? opens(node, viewModel) : true)
      rows.append(
        Row(
          node: node, depth: item.depth, fold: below.isEmpty ? .leaf : isOpen ? .open : .closed,
          isContext: !isKept))
      if below.isEmpty { continue }
      let isMatchInherited = matches == nil || isKept && !node.place.isTask
      // Below what does not match, matches are looked for even in what is folded away.
      if isOpen || !isMatchInherited {
        push(below, depth: item.depth + 1, isKept: isMatchInherited)
      }
    }
    if matches != nil { Self.filter(&rows) }
    Self.drawGuides(&rows)
    return rows
  }

  /// Leaves what is kept with all above it, without what lies below a closed row.
  private static func filter(_ rows: inout [Row]) {
    var isShown = rows.map { !$0.isContext }
    var wanted = [Bool](repeating: false, count: (rows.lazy.map(\.depth).max() ?? 0) + 1)
    for index in rows.indices.reversed() {
      let depth = rows[index].depth
      if wanted[depth] { isShown[index] = true }
      wanted[depth] = false
      if isShown[index], depth > 0 { wanted[depth - 1] = true }
    }
    var count = 0
    var closed = Int.max
    for index in rows.indices where isShown[index] {
      let row = rows[index]
      if row.depth > closed { continue }
      closed = row.fold == .closed ? row.depth : .max
      if count > 0 { rows[count - 1].closeUp(before: row) }
      rows[count] = row
      count += 1
    }
    if count > 0 { rows[count - 1].closeUp(before: nil) }
    rows.removeLast(rows.count - count)
  }

  /// Tells every row which lines of its ancestors go on past it, from the bottom up.
  private static func drawGuides(_ rows: inout [Row]) {
    var open: UInt64 = 0
    for index in rows.indices.reversed() {
      let depth = rows[index].depth
      guard depth < 64 else { continue }
      let bit: UInt64 = 1 << UInt64(depth)
      rows[index].isLast = open & bit == 0
      rows[index].guides = open & (bit - 1)
      open = rows[index].guides | bit
    }
  }
}

extension Row {
  /// Makes a leaf of an open row below which the filter left nothing.
  fileprivate mutating func closeUp(before next: Row?) {
    if fold == .open, next.map({ $0.depth <= depth }) ?? true { fold = .leaf }
  }
}

/// A node that waits to become a row.
private struct Pending {
  var node: Node
  var depth: Int
  var isKept: Bool
}
