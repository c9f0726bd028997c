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
    guard let page, !isBusy else { return Text("Esc leave", "Esc: 終わる") }
    var keys: [Text] = []
    switch page.stage {
    case .introduction where page.lab == nil, .result, .quiz:
      keys.append(Text("Enter go on", "Enter: 次へ"))
    case .introduction: keys.append(Text("Enter run it", "Enter: 実行"))
    case .over: return Text("Enter back to the tree", "Enter: ツリーへ戻る")
    }
    if page.choices > 0 {
      keys.insert(Text("1–\(page.choices) answer", "1–\(page.choices): 答える"), at: 0)
    }
    if page.shell != nil { keys.append(Text("! a shell in there", "!: 中のシェル")) }
    keys.append(Text("b back", "b: 戻る"))
    if page.stage == .result { keys.append(Text("r again", "r: もう一度")) }
    keys += [Text("Esc leave", "Esc: 終わる"), Text("arrows scroll", "矢印: 動かす")]
    if format.hasTree { keys.append(Text("Tab view", "Tab: 表示")) }
    return Text(
      keys.map(\.english).joined(separator: " · "), keys.map(\.japanese).joined(separator: "  "))
  }
}

extension Text {
  static let lessonsTitle = Text("Lessons", "レッスン")
  static let lessonsKeys = Text(
    "arrows choose · Enter begin · F1 help · Esc back",
    "矢印: 選ぶ  Enter: 始める  F1: 説明  Esc: 戻る")
  static let minutes = Text("min", "分")
  static let buildingLab = Text("Building the lab…", "実験室を作っています…")
}
