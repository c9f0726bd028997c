import Canvas
import Localization
import Namespaces

/// A part of the line of views that can be clicked.
struct ViewTab {
  var view: ViewName
  var key: String
  var text: String
  var rect: Rect
}

extension State {
  /// Where the names of the views stand; where there is no room for all, only the present view has
  /// its name and the others their keys.
  func viewTabs(_ rect: Rect) -> [ViewTab] {
    let space = rect.size.columns - remarks.reduce(0) { $0 + $1.text.columns + 2 }
    for gap in [2, 1] {
      let tabs = viewTabs(rect, naming: ViewName.allCases, gap: gap)
      if let last = tabs.last, last.rect.endColumn < rect.origin.column + space { return tabs }
    }
    return viewTabs(rect, naming: [view], gap: 1)
  }

  private func viewTabs(_ rect: Rect, naming named: [ViewName], gap: Int) -> [ViewTab] {
    var column = rect.origin.column + 1
    return ViewName.allCases.map { view in
      let key = options.keyLabel(of: view.action)
      let title = named.contains(view) ? view.title[options.language] : ""
      let text = [key, title].filter { !$0.isEmpty }.joined(separator: " ")
      let place = Rect(column: column, row: rect.origin.row, columns: text.columns, rows: 1)
      column += text.columns + gap
      return ViewTab(view: view, key: key, text: text, rect: place)
    }
  }

  /// What stands at the right of the line of views: the badges, and where in the list one is.
  fileprivate var remarks: [Segment] {
    let position = "\(min(list.cursor + 1, list.rows.count))/\(list.rows.count)"
    return badges + [Segment(position, .faint)]
  }

  /// What is out of the ordinary about what is shown, the most important first.
  private var badges: [Segment] {
    let language = options.language
    var badges: [Segment] = []
    if isPaused { badges.append(Segment(Text.paused[language], .warning)) }
    if !filter.isEmpty, prompt?.purpose != .filter {
      badges.append(Segment("\(Text.filter[language]) \(filter.truncated(to: 16))", .warning))
    }
    if hidesHost { badges.append(Segment(Text.hostHidden[language], .warning)) }
    if !tags.isEmpty { badges.append(Segment(Text.tagged(tags.count)[language], .strong)) }
    if followed != nil { badges.append(Segment(Text.following[language], .strong)) }
    if let order {
      let arrow = order.isInverted ? options.glyphs.rising : options.glyphs.more
      badges.append(Segment("\(order.column.title[language])\(arrow)", .label))
    }
    return badges
  }

  /// Everything that the observer could not see, added up.
  fileprivate var unseenCount: Int {
    snapshot?.unseen.reduce(0) { $0 &+ max(0, $1.count) } ?? 0
  }
}

extension Painter {
  /// Draws the line that says which host this is, how much is on it, and what cannot be seen.
  mutating func drawHeader(_ state: State, _ rect: Rect) {
    let end = rect.endColumn - 1
    guard let snapshot = state.snapshot, let viewModel = state.viewModel else {
      let column = write("heya", .title, column: 1, row: rect.origin.row)
      var words = Text.scanning[language]
      if let pid = state.staleScan.pid { words += "  " + Text.waits(for: pid)[language] }
      write(words, .faint, column: column + 2, row: rect.origin.row, end: end)
      return
    }
    let status = status(state, snapshot)
    let right = status.reduce(0) { $0 + $1.text.columns }
    var parts = [Segment(snapshot.host, .strong)]
    if let capture = options.capture {
      parts.append(Segment(Text.capture(capture)[language], .warning))
    }
    parts.append(Segment(Text.processes(snapshot.processes.count)[language]))
    parts.append(Segment(Text.namespaces(snapshot.namespaces.count)[language]))
    if options.capture == nil {
      parts.append(pace(state))
      parts.append(Segment("CPU \(Decimal(viewModel.usage.totalCPU, places: 0))%", .faint))
    }
    parts.append(
      Segment("\(Text.memory[language]) \(Bytes(value: viewModel.usage.totalMemory))", .faint))
    parts.append(Segment("Linux \(snapshot.kernel)", .faint))
    let limit = end - right - 2
    var column = write("heya", .title, column: 1, row: rect.origin.row) + 2
    for (number, part) in parts.enumerated() {
      if number > 0, column + part.text.columns > limit { break }
      column = write([part], column: column, row: rect.origin.row, end: max(column, limit)) + 2
    }
    write(status, column: end - right, row: rect.origin.row, end: end)
  }

  /// How often somebody looks, or since when nobody has, and who keeps them from it.
  private func pace(_ state: State) -> Segment {
    if let seconds = state.staleScan.seconds {
      return Segment(Text.noLook(seconds, pid: state.staleScan.pid)[language], .warning)
    }
    if let pid = state.staleScan.pid { return Segment(Text.waits(for: pid)[language], .warning) }
    return Segment(
      Text.every("\(Seconds(value: state.interval))")[language],
      state.stretchedInterval == nil ? .faint : .warning)
  }

  /// Who looks, and what that leaves unseen.
  private func status(_ state: State, _ snapshot: Snapshot) -> [Segment] {
    var parts: [Segment] = []
    if options.readOnly { parts.append(Segment(Text.readOnly[language] + "  ", .warning)) }
    if let badge = snapshot.viewLimits.badge {
      parts.append(Segment(badge[language], snapshot.mayHideHolders ? .warning : .faint))
      parts.append(Segment(" \(glyphs.dot) ", .faint))
    }
    let isPrivileged = snapshot.observer.isPrivileged
    parts.append(
      isPrivileged
        ? Segment(Text.privileged[language], .faint)
        : Segment(Text.unprivileged[language], .warning))
    if state.unseenCount > 0 {
      parts.append(Segment(" \(glyphs.dot) " + Text.unseen(state.unseenCount)[language], .warning))
    }
    return parts
  }

  /// Draws the line of views and, at its right, what is out of the ordinary.
  mutating func drawTabs(_ state: State, _ rect: Rect) {
    var end = rect.origin.column
    for tab in state.viewTabs(rect) {
      let isShown = tab.view == state.view
      let (left, row) = (tab.rect.origin.column, tab.rect.origin.row)
      write(tab.text, isShown ? .tab : .faint, column: left, row: row, end: rect.endColumn)
      if !isShown { write(tab.key, .key, column: left, row: row) }
      end = tab.rect.endColumn
    }
    var column = rect.endColumn - 1
    for part in state.remarks.reversed() {
      let start = column - part.text.columns
      if start < end + 2 { break }
      write([part], column: start, row: rect.origin.row, end: column)
      column = start - 2
    }
  }
}
