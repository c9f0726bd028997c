import Canvas

extension String {
  /// The text after a key of somebody who types it; nil for a key that does not write.
  func edited(by key: Key) -> String? {
    switch key {
    case .character(let character): self + String(character)
    case .backspace: String(dropLast())
    case .control("u"): ""
    default: nil
    }
  }
}
