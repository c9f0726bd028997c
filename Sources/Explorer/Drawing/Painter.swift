import Canvas
import Localization

/// A canvas with the theme, the language and the characters to draw on it with.
struct Painter {
  /// What was drawn so far.
  var canvas: Canvas

  /// How to draw.
  let options: Options

  var glyphs: Glyphs { options.glyphs }
  var language: Language { options.language }

  /// Writes a text in a role.
  ///
  /// - Returns: the column after it.
  @discardableResult
  mutating func write(
    _ text: String, _ role: Theme.Role, column: Int, row: Int, end: Int? = nil
  ) -> Int {
    canvas.write(text, column: column, row: row, style: options.style(role), end: end)
  }

  /// Writes segments one after the other; what does not fit before `end` is cut with a mark.
  ///
  /// - Returns: the column after them.
  @discardableResult
  mutating func write(_ segments: [Segment], column: Int, row: Int, end: Int) -> Int {
    var column = column
    for (number, segment) in segments.enumerated() {
      let space = end - column
      if space <= 0 { break }
      let needsMark =
        segment.text.columns == space
        && segments[(number + 1)...].contains {
          !$0.text.isEmpty
        }
      let text =
        needsMark
        ? (segment.text + " ").truncated(to: space, mark: glyphs.ellipsis)
        : segment.text.truncated(to: space, mark: glyphs.ellipsis)
      column = write(text, segment.role, column: column, row: row, end: end)
    }
    return column
  }

  /// Writes a text so that it ends before a column.
  mutating func write(_ text: String, _ role: Theme.Role, endingAt end: Int, row: Int) {
    write(text, role, column: end - text.columns, row: row, end: end)
  }

  /// Draws a horizontal line.
  mutating func line(_ rect: Rect) {
    write(
      String(repeating: glyphs.horizontal, count: rect.size.columns), .line,
      column: rect.origin.column, row: rect.origin.row, end: rect.endColumn)
  }

  /// Lays a role over what is in a rectangle; bold stays bold.
  mutating func overlay(_ rect: Rect, _ role: Theme.Role) {
    let style = options.style(role)
    canvas.restyle(rect) { cell in
      cell = style.adding(cell.attributes.intersection(.bold))
    }
  }

  /// Empties a rectangle and draws a frame around it with a title in its upper edge.
  mutating func frame(_ rect: Rect, title: String) {
    canvas.fill(rect)
    let (left, right) = (rect.origin.column, rect.endColumn - 1)
    let edge = String(repeating: glyphs.horizontal, count: max(0, rect.size.columns - 2))
    write(
      glyphs.topLeft + edge + glyphs.topRight, .line, column: left, row: rect.origin.row,
      end: rect.endColumn)
    write(
      glyphs.bottomLeft + edge + glyphs.bottomRight, .line, column: left, row: rect.endRow - 1,
      end: rect.endColumn)
    for row in (rect.origin.row + 1)..<max(rect.origin.row + 1, rect.endRow - 1) {
      write(glyphs.vertical, .line, column: left, row: row)
      write(glyphs.vertical, .line, column: right, row: row)
    }
    let shown = title.truncated(to: max(0, rect.size.columns - 6), mark: glyphs.ellipsis)
    write(" \(shown) ", .title, column: left + 2, row: rect.origin.row, end: right)
  }
}
