import Canvas

extension State {
  /// A key while something lies over the tree.
  mutating func takeInOverlay(_ key: Key) -> [Effect] {
    switch overlay {
    case .entry(let dialog): return take(key, in: dialog)
    case .signal(let dialog): return take(key, in: dialog)
    case .unpin(let id, let path):
      switch key {
      case .enter, "y":
        overlay = nil
        return [.unpin(id, path: path)]
      case .escape, "n", "q": overlay = nil
      default: break
      }
      return []
    case .help, .page, .compare, nil:
      let page = max(1, size.rows - 6)
      switch options.keys[key] {
      case .up: scrollOverlay(by: -1)
      case .down: scrollOverlay(by: 1)
      case .pageUp, .halfUp: scrollOverlay(by: -page)
      case .pageDown, .halfDown, .toggleFold: scrollOverlay(by: page)
      case .first: scrollOverlay(by: -overlayLastScroll)
      case .last: scrollOverlay(by: overlayLastScroll)
      case .cancel, .quit, .help, .enter, .compare, .explain, .fold, .back: overlay = nil
      default: break
      }
      return []
    }
  }

  /// Scrolls a text that lies over the tree.
  mutating func scrollOverlay(by lines: Int) {
    let last = overlayLastScroll
    switch overlay {
    case .help(let scroll): overlay = .help(scroll: max(0, min(scroll + lines, last)))
    case .page(var page):
      page.scroll = max(0, min(page.scroll + lines, last))
      overlay = .page(page)
    case .entry, .signal, .unpin, .compare, nil: break
    }
  }

  /// A click while something lies over the tree: beside it closes it.
  mutating func pressInOverlay(at point: Point) -> [Effect] {
    guard let frame = overlayFrame(size) else { return [] }
    if !frame.contains(point) { overlay = nil }
    return []
  }
}
