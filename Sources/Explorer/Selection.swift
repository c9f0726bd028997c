import Namespaces
import Wording

extension State {
  /// What decides which rows the present view has.
  var selector: Selector {
    Selector(folds: list.folds, matches: filterMatch, hides: hides, precedes: precedes)
  }

  /// The tree of the present view.
  var outline: any Outline { showsThreads ? ThreadsShown(outline: view.outline) : view.outline }

  /// Makes the rows of the present view anew.
  mutating func rebuild() {
    guard let scene else { return }
    let (outline, selector) = (outline, selector)
    let rows = outline.rows(of: scene, selector)
    total = view.hasTotal ? Total(of: rows, outline, scene, selector) : Total()
    let lost = list.replaceRows(rows, height: listHeight)
    if let lost, scene.place(of: lost.object) == nil {
      say(.vanished(lost.object.description), isError: false)
    }
    tags.removeAll { scene.place(of: $0) == nil }
    onTop.removeAll { scene.place(of: $0) == nil }
    if let object = followed, scene.place(of: object) == nil { followed = nil }
  }

  /// Selects an object, opening what it is folded away in.
  ///
  /// - Returns: whether the present view has it.
  @discardableResult
  mutating func reveal(_ object: ObjectID) -> Bool {
    guard let scene else { return false }
    if let position = list.rows.firstIndex(where: { $0.id.object == object }) {
      list.select(position, height: listHeight)
      return true
    }
    return reveal { $0.id.object == object && scene.isInRoom($0) }
      || reveal { $0.id.object == object }
  }

  /// Selects the first row that fits, among all that would be there were nothing folded.
  @discardableResult
  mutating func reveal(where fits: (Row) -> Bool) -> Bool {
    let rows = allRows
    guard let position = rows.firstIndex(where: fits) else { return false }
    reveal(position, among: rows)
    return true
  }

  /// Opens what hides a row, and selects it.
  mutating func reveal(_ position: Int, among rows: [Row]) {
    var depth = rows[position].depth
    for row in rows[..<position].reversed() where row.depth < depth {
      depth = row.depth
      list.folds[row.id] = true
    }
    rebuild()
    if let position = list.position(of: rows[position].id) {
      list.select(position, height: listHeight)
    }
  }

  /// The rows that the present view would have were nothing folded.
  var allRows: [Row] {
    guard let scene else { return [] }
    var selector = selector
    selector.folds = [:]
    return Unfolded(outline: outline).rows(of: scene, selector)
  }

  /// Shows another view, with the same object selected where it has it.
  mutating func show(_ new: ViewName) {
    guard new != view else { return }
    let object = carried ?? selectedObject
    carried = object
    turn(to: new)
    if let order, let scene, !view.outline.columns(scene).contains(order.column) {
      self.order = nil
    }
    rebuild()
    if let object, selectedObject != object { reveal(object) }
    details.scroll = 0
  }

  /// Puts the present list away and takes out another's.
  private mutating func turn(to new: ViewName) {
    guard new != view else { return }
    otherLists[view] = list
    list = otherLists.removeValue(forKey: new) ?? List()
    view = new
  }

  /// Selects an object in this view, or in another that has it, and remembers where one was.
  mutating func visit(_ object: ObjectID) {
    let origin = list.selection.map { Visit(view: view, row: $0) }
    let before = view
    carried = nil
    let isFound =
      reveal(object)
      || [ViewName.kinds, .processes].contains { candidate in
        turn(to: candidate)
        rebuild()
        return reveal(object)
      }
    if isFound, let origin {
      places.append(origin)
      if places.count > 100 { places.removeFirst() }
    } else {
      turn(to: before)
      rebuild()
    }
    details.scroll = 0
  }

  /// Goes back to where one was before the last ``visit(_:)``.
  mutating func goBack() {
    guard let place = places.popLast() else { return say(.noHistory) }
    turn(to: place.view)
    carried = nil
    rebuild()
    if !reveal(where: { $0.id == place.row }) { reveal(place.row.object) }
    details.scroll = 0
  }
}

extension State {
  /// Whether a node is left out; nil when none is.
  private var hides: ((Node) -> Bool)? {
    guard let scene else { return nil }
    let (hidesHost, hidesKernel, view) = (hidesHost, hidesKernelThreads, view)
    guard hidesHost || hidesKernel else { return nil }
    let guests = hidesHost && view == .processes ? scene.processesWithGuests : []
    return { node in
      switch node.place {
      case .namespace(let position):
        let isOwnersTop = view != .kinds && scene.namespace(position).kind.isHierarchical
        return hidesHost && scene.isHome(position) && !isOwnersTop
      case .process(let position):
        if hidesKernel, scene.snapshot.processes[Int(position)].isKernelThread { return true }
        if hidesHost, view == .pids, node.room >= 0, scene.isHome(node.room) { return true }
        return !guests.isEmpty && !guests[Int(position)]
      default: return false
      }
    }
  }

  /// The order of siblings; nil for the view's own.
  private var precedes: ((Place, Place) -> Bool)? {
    guard let order, let scene else { return nil }
    return { left, right in
      guard left.group == right.group else { return left.group < right.group }
      guard left.group > 0 else { return left.number < right.number }
      let (a, b) = (
        scene.value(of: order.column, at: left),
        scene.value(of: order.column, at: right)
      )
      return (order.isInverted ? b.precedes(a) : a.precedes(b)) ?? (left.number < right.number)
    }
  }
}

extension Place {
  /// Kinds come before namespaces, those before processes; only within a group is there an order.
  fileprivate var group: Int {
    switch self {
    case .kind: 0
    case .namespace: 1
    case .process, .stray, .thread: 2
    case .change: 3
    case .group: 4
    case .container: 5
    case .interface: 6
    }
  }

  /// The position, to break ties.
  fileprivate var number: Int {
    switch self {
    case .kind(let kind): Int(kind.rawValue)
    case .namespace(let position), .process(let position), .stray(let position),
      .thread(let position), .group(let position), .container(let position),
      .interface(let position):
      Int(position)
    case .change(let position): position
    }
  }
}

extension Scene {
  /// Whether a row of a member is below a namespace that is not the host's.
  fileprivate func isInRoom(_ row: Row) -> Bool {
    guard let room = row.id.room else { return true }
    return !isHome(index.position(inode: room.inode))
  }

  /// For each process, whether it or one below it is in a namespace that is not the host's.
  fileprivate var processesWithGuests: [Bool] {
    var result = [Bool](repeating: false, count: snapshot.processes.count)
    for start in snapshot.processes.indices {
      let isGuest = NamespaceKind.allCases.contains { kind in
        let room = index.room(of: Int32(start), kind)
        return room >= 0 && room != index.home[Int(kind.rawValue)]
      }
      var position = isGuest ? start : -1
      while position >= 0, !result[position] {
        result[position] = true
        position = Int(index.processes.parents[position])
      }
    }
    return result
  }
}

/// A view in which nothing is folded.
private struct Unfolded: Outline {
  var outline: any Outline

  var head: Words { outline.head }

  var firstGuide: Int { outline.firstGuide }

  func roots(_ scene: Scene) -> [Node] { outline.roots(scene) }

  func children(of node: Node, _ scene: Scene) -> [Node] { outline.children(of: node, scene) }

  func opens(_ node: Node, _ scene: Scene) -> Bool { true }

  func columns(_ scene: Scene) -> [Column] { outline.columns(scene) }
}

extension ObjectID: CustomStringConvertible {
  /// A short name that needs no snapshot, such as `net:[4026532379]` or `process 42`.
  package var description: String {
    switch self {
    case .kind(let kind): kind.name
    case .namespace(let id): id.description
    case .process(let id): "PID \(id.pid)"
    case .thread(let id, let tid): "TID \(id.pid)/\(tid)"
    case .group(let group): group.name ?? group.runtime
    case .container(let id): id.description
    case .interface(let namespace, let index): "\(namespace) #\(index)"
    case .change(let number): "#\(number + 1)"
    }
  }
}
