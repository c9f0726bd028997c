import Canvas

/// What a key means in every dialog that asks something.
enum DialogKey {
  /// Do it.
  case confirm

  /// Go back without doing anything.
  case cancel

  /// The choice before.
  case previous

  /// The choice after.
  case next

  /// Turn the choice round.
  case turn

  /// The meaning of a key; nil where it has none in all dialogs.
  init?(_ key: Key) {
    switch key {
    case .enter, "y": self = .confirm
    case .escape, "n", "q": self = .cancel
    case .up, .left, "k", "h", .backTab: self = .previous
    case .down, .right, "j", "l", .tab: self = .next
    case " ": self = .turn
    default: return nil
    }
  }
}
