/// What a person does at the terminal.
public enum Input: Sendable, Hashable {
  /// A key.
  case key(Key)

  /// A mouse button or the wheel at a place.
  case mouse(Mouse, Point)

  /// Text from the clipboard, as one piece (bracketed paste).
  case paste(String)

  /// The terminal has a new size.
  case resize(Size)

  /// The terminal came to the front or left it.
  case focus(Bool)

  /// The terminal told what its background is.
  case background(isLight: Bool)
}

/// What a mouse did.
public enum Mouse: Sendable, Hashable {
  case press
  case release
  case drag
  case rightPress
  case wheelUp
  case wheelDown
}

/// A key of the keyboard.
public enum Key: Sendable, Hashable {
  /// A key that writes a character.
  case character(Character)

  /// Control with a letter, in lower case.
  case control(Character)

  /// A function key, 1 to 12.
  case function(Int)

  case up
  case down
  case left
  case right
  case pageUp
  case pageDown
  case home
  case end
  case enter
  case escape
  case tab
  case backTab
  case backspace
  case delete
  case insert
}

extension Key: ExpressibleByExtendedGraphemeClusterLiteral {
  /// The key that writes a character.
  public init(extendedGraphemeClusterLiteral value: Character) {
    self = .character(value)
  }
}
