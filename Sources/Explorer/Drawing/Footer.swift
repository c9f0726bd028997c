import Canvas
import Description
import Localization
import Namespaces

/// A key in the footer, where it can be clicked.
struct FooterItem {
  var action: Action
  var key: String
  var text: String
  var rect: Rect
}

extension State {
  /// The actions that the footer speaks of, the most useful first.
  private var footerActions: [Action] {
    var actions: [Action] = [.help]
    if viewModel.flatMap({ viewModel in subject.map { viewModel.entryTarget(of: $0) != nil } })
      ?? false
    {
      actions.append(.enter)
    }
    actions += [.search, .filter]
    if list.selectedRow.map({ $0.fold != .leaf }) ?? false { actions.append(.toggleFold) }
    if selectedObject != nil { actions.append(.explain) }
    if !tags.isEmpty { actions.append(.compare) }
    return actions + [.sortNext, .details] + (options.capture == nil ? [.pause] : [])
      + [.lessons, .quit]
  }

  /// The keys that work now, as many as there is room for; quitting is never left out.
  func footerItems(_ rect: Rect) -> [FooterItem] {
    var column = rect.origin.column + 1
    let candidates = footerActions.compactMap { action -> FooterItem? in
      guard let binding = options.keys.binding(of: action), let key = binding.keys.first,
        let short = binding.short
      else { return nil }
      return FooterItem(
        action: action, key: key.label(options.glyphs), text: short[options.language],
        rect: Rect(column: 0, row: rect.origin.row, columns: 0, rows: 1))
    }
    let last = candidates.last.map { $0.key.columns + $0.text.columns + 1 } ?? 0
    return candidates.enumerated().compactMap { number, item in
      let width = item.key.columns + 1 + item.text.columns
      let reserve = number == candidates.count - 1 ? 0 : last + 2
      guard column + width + reserve <= rect.endColumn else { return nil }
      var item = item
      item.rect = Rect(column: column, row: rect.origin.row, columns: width, rows: 1)
      column += width + 2
      return item
    }
  }
}

extension Painter {
  /// Draws the last line: what is being typed, else what there is to say, else the keys.
  mutating func drawFooter(_ state: State, _ rect: Rect) {
    let row = rect.origin.row
    if let prompt = state.prompt, !state.readsLineHelp {
      let column = write(prompt.purpose.words[language] + " ", .label, column: 1, row: row)
      // The end of a long text is what is being typed.
      var shown = Substring(prompt.text)
      while column + shown.columns + 1 > rect.endColumn, !shown.isEmpty { shown.removeFirst() }
      var end = write(String(shown), .strong, column: column, row: row, end: rect.endColumn)
      overlay(Rect(column: end, row: row, columns: 1, rows: 1), .selection)
      if prompt.purpose == .filter, let error = state.filterError {
        let text = "(\(error.offset + 1)) \(error.words[language])"
        end = write([Segment(text, .warning)], column: end + 3, row: row, end: rect.endColumn)
      }
      let hint = Text.lineKeys[language]
      if end + 3 + hint.columns < rect.endColumn {
        write(hint, .faint, endingAt: rect.endColumn - 1, row: row)
      }
    } else if let notice = state.notice {
      write(
        [Segment(notice.text, notice.isError ? .error : .moved)], column: 1, row: row,
        end: rect.endColumn)
    } else if let overlay = state.overlay {
      let keys: Text = state.explainsOverlay ? .overlayKeys : overlay.keys
      write([Segment(keys[language], .faint)], column: 1, row: row, end: rect.endColumn)
    } else if let lesson = state.lesson {
      write(
        [Segment(lesson.keys[language], .faint)], column: 1, row: row, end: rect.endColumn)
    } else {
      for item in state.footerItems(rect) {
        let column = write(item.key, .key, column: item.rect.origin.column, row: row)
        write(item.text, .faint, column: column + 1, row: row)
      }
    }
  }
}

extension State.Prompt.Purpose {
  /// What the line is called.
  var words: Text {
    switch self {
    case .search: .search
    case .filter: .filter
    }
  }
}
