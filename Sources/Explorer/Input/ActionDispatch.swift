import Canvas
import Namespaces

extension State {
  /// Does what a key or the mouse asks for while the tree has the screen.
  mutating func perform(_ action: Action) -> [Effect] {
    switch action {
    case .up, .down, .halfUp, .halfDown, .pageUp, .pageDown, .first, .last: move(action)
    case .fold, .unfold, .toggleFold, .unfoldAll, .foldAll: changeFolds(action)
    case .kinds: show(.kinds)
    case .owners: show(.owners)
    case .pids: show(.pids)
    case .containers: show(.containers)
    case .network: show(.network)
    case .processes: show(.processes)
    case .changes: show(.changes)
    case .nextView: show(view.neighbor(1))
    case .previousView: show(view.neighbor(-1))
    case .enter where followLink(): break
    case .nextLink: selectLink(forward: true)
    case .previousLink: selectLink(forward: false)
    case .enter, .newNamespaces, .explain, .signal, .unpin, .copy, .copyCommand, .write:
      return act(action)
    case .lastEntry: showLastEntry()
    case .tag, .untagAll, .follow: gather(action)
    case .compare: return compare()
    case .keepOnTop: keepOnTop()
    case .threads: return toggleThreads()
    case .search: begin(.search)
    case .filter: begin(.filter)
    case .searchNext: find(forward: true)
    case .searchPrevious: find(forward: false)
    case .hideHost, .hideKernelThreads, .sortNext, .sortPrevious, .invertSort: arrange(action)
    case .details, .nextTab, .previousTab, .scrollDetailsUp, .scrollDetailsDown:
      changeDetails(action)
    case .widenDetails: widenDetails()
    case .goToTop: goToTop()
    case .goToOwner, .goToParent, .goToHolder, .goToPeer: go(action)
    case .back: goBack()
    case .pause, .refresh, .faster, .slower, .mouse, .theme, .redraw, .suspend, .quit:
      return control(action)
    case .help: present(.help)
    case .lessons: return [.listLessons]
    case .cancel: cancel()
    }
    return []
  }

  private mutating func move(_ action: Action) {
    let height = listHeight
    let step =
      switch action {
      case .up: -1
      case .down: 1
      case .halfUp: -max(1, height / 2)
      case .halfDown: max(1, height / 2)
      case .pageUp: -max(1, height - 1)
      case .pageDown: max(1, height - 1)
      case .first: -list.rows.count
      default: list.rows.count
      }
    select(list.cursor + step)
  }

  /// Selects the row at a position, or the nearest that there is.
  mutating func select(_ position: Int) {
    let before = list.selection
    list.select(position, height: listHeight)
    if list.selection != before {
      details.scroll = 0
      followed = nil
      carried = nil
    }
  }

  private mutating func changeFolds(_ action: Action) {
    guard let row = list.selectedRow else { return }
    switch (action, row.fold) {
    case (.fold, .open), (.toggleFold, .open): setFold(row, isOpen: false)
    case (.unfold, .closed), (.toggleFold, .closed): setFold(row, isOpen: true)
    case (.fold, _): if let parent = list.parent(of: list.cursor) { select(parent) }
    case (.unfold, .open): select(list.cursor + 1)
    case (.unfoldAll, _): unfoldAll(below: row)
    case (.foldAll, _):
      list.folds = [:]
      rebuild()
    default: break
    }
  }

  /// Opens or closes a row.
  mutating func setFold(_ row: Row, isOpen: Bool) {
    list.setFold(row, isOpen: isOpen)
    rebuild()
  }

  private mutating func unfoldAll(below row: Row) {
    let (rows, outline) = (allRows, outline)
    guard let viewModel, let start = rows.firstIndex(where: { $0.node == row.node }) else { return }
    let areSomeClosed = list.folds.values.contains(false)
    for below in rows[start...].prefix(while: { $0.node == row.node || $0.depth > row.depth })
    where below.fold != .leaf {
      // What is open of itself needs no note: that may be ten thousand processes.
      if !outline.opens(below.node, viewModel) {
        list.setFold(below, isOpen: true)
      } else if areSomeClosed {
        list.setFold(below, isOpen: nil)
      }
    }
    rebuild()
  }

  private mutating func arrange(_ action: Action) {
    guard let viewModel else { return }
    switch action {
    case .hideHost: hidesHost.toggle()
    case .hideKernelThreads: hidesKernelThreads.toggle()
    case .invertSort: order?.isInverted.toggle()
    default:
      // Round through the columns and, between the last and the first, the view's own order.
      let columns = view.outline.columns(viewModel).filter(\.canOrder)
      let present = order.flatMap { columns.firstIndex(of: $0.column) } ?? columns.count
      let step = action == .sortNext ? 1 : columns.count
      let next = (present + step) % (columns.count + 1)
      order = next < columns.count ? Order(column: columns[next]) : nil
    }
    rebuild()
  }

  private mutating func changeDetails(_ action: Action) {
    let count = DetailTab.allCases.count
    switch action {
    case .details: details.isShown = layout(size).details == nil
    case .nextTab, .previousTab:
      let next = (details.tab.rawValue + (action == .nextTab ? 1 : count - 1)) % count
      details.tab = DetailTab(rawValue: next) ?? .facts
      details.scroll = 0
    case .scrollDetailsUp: details.scroll = max(0, details.scroll - 3)
    default: details.scroll = min(details.scroll + 3, detailsLastScroll)
    }
    list.scroll(height: listHeight)
  }

  /// The columns that the details gain at a time.
  private static let widening = 8

  private mutating func widenDetails() {
    guard let pane = layout(size).details, let widths = Layout.detailWidths(size) else {
      return say(.cannotWiden, isError: true)
    }
    let columns = pane.size.columns
    details.columns =
      columns >= widths.upperBound
      ? widths.lowerBound : min(columns + Self.widening, widths.upperBound)
  }

  private mutating func control(_ action: Action) -> [Effect] {
    switch action {
    case .pause:
      isPaused.toggle()
      return [.setPaused(isPaused)]
    case .refresh: return [.refresh]
    case .faster, .slower:
      let wish = action == .faster ? options.interval / 2 : options.interval * 2
      options.interval = min(max(wish, 0.1), 3600)
      return [.setInterval(options.interval)]
    case .mouse:
      options.mouse.toggle()
      say(.mouse(options.mouse))
      return [.setMouse(options.mouse)]
    case .theme:
      guard options.hasColors else {
        say(.noColors, isError: true)
        return []
      }
      let all = Theme.allCases
      let present = all.firstIndex(of: options.theme) ?? 0
      options.theme = all[(present + 1) % all.count]
      say(options.theme.rawValue)
      return []
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    default: return [.quit]
    }
  }

  /// Goes back one level: a link of the details, then what was found, the filter, and the tags.
  private mutating func cancel() {
    if selectedLink != nil {
      details.link = nil
    } else if !search.isEmpty {
      search = ""
    } else if !filter.isEmpty {
      filter = ""
      rebuild()
    } else if !tags.isEmpty {
      tags = []
    } else {
      followed = nil
    }
  }
}
