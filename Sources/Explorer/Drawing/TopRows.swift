import Canvas

extension State {
  /// The objects at the top as rows, with where they are in the scene.
  var topRows: [Row] {
    guard let viewModel else { return [] }
    return onTop.compactMap { object in
      viewModel.place(of: object).map { place in
        Row(node: Node(place: place), depth: 0, fold: .leaf)
      }
    }
  }
}

extension Painter {
  /// Draws the rows that stay at the top however the tree is scrolled, and a line below them.
  mutating func drawTopRows(
    _ state: State, _ viewModel: ViewModel, _ columns: [Column], _ rect: Rect
  ) {
    guard rect.size.rows > 1 else { return }
    let outline = state.outline
    for (line, row) in state.topRows.prefix(rect.size.rows - 1).enumerated() {
      let place = Rect(
        column: rect.origin.column, row: rect.origin.row + line, columns: rect.size.columns,
        rows: 1)
      drawRow(row, state, viewModel, columns, place, outline, naming: true)
    }
    self.line(
      Rect(
        column: rect.origin.column, row: rect.endRow - 1, columns: rect.size.columns, rows: 1))
  }
}
