import Canvas
import Localization

/// The name of a page of the details, where it can be clicked.
struct DetailTabItem {
  var tab: DetailTab
  var rect: Rect
}

extension State {
  /// Where the names of the pages stand: in the line above the details, or in their first line
  /// where they are beside the tree.
  ///
  /// Where there is no room for all of them, the ones around the present page are there.
  func detailTabs(_ layout: Layout) -> [DetailTabItem] {
    guard let pane = layout.details else { return [] }
    let line = layout.divider.flatMap { $0.size.rows == 1 ? $0 : nil } ?? pane
    let space = line.size.columns - 2
    let gap =
      [3, 2, 1].first { Self.width(of: DetailTab.allCases, gap: $0, language) <= space } ?? 1
    var tabs = DetailTab.allCases[...]
    while tabs.count > 1, let last = tabs.last, last != details.tab,
      Self.width(of: tabs, gap: gap, language) > space
    {
      tabs.removeLast()
    }
    while tabs.count > 1, Self.width(of: tabs, gap: gap, language) > space { tabs.removeFirst() }
    var column = line.origin.column + 1
    return tabs.map { tab in
      let width = tab.title[language].columns
      defer { column += width + gap }
      return DetailTabItem(
        tab: tab, rect: Rect(column: column, row: line.origin.row, columns: width, rows: 1))
    }
  }

  private var language: Language { options.language }

  private static func width(
    of tabs: some Collection<DetailTab>, gap: Int, _ language: Language
  ) -> Int {
    tabs.reduce(-gap) { $0 + $1.title[language].columns + gap }
  }
}

extension Painter {
  /// Draws the line between tree and details, and the details.
  mutating func drawDetails(_ state: State, _ layout: Layout) {
    guard let pane = layout.details, let text = state.detailText(layout) else { return }
    if let divider = layout.divider, divider.size.rows == 1 {
      line(divider)
    } else if let divider = layout.divider {
      for row in divider.origin.row..<divider.endRow {
        write(glyphs.vertical, .line, column: divider.origin.column, row: row)
      }
    }
    for item in state.detailTabs(layout) {
      let role: Theme.Role = item.tab == state.details.tab ? .tab : .faint
      let title = item.tab.title[language]
      let isInLine = layout.divider?.size.rows == 1
      write(
        isInLine ? " \(title) " : title, role,
        column: item.rect.origin.column - (isInLine ? 1 : 0), row: item.rect.origin.row,
        end: pane.endColumn)
    }
    let lines = state.detailLines(width: text.size.columns)
    let scroll = min(state.details.scroll, max(0, lines.count - text.size.rows))
    for (line, content) in lines.dropFirst(scroll).prefix(text.size.rows).enumerated() {
      write(
        content.segments, column: text.origin.column, row: text.origin.row + line,
        end: text.endColumn)
      if state.isSelected(scroll + line, of: lines) {
        overlay(
          Rect(
            column: text.origin.column, row: text.origin.row + line,
            columns: text.size.columns, rows: 1), .selection)
      }
    }
    if lines.count - scroll > text.size.rows, text.size.rows > 0 {
      let shown = " \(scroll + text.size.rows)/\(lines.count) \(glyphs.more)"
      write(shown, .faint, endingAt: text.endColumn + 1, row: text.endRow - 1)
    }
  }
}
