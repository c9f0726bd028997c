import Wording

/// A tree that a view makes of the scene.
protocol Outline {
  /// The topmost nodes, in order.
  func roots(_ scene: Scene) -> [Node]

  /// The nodes below a node, in order.
  func children(of node: Node, _ scene: Scene) -> [Node]

  /// Whether a node is open as long as nobody folds it.
  func opens(_ node: Node, _ scene: Scene) -> Bool

  /// What the tree shows, as the head of its column.
  var head: Words { get }

  /// The columns to the right of the tree.
  func columns(_ scene: Scene) -> [Column]

  /// How dispensable a column is: of those that do not fit, the one with the highest rank goes first.
  func rank(of column: Column) -> Int

  /// The depth from which lines are drawn between siblings.
  var firstGuide: Int { get }
}

/// What decides which nodes of an outline become rows.
struct Selector {
  /// The nodes that somebody opened or closed.
  var folds: [RowID: Bool] = [:]

  /// Whether an object passes the filter; nil without a filter.
  var matches: FilterMatch?

  /// Whether a node is left out with all below it; nil when none is.
  var hides: ((Node) -> Bool)?

  /// The order of siblings; nil for the outline's own.
  var precedes: ((Place, Place) -> Bool)?
}

extension Outline {
  func rank(of column: Column) -> Int { column.rank }

  /// The rows, from top to bottom.
  ///
  /// With a filter these are what matches, everything above it, and below a matching namespace
  /// what would be there without a filter. The walk keeps its own stack: a chain of processes can
  /// be deeper than the thread's.
  func rows(of scene: Scene, _ selector: Selector) -> [Row] {
    var drafts: [Draft] = []
    var stack: [Pending] = []

    func push(_ nodes: [Node], depth: Int, isKept: Bool) {
      var nodes = nodes
      if let hides = selector.hides { nodes.removeAll(where: hides) }
      // What leads to nothing is not looked at: most of ten thousand processes, eight times.
      if !isKept, let matches = selector.matches {
        nodes.removeAll { !matches.mayLead($0.place) }
      }
      if let precedes = selector.precedes { nodes.sort { precedes($0.place, $1.place) } }
      for node in nodes.reversed() {
        stack.append(Pending(node: node, depth: depth, isKept: isKept))
      }
    }

    push(roots(scene), depth: 0, isKept: selector.matches == nil)
    while let item = stack.popLast() {
      let node = item.node
      let isKept = item.isKept || selector.matches?.passes(node.place) ?? true
      var below = children(of: node, scene)
      if let hides = selector.hides { below.removeAll(where: hides) }
      let wish =
        selector.folds.isEmpty || below.isEmpty ? nil : selector.folds[scene.rowID(of: node)]
      let isOpen = wish ?? (isKept ? opens(node, scene) : true)
      drafts.append(
        Draft(
          node: node, depth: item.depth, fold: below.isEmpty ? .leaf : isOpen ? .open : .closed,
          isKept: isKept))
      let isMatchInherited = selector.matches == nil || isKept && !node.place.isTask
      // Below what does not match, matches are looked for even in what is folded away.
      if isOpen || !isMatchInherited {
        push(below, depth: item.depth + 1, isKept: isMatchInherited)
      }
    }
    if selector.matches != nil { drafts = Self.filtered(drafts) }
    var rows = drafts.map { draft in
      Row(
        id: scene.rowID(of: draft.node), place: draft.node.place, depth: draft.depth,
        fold: draft.fold, isContext: !draft.isKept)
    }
    Self.drawGuides(&rows)
    return rows
  }

  /// Leaves what is kept with all above it, without what lies below a closed row.
  private static func filtered(_ drafts: [Draft]) -> [Draft] {
    var isShown = drafts.map(\.isKept)
    var wanted = [Bool](repeating: false, count: (drafts.lazy.map(\.depth).max() ?? 0) + 1)
    for index in drafts.indices.reversed() {
      let depth = drafts[index].depth
      if wanted[depth] { isShown[index] = true }
      wanted[depth] = false
      if isShown[index], depth > 0 { wanted[depth - 1] = true }
    }
    var result: [Draft] = []
    var closed = Int.max
    for (draft, isShown) in zip(drafts, isShown) where isShown {
      if draft.depth > closed { continue }
      closed = draft.fold == .closed ? draft.depth : .max
      if let last = result.indices.last, result[last].fold == .open,
        result[last].depth >= draft.depth
      {
        result[last].fold = .leaf
      }
      result.append(draft)
    }
    if let last = result.indices.last, result[last].fold == .open { result[last].fold = .leaf }
    return result
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

/// A node that waits to become a row.
private struct Pending {
  var node: Node
  var depth: Int
  var isKept: Bool
}

/// What will be a row if it is shown: without its identity, which costs more than all else.
private struct Draft {
  var node: Node
  var depth: Int
  var fold: Row.Fold
  var isKept: Bool
}
