import Canvas
import Localization
import Namespaces

extension State {
  /// What an overlay says, wrapped to a width.
  private func overlayLines(width: Int) -> [[Segment]] {
    if explainsOverlay { return overlayHelpLines(width: width) }
    switch overlay {
    case .welcome: return welcomeLines(width: width)
    case .help: return helpLines(width: width)
    case .page(let page):
      return page.lines.flatMap { $0.segments(wrappedTo: width) }
    case .plan(let dialog): return planLines(dialog, width: width)
    case .signal(let dialog): return signalLines(dialog, width: width)
    case .lessons(let list): return lessonLines(list, width: width)
    case .unpin(let id, let path): return unpinLines(id, path, width: width)
    case .write(let dialog): return writeLines(dialog, width: width)
    case .compare(let dialog): return comparison(dialog, width: width)
    case .lineHelp(let purpose): return lineHelpLines(purpose, width: width)
    case nil: return []
    }
  }

  private var overlayTitle: String {
    let title = dialogTitle
    return explainsOverlay ? Text.aboutDialog(title)[options.language] : title
  }

  private var dialogTitle: String {
    switch overlay {
    case .welcome: Text.welcomeTitle[options.language]
    case .help: Text.helpTitle[options.language]
    case .page(let page): page.title
    case .plan(let dialog):
      switch dialog.request {
      case .entry(let request):
        Text.enterTitle(
          dialog.summary?.title ?? viewModel?.name(of: request.target) ?? "")[options.language]
      case .newNamespaces: Text.newNamespacesTitle[options.language]
      }
    case .signal: Text.signalTitle[options.language]
    case .lessons: Text.lessonsTitle[options.language]
    case .unpin: Text.unpinTitle[options.language]
    case .write: Text.writeTitle[options.language]
    case .compare: Text.compareTitle[options.language]
    case .lineHelp(let purpose):
      Text.aboutDialog(purpose.words[options.language])[options.language]
    case nil: ""
    }
  }

  /// The widest that text is easy to read; a few sentences are easiest in a narrow column.
  private var measure: Int { if case .welcome = overlay { 68 } else { 92 } }

  /// Where an overlay is: in the middle, as high as its text needs; nil without one.
  func overlayFrame(_ size: Size) -> Rect? {
    guard overlay != nil else { return nil }
    let columns = min(size.columns, measure)
    let needed = overlayLines(width: columns - 4).count + 2
    let rows = min(size.rows - 2, max(needed, 5))
    return Rect(
      column: (size.columns - columns) / 2, row: max(1, (size.rows - rows) / 2), columns: columns,
      rows: rows)
  }

  /// How far an overlay can be scrolled.
  var overlayLastScroll: Int {
    guard let frame = overlayFrame(size) else { return 0 }
    return max(0, overlayLines(width: frame.size.columns - 4).count - frame.size.rows + 2)
  }

  fileprivate func content(of frame: Rect) -> (title: String, lines: [[Segment]], scroll: Int) {
    let lines = overlayLines(width: frame.size.columns - 4)
    let scroll = min(overlayScroll, max(0, lines.count - frame.size.rows + 2))
    return (overlayTitle, lines, scroll)
  }
}

extension Painter {
  /// Draws what lies over the screen.
  mutating func drawOverlay(_ state: State, _ size: Size) {
    guard let rect = state.overlayFrame(size) else { return }
    let (title, lines, scroll) = state.content(of: rect)
    frame(rect, title: title)
    let height = rect.size.rows - 2
    for (line, segments) in lines.dropFirst(scroll).prefix(height).enumerated() {
      write(
        segments, column: rect.origin.column + 2, row: rect.origin.row + 1 + line,
        end: rect.endColumn - 2)
    }
    if lines.count > height {
      let shown = "\(min(scroll + height, lines.count))/\(lines.count)"
      write(" \(shown) ", .faint, endingAt: rect.endColumn - 2, row: rect.endRow - 1)
    }
  }
}
