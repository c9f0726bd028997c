import Canvas

extension State {
  /// Lays something over the tree, from its beginning.
  mutating func present(_ new: Overlay) {
    overlay = new
    overlayScroll = 0
    explainsOverlay = false
  }

  /// Shows what explains the overlay in its place, or the overlay again.
  private mutating func explainOverlay(_ isExplained: Bool) {
    explainsOverlay = isExplained
    overlayScroll = 0
  }

  /// A key while something lies over the tree.
  mutating func handleInOverlay(_ key: Key) -> [Effect] {
    if explainsOverlay {
      read(key) { $0.explainOverlay(false) }
      return []
    }
    if let overlay, !overlay.help.isEmpty,
      key == .function(1) || key == "?" && !overlay.isTyping
    {
      explainOverlay(true)
      return []
    }
    switch overlay {
    case .welcome:
      overlay = nil
      return []
    case .plan(let dialog): return apply(key, in: dialog)
    case .signal(let dialog): return apply(key, in: dialog)
    case .lessons(let list): return apply(key, in: list)
    case .write(let dialog): return apply(key, in: dialog)
    case .unpin(let id, let path):
      switch DialogKey(key) {
      case .confirm:
        overlay = nil
        return [.unpin(id, path: path)]
      case .cancel: overlay = nil
      case .previous, .next, .turn, nil: break
      }
      return []
    case .help, .page, .compare, .lineHelp, nil:
      read(key) { $0.overlay = nil }
      return []
    }
  }

  /// A key while there is only something to read.
  private mutating func read(_ key: Key, close: (inout State) -> Void) {
    // Esc leads back whatever the keys are, as in every dialog.
    switch key == .escape ? .cancel : options.keys[key] {
    case .up: scrollOverlay(by: -1)
    case .down: scrollOverlay(by: 1)
    case .toggleFold: scrollOverlay(by: overlayPage)
    case .cancel, .quit, .help, .enter, .compare, .explain, .fold, .back: close(&self)
    default: scrollOverlay(by: key)
    }
  }

  /// Scrolls by the keys that mean nothing else in any overlay.
  mutating func scrollOverlay(by key: Key) {
    switch options.keys[key] {
    case .pageUp, .halfUp: scrollOverlay(by: -overlayPage)
    case .pageDown, .halfDown: scrollOverlay(by: overlayPage)
    case .first: scrollOverlay(by: -overlayLastScroll)
    case .last: scrollOverlay(by: overlayLastScroll)
    default: break
    }
  }

  private var overlayPage: Int { max(1, size.rows - 6) }

  /// Scrolls what lies over the tree.
  mutating func scrollOverlay(by lines: Int) {
    overlayScroll = max(0, min(overlayScroll + lines, overlayLastScroll))
  }

  /// Scrolls so that a line of the overlay is on the screen.
  mutating func scrollOverlay(toShow line: Int) {
    guard let frame = overlayFrame(size) else { return }
    overlayScroll = max(line - frame.size.rows + 3, min(overlayScroll, line))
  }

  /// A click while something lies over the tree: beside it closes it.
  mutating func pressInOverlay(at point: Point) -> [Effect] {
    guard let frame = overlayFrame(size) else { return [] }
    if case .welcome = overlay {
      overlay = nil
    } else if !frame.contains(point) {
      if explainsOverlay { explainOverlay(false) } else { overlay = nil }
    }
    return []
  }
}
