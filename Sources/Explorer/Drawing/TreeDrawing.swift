import Canvas
import Description
import Localization
import Namespaces

extension State {
  /// The deepest level that is still set off to the right.
  private static let deepest = 20

  /// The column at which the arrow of a row stands, from the left edge of the list.
  static func indentation(of row: Row) -> Int { 2 + 2 * min(row.depth, deepest) }
}

extension Painter {
  /// The narrowest that the tree gets for the sake of its columns.
  private static let narrowest = 32

  /// Draws the heads of the columns and the rows that are on the screen.
  mutating func drawTree(_ state: State, _ layout: Layout) {
    guard let viewModel = state.viewModel, layout.list.size.rows > 0 else { return }
    let outline = state.outline
    let columns = Self.fitting(
      outline.columns(viewModel).filter { options.graphs || $0 != .load },
      into: layout.list.size.columns, outline.rank)
    drawHeads(outline.head, columns, layout.heads, order: state.order)
    drawTopRows(state, viewModel, columns, layout.top)
    drawTotal(state, columns, layout.total)
    let list = state.list
    let top = list.visibleTop(height: layout.list.size.rows)
    if list.rows.isEmpty { drawEmptiness(state, layout.list) }
    for line in 0..<layout.list.size.rows where list.rows.indices.contains(top + line) {
      let rect = Rect(
        column: layout.list.origin.column, row: layout.list.origin.row + line,
        columns: layout.list.size.columns, rows: 1)
      drawRow(
        list.rows[top + line], state, viewModel, columns, rect, outline,
        naming: state.view != .kinds && state.view != .network)
      if !state.search.isEmpty { highlight(state.search, in: rect) }
    }
    if state.view == .network { drawNetwork(state, viewModel, layout.list, top: top) }
    // Over everything else in its row, the edges of boxes included.
    let selected = Rect(
      column: layout.list.origin.column, row: layout.list.origin.row + list.cursor - top,
      columns: layout.list.size.columns, rows: 1)
    if list.selectedRow != nil, list.cursor - top < layout.list.size.rows {
      overlay(selected, .selection)
    }
  }

  private mutating func drawEmptiness(_ state: State, _ rect: Rect) {
    let words: Text =
      if !state.filter.isEmpty {
        .nothingMatches
      } else {
        switch state.view {
        case .changes: options.capture == nil ? .noChanges : .noChangesInCapture
        case .containers: .noContainers
        default: .nothingHere
        }
      }
    let text = words[language]
    let lines = text.wrapped(to: max(2, rect.size.columns - 4)).prefix(max(0, rect.size.rows - 1))
    for (line, range) in lines.enumerated() {
      write(
        String(text[range]), .faint, column: rect.origin.column + 2,
        row: rect.origin.row + 1 + line, end: rect.endColumn)
    }
  }

  /// The columns for which there is room beside the tree, in their own order.
  private static func fitting(
    _ columns: [Column], into width: Int, _ rank: (Column) -> Int
  ) -> [Column] {
    var columns = columns
    let tree = min(narrowest, width * 3 / 5)
    while columns.reduce(0, { $0 + $1.width + 1 }) > width - tree,
      let widest = columns.max(by: { rank($0) < rank($1) })
    {
      columns.removeAll { $0 == widest }
    }
    return columns
  }

  private mutating func drawHeads(
    _ title: Text, _ columns: [Column], _ rect: Rect, order: State.Order?
  ) {
    var end = rect.endColumn - 1
    write(title[language], .label, column: rect.origin.column + 2, row: rect.origin.row, end: end)
    for column in columns.reversed() {
      let isOrder = column == order?.column
      writeCell(
        column.title[language], isOrder ? .strong : .label, column, endingAt: end,
        row: rect.origin.row)
      end -= column.width + 1
    }
  }

  mutating func writeCell(
    _ text: String, _ role: Theme.Role, _ column: Column, endingAt end: Int, row: Int
  ) {
    let text = text.truncated(to: column.width, mark: glyphs.ellipsis)
    let start = column.isText ? end - column.width : end - text.columns
    write(text, role, column: start, row: row, end: end)
  }

  /// Draws a row: its label with the kind of a namespace where `kinds` is true, its columns, and
  /// where it hangs in the tree.
  mutating func drawRow(
    _ row: Row, _ state: State, _ viewModel: ViewModel, _ columns: [Column], _ rect: Rect,
    _ outline: any Outline, naming kinds: Bool
  ) {
    let line = rect.origin.row
    var end = rect.endColumn - 1
    // The label may use the room of the columns next to it that have nothing to say.
    var labelEnd = end
    for column in columns.reversed() {
      let value = viewModel.value(of: column, at: row.place)
      let text =
        column == .load
        ? sparkline(of: viewModel.object(at: row.place), state, columns: column.width)
        : column.text(value, language)
      let isFull = column == .memory && viewModel.isNearLimit(row.place)
      writeCell(
        text, isFull ? .warning : role(of: value, column, row.place), column, endingAt: end,
        row: line)
      if column == .strip { markExposure(text, column: end - column.width, row: line) }
      end -= column.width + 1
      if !text.isEmpty { labelEnd = end }
    }
    drawGuides(of: row, rect, first: outline.firstGuide)
    if state.view == .network { labelEnd -= Self.gutter + 2 }
    let label = viewModel.label(
      of: row.place, naming: kinds, language: language, glyphs: glyphs,
      utcOffset: options.utcOffset)
    let start = rect.origin.column + State.indentation(of: row) + 2
    write(label, column: start, row: line, end: labelEnd)
    drawMark(of: row, state, viewModel, rect)
  }

  /// Draws the exclamation marks of a strip anew, for the eye to find them.
  private mutating func markExposure(_ strip: String, column: Int, row: Int) {
    for (offset, letter) in strip.enumerated() where letter == "!" {
      write("!", .error, column: column + offset, row: row)
    }
  }

  /// The CPU of a namespace or a container over the last minute; empty for others.
  private func sparkline(of object: ObjectID, _ state: State, columns: Int) -> String {
    switch object {
    case .namespace, .container:
      let values = state.history.minute(of: object, columns: columns)
      let bars = Sparkline(values, bars: glyphs.bars).text
      return String(repeating: " ", count: columns - values.count) + bars
    default: return ""
    }
  }

  /// Numbers are there to be found, not to be read one after the other: only the large ones and
  /// the namespaces of one's own stand out.
  private func role(of value: FieldValue, _ column: Column, _ place: Place) -> Theme.Role {
    switch (column, value) {
    case (.cpu, .quantity(let share, _)) where share >= 50: .strong
    case (.pid, _), (.members, _), (.level, _): place.isTask || column == .members ? .text : .faint
    case (.inside, _): .namespace
    case (.strip, _): .kind
    default: .faint
    }
  }

  private mutating func drawGuides(of row: Row, _ rect: Rect, first: Int) {
    let column = rect.origin.column + State.indentation(of: row)
    let levels = (column - rect.origin.column - 2) / 2
    for level in min(first, levels)..<levels where row.guides & (1 << UInt64(level)) != 0 {
      write(
        glyphs.vertical, .line, column: rect.origin.column + 2 + 2 * level, row: rect.origin.row)
    }
    let sign =
      switch row.fold {
      case .open: glyphs.open
      case .closed: glyphs.closed
      case .leaf where row.depth >= max(first, 1): row.isLast ? glyphs.corner : glyphs.branch
      case .leaf: ""
      }
    write(sign, row.fold == .leaf ? .line : .faint, column: column, row: rect.origin.row)
  }

  /// Marks what is new, gone, moved or tagged, by a sign and by colour.
  private mutating func drawMark(of row: Row, _ state: State, _ viewModel: ViewModel, _ rect: Rect)
  {
    let (column, line) = (rect.origin.column, rect.origin.row)
    let object = viewModel.object(at: row.place)
    if let mark = viewModel.marks[object] {
      let (sign, role): (String, Theme.Role) =
        switch mark {
        case .new: ("+", .new)
        case .gone: ("-", .gone)
        case .moved: ("~", .moved)
        }
      overlay(rect, role)
      write(sign, role, column: column, row: line)
    }
    if state.tags.contains(object) {
      write("*", .strong, column: column, row: line)
    }
  }

  /// Makes every place stand out that holds a searched text.
  private mutating func highlight(_ text: String, in rect: Rect) {
    let wanted = text.lowercased().map { String($0) }
    let row = rect.origin.row
    let columns = Array(rect.origin.column..<rect.endColumn).filter {
      !canvas[$0, row].text.isEmpty
    }
    let cells = columns.map { canvas[$0, row].text.lowercased() }
    guard !wanted.isEmpty, cells.count >= wanted.count else { return }
    for start in 0...(cells.count - wanted.count)
    where cells[start] == wanted[0] && Array(cells[start..<start + wanted.count]) == wanted {
      let last = columns[start + wanted.count - 1]
      let end =
        last + 1 < rect.endColumn && canvas[last + 1, row].text.isEmpty ? last + 2 : last + 1
      overlay(
        Rect(column: columns[start], row: row, columns: end - columns[start], rows: 1), .match)
    }
  }
}
