import Canvas

extension State {
  /// Takes in what a person did.
  mutating func apply(_ input: Input) -> [Effect] {
    switch input {
    case .key(let key): return apply(key)
    case .mouse(let mouse, let point): return apply(mouse, at: point)
    case .paste(let text):
      return paste(text.filter { !$0.isNewline })
    case .resize(let size):
      self.size = size
      list.scroll(height: listHeight)
      return []
    case .focus: return []
    case .background(let isLight):
      options.hasLightBackground = isLight
      return []
    }
  }

  /// Adds pasted text to what is typed, where somebody types.
  private mutating func paste(_ text: String) -> [Effect] {
    if prompt != nil, !readsLineHelp {
      type(text)
    } else if case .plan(let dialog) = overlay, !explainsOverlay, prompt == nil {
      return type(text, in: dialog)
    }
    return []
  }

  private mutating func apply(_ key: Key) -> [Effect] {
    notice = nil
    // What the terminal itself is asked for works everywhere, also while somebody types.
    switch options.keys[key] {
    case .suspend: return [.suspend]
    case .redraw: return [.redraw]
    default: break
    }
    if Layout.isTooSmall(size) { return options.keys[key] == .quit ? [.quit] : [] }
    if prompt != nil, !readsLineHelp {
      handleInPrompt(key)
      return []
    }
    if overlay != nil { return handleInOverlay(key) }
    if lesson != nil { return handleInLesson(key) }
    return options.keys[key].map { perform($0) } ?? []
  }
}
