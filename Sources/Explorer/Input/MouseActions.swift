import Canvas

extension State {
  /// The rows that one notch of the wheel moves.
  private static let notch = 3

  /// Takes in what the mouse did.
  mutating func apply(_ mouse: Mouse, at point: Point) -> [Effect] {
    guard options.mouse, !Layout.isTooSmall(size) else { return [] }
    switch mouse {
    case .wheelUp, .wheelDown:
      wheel(mouse == .wheelUp ? -Self.notch : Self.notch, at: point)
      return []
    case .press: return press(at: point)
    case .drag:
      if isDraggingDivider { details.columns = size.columns - point.column - 1 }
      return []
    case .release:
      isDraggingDivider = false
      return []
    case .rightPress:
      guard overlay == nil, lesson == nil, prompt == nil, selectRow(at: point) else { return [] }
      return perform(.enter)
    }
  }

  private mutating func wheel(_ lines: Int, at point: Point) {
    let layout = layout(size)
    if overlay != nil {
      scrollOverlay(by: lines)
    } else if layout.lesson?.contains(point) ?? false {
      scrollLesson(by: lines)
    } else if layout.details?.contains(point) ?? false {
      details.scroll = max(0, min(details.scroll + lines, detailsLastScroll))
    } else {
      list.scroll(by: lines, height: listHeight)
    }
  }

  private mutating func press(at point: Point) -> [Effect] {
    notice = nil
    if overlay != nil { return pressInOverlay(at: point) }
    guard prompt == nil else { return [] }
    let layout = layout(size)
    if lesson != nil, layout.footer.contains(point) || layout.divider?.contains(point) ?? false {
      return []
    }
    if layout.footer.contains(point) {
      return footerItems(layout.footer).first { $0.rect.contains(point) }.map { perform($0.action) }
        ?? []
    }
    if layout.tabs.contains(point) {
      if let tab = viewTabs(layout.tabs).first(where: { $0.rect.contains(point) }) {
        show(tab.view)
      }
    } else if let divider = layout.divider, divider.contains(point) {
      if divider.size.columns == 1 {
        isDraggingDivider = true
      } else {
        pressDetails(at: point, in: layout)
      }
    } else if let pane = layout.details, pane.contains(point) {
      pressDetails(at: point, in: layout)
    } else if layout.top.contains(point) {
      pressTopRow(point.row - layout.top.origin.row)
    } else {
      pressRow(at: point)
    }
    return []
  }

  /// A click on a row that stays at the top leads to its object.
  private mutating func pressTopRow(_ line: Int) {
    let rows = topRows
    if rows.indices.contains(line), let viewModel { visit(viewModel.object(at: rows[line].place)) }
  }

  private mutating func pressDetails(at point: Point, in layout: Layout) {
    if let tab = detailTabs(layout).first(where: { $0.rect.contains(point) }) {
      details.tab = tab.tab
      details.scroll = 0
    } else if let text = detailText(layout), text.contains(point) {
      let lines = detailLines(width: text.size.columns)
      let line = min(details.scroll, detailsLastScroll) + point.row - text.origin.row
      if lines.indices.contains(line), let target = lines[line].target { visit(target) }
    }
  }

  /// A first click selects, a click on the selected row or on the arrow of any folds.
  private mutating func pressRow(at point: Point) {
    let before = list.selectedRow?.node
    guard selectRow(at: point), let row = list.selectedRow, row.fold != .leaf else { return }
    let arrow = Self.indentation(of: row)
    if row.node == before || arrow..<arrow + 2 ~= point.column {
      setFold(row, isOpen: row.fold == .closed)
    }
  }

  private mutating func selectRow(at point: Point) -> Bool {
    let rect = layout(size).list
    guard rect.contains(point) else { return false }
    let position = list.visibleTop(height: rect.size.rows) + point.row - rect.origin.row
    guard list.rows.indices.contains(position) else { return false }
    select(position)
    return true
  }
}
