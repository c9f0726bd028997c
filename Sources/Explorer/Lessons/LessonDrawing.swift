import Canvas
import Localization

extension Painter {
  /// Draws the text of a lesson, and the line between it and the tree.
  mutating func drawLesson(_ state: State, _ layout: Layout) {
    guard let lesson = state.lesson, let pane = layout.lesson else { return }
    if let divider = layout.divider {
      for row in divider.origin.row..<divider.endRow {
        write(glyphs.vertical, .line, column: divider.origin.column, row: row)
      }
    }
    let row = pane.origin.row
    guard let page = lesson.page else {
      write(
        Text.buildingLab[language], .faint, column: 1, row: row, end: pane.endColumn)
      return
    }
    let position = lesson.isBusy ? "\(page.position) \(glyphs.ellipsis)" : page.position
    let titleEnd = pane.endColumn - position.columns - 3
    let title = page.title.truncated(to: max(0, titleEnd - 1), mark: glyphs.ellipsis)
    write(title, .title, column: pane.origin.column + 1, row: row, end: titleEnd)
    write(position, .label, endingAt: pane.endColumn - 1, row: row)
    drawText(of: page, scroll: lesson.scroll, in: state.lessonText(pane))
  }

  private mutating func drawText(of page: LessonPage, scroll: Int, in text: Rect) {
    let scroll = min(scroll, max(0, page.lines.count - text.size.rows))
    for (line, content) in page.lines.dropFirst(scroll).prefix(text.size.rows).enumerated() {
      write(
        content.runs.map { Segment($0.text, Theme.Role($0.role)) }, column: text.origin.column,
        row: text.origin.row + line, end: text.endColumn)
    }
    if page.lines.count - scroll > text.size.rows, text.size.rows > 0 {
      write(glyphs.more, .faint, column: text.endColumn, row: text.endRow - 1)
    }
  }
}

extension LessonPane {
  /// The keys that work now, for the footer.
  var keys: Text {
    guard let page, !isBusy else { return Text("Esc leave") }
    var keys: [Text] = []
    switch page.stage {
    case .introduction where page.lab == nil, .result, .quiz:
      keys.append(Text("Enter go on"))
    case .introduction: keys.append(Text("Enter run it"))
    case .over: return Text("Enter back to the tree")
    }
    if page.choices > 0 {
      keys.insert(Text("1–\(page.choices) answer"), at: 0)
    }
    if page.shell != nil { keys.append(Text("! a shell in there")) }
    keys.append(Text("b back"))
    if page.stage == .result { keys.append(Text("r again")) }
    keys += [Text("Esc leave"), Text("arrows scroll")]
    if format.hasTree { keys.append(Text("Tab view")) }
    return keys.joined(separator: Text(" · "))
  }
}

extension Text {
  static let lessonsTitle = Text("Lessons")
  static let lessonsKeys = Text("arrows choose · Enter begin · F1 help · Esc back")
  static let minutes = Text("min")
  static let buildingLab = Text("Building the lab…")
}
