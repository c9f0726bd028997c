import Namespaces

/// The rows of a view, which of them is selected and which part is on the screen.
struct RowList: Sendable {
  /// The rows, from top to bottom.
  private(set) var rows: [Row] = []

  /// What the rows are places of; nil before there are any.
  private var viewModel: ViewModel?

  /// What somebody opened or closed.
  var folds: [RowID: Bool] = [:]

  /// The position of the selected row; 0 without rows.
  private(set) var cursor = 0

  /// The position of the topmost row on the screen.
  private(set) var top = 0

  /// The identity of the selected row; it outlives the row's being out of sight.
  private(set) var selection: RowID?

  /// The selected row; nil without rows.
  var selectedRow: Row? { rows.indices.contains(cursor) ? rows[cursor] : nil }

  /// Replaces the rows; the selection stays with its object and keeps its line on the screen.
  ///
  /// - Returns: the identity of the selected row when it is not there any more.
  mutating func replaceRows(_ new: [Row], of present: ViewModel, height: Int) -> RowID? {
    let (old, before, line) = (rows, viewModel ?? present, cursor - top)
    rows = new
    viewModel = present
    guard let wanted = selection else {
      select(0, height: height)
      return nil
    }
    if let position = position(of: wanted, near: cursor) {
      (cursor, top) = (position, position - line)
      scroll(height: height)
      return nil
    }
    let successor = position(of: wanted.object) ?? neighbor(in: old, of: before, present)
    (cursor, top) = (successor, successor - line)
    select(successor, height: height)
    return wanted
  }

  /// Forgets the rows, not what is selected and folded, until there are others.
  mutating func removeRows() {
    rows = []
    viewModel = nil
  }

  /// Selects the row at a position, or the nearest that there is.
  mutating func select(_ position: Int, height: Int) {
    cursor = max(0, min(position, rows.count - 1))
    selection = selectedRow.flatMap { row in viewModel?.rowID(of: row.node) }
    scroll(height: height)
  }

  /// Opens or closes a row; nil leaves that to the view again.
  mutating func setFold(_ row: Row, isOpen: Bool?) {
    if let viewModel { folds[viewModel.rowID(of: row.node)] = isOpen }
  }

  /// Moves the rows on the screen without moving the selection, except to keep it visible.
  mutating func scroll(by lines: Int, height: Int) {
    top = max(0, min(top + lines, rows.count - height))
    let visible = max(top, min(cursor, top + max(1, height) - 1))
    if visible != cursor { select(visible, height: height) }
  }

  /// Brings the selected row onto the screen.
  mutating func scroll(height: Int) { top = visibleTop(height: height) }

  /// The topmost row when the list has `height` lines.
  func visibleTop(height: Int) -> Int {
    let height = max(1, height)
    let top = max(cursor - height + 1, min(top, cursor))
    return max(0, min(top, rows.count - height))
  }

  /// The objects of which the rows on the screen are.
  func visibleObjects(height: Int) -> Set<ObjectID> {
    guard let viewModel else { return [] }
    let rows = rows.dropFirst(visibleTop(height: height)).prefix(height)
    return Set(rows.map { viewModel.object(at: $0.place) })
  }

  /// The position of a row; `hint` is where it is likely to be.
  func position(of id: RowID, near hint: Int = 0) -> Int? {
    guard let node = viewModel?.node(of: id) else { return nil }
    if rows.indices.contains(hint), rows[hint].node == node { return hint }
    return rows.firstIndex { $0.node == node }
  }

  /// The position of the first row of an object.
  func position(of object: ObjectID) -> Int? {
    guard let place = viewModel?.place(of: object) else { return nil }
    return rows.firstIndex { $0.place == place }
  }

  /// The position of the row above which a row hangs in the tree.
  func parent(of position: Int) -> Int? {
    guard rows.indices.contains(position) else { return nil }
    return rows[..<position].lastIndex { $0.depth < rows[position].depth }
  }

  /// The row that is nearest to where the selected one was, below it first.
  private func neighbor(in old: [Row], of before: ViewModel, _ present: ViewModel) -> Int {
    guard old.indices.contains(cursor) else { return cursor }
    var positions: [Node: Int] = [:]
    for (position, row) in rows.enumerated() { positions[row.node] = position }
    func position(_ row: Row) -> Int? {
      present.node(of: before.rowID(of: row.node)).flatMap { positions[$0] }
    }
    let depth = old[cursor].depth
    let below = old[(cursor + 1)...].first { $0.depth <= depth && position($0) != nil }
    let above = old[..<cursor].last { position($0) != nil }
    if let below, below.depth == depth, let position = position(below) { return position }
    return (above ?? below).flatMap { position($0) } ?? cursor
  }
}
