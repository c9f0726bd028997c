import Localization
import Namespaces

extension State {
  /// What decides which rows the present view has.
  var selector: Selector {
    var selector = Selector(matches: filterMatch)
    guard let viewModel else { return selector }
    selector.hiding = HiddenNodes(
      host: hidesHost, kernelThreads: hidesKernelThreads, in: view, of: viewModel)
    selector.ordering = order.map { SiblingSorting(viewModel: viewModel, order: $0) }
    for (row, isOpen) in list.folds {
      if let node = viewModel.node(of: row) { selector.folds[node] = isOpen }
    }
    return selector
  }

  /// The tree of the present view.
  var outline: any Outline { showsThreads ? ThreadsOutline(outline: view.outline) : view.outline }

  /// Makes the rows of the present view anew.
  mutating func rebuild() {
    guard let viewModel else { return }
    let (outline, selector) = (outline, selector)
    let rows = outline.rows(of: viewModel, selector)
    total = view.hasTotal ? ResourceTotal(of: rows, outline, viewModel, selector) : ResourceTotal()
    let lost = list.replaceRows(rows, of: viewModel, height: listHeight)
    if let lost, viewModel.place(of: lost.object) == nil {
      say(.vanished(lost.object.description), isError: false)
    }
    tags.removeAll { viewModel.place(of: $0) == nil }
    onTop.removeAll { viewModel.place(of: $0) == nil }
    if let object = followed, viewModel.place(of: object) == nil { followed = nil }
  }

  /// Selects an object, opening what it is folded away in.
  ///
  /// - Returns: whether the present view has it.
  @discardableResult
  mutating func reveal(_ object: ObjectID) -> Bool {
    guard let viewModel else { return false }
    if let position = list.position(of: object) {
      list.select(position, height: listHeight)
      return true
    }
    guard let place = viewModel.place(of: object) else { return false }
    return reveal { $0.place == place && viewModel.isInOtherNamespace($0) }
      || reveal { $0.place == place }
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
    guard let viewModel else { return }
    var depth = rows[position].depth
    for row in rows[..<position].reversed() where row.depth < depth {
      depth = row.depth
      list.folds[viewModel.rowID(of: row.node)] = true
    }
    rebuild()
    if let position = list.position(of: viewModel.rowID(of: rows[position].node)) {
      list.select(position, height: listHeight)
    }
  }

  /// The rows that the present view would have were nothing folded.
  var allRows: [Row] {
    guard let viewModel else { return [] }
    var selector = selector
    selector.folds = [:]
    return Unfolded(outline: outline).rows(of: viewModel, selector)
  }

  /// Shows another view, with the same object selected where it has it.
  mutating func show(_ new: ViewName) {
    guard new != view else { return }
    let object = carried ?? selectedObject
    carried = object
    turn(to: new)
    if let order, let viewModel, !view.outline.columns(viewModel).contains(order.column) {
      self.order = nil
    }
    rebuild()
    if let object, selectedObject != object { reveal(object) }
    details.scroll = 0
  }

  /// Puts the present list away and takes out another's.
  private mutating func turn(to new: ViewName) {
    guard new != view else { return }
    // Its rows are of a scan that will be old by then, and it is let go.
    list.removeRows()
    otherLists[view] = list
    list = otherLists.removeValue(forKey: new) ?? RowList()
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
    let node = viewModel?.node(of: place.row)
    if !reveal(where: { $0.node == node }) { reveal(place.row.object) }
    details.scroll = 0
  }
}

extension ViewModel {
  /// Whether a row of a member is below a namespace that is not the host's.
  fileprivate func isInOtherNamespace(_ row: Row) -> Bool {
    row.node.namespace < 0 || !isHostNamespace(row.node.namespace)
  }
}

/// A view in which nothing is folded.
private struct Unfolded: Outline {
  var outline: any Outline

  var head: Text { outline.head }

  var firstGuide: Int { outline.firstGuide }

  func roots(_ viewModel: ViewModel) -> [Node] { outline.roots(viewModel) }

  func children(of node: Node, _ viewModel: ViewModel) -> [Node] {
    outline.children(of: node, viewModel)
  }

  func opens(_ node: Node, _ viewModel: ViewModel) -> Bool { true }

  func columns(_ viewModel: ViewModel) -> [Column] { outline.columns(viewModel) }
}
