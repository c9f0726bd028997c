package import Canvas

extension Key {
  /// The name by which the configuration knows the key, such as `PgUp`, `^B` or `q`.
  package var name: String { label(Glyphs(areASCII: true)) }

  /// The key with a name; nil when there is none of that name.
  ///
  /// Words may be in any case. What terminals cannot tell apart is the same key: `^I` is Tab, `^M`
  /// and `^J` are Enter, `^H` is Backspace, `^[` is Esc.
  package init?(name: String) {
    if name.count == 1, let character = name.first, !character.isNewline, character != "\t" {
      self = .character(character)
    } else if let key = Self.words[name.lowercased()] {
      self = key
    } else if let key = Self(control: name) ?? Self(function: name) {
      self = key
    } else {
      return nil
    }
  }

  private init?(control name: String) {
    let name = name.lowercased()
    let letter = ["^", "ctrl-", "c-"].lazy.compactMap { prefix in
      name.hasPrefix(prefix) ? name.dropFirst(prefix.count) : nil
    }.first
    guard let letter, letter.count == 1, let character = letter.first, character.isASCII else {
      return nil
    }
    switch character {
    case "i": self = .tab
    case "m", "j": self = .enter
    case "h": self = .backspace
    case "[": self = .escape
    case "a"..."z": self = .control(character)
    default: return nil
    }
  }

  private init?(function name: String) {
    guard name.first == "F" || name.first == "f", let number = Int(name.dropFirst()),
      (1...12).contains(number)
    else { return nil }
    self = .function(number)
  }

  private static let words: [String: Key] = [
    "up": .up, "down": .down, "left": .left, "right": .right, "pgup": .pageUp, "pageup": .pageUp,
    "pgdn": .pageDown, "pagedown": .pageDown, "home": .home, "end": .end, "enter": .enter,
    "return": .enter, "esc": .escape, "escape": .escape, "tab": .tab, "shift-tab": .backTab,
    "backspace": .backspace, "del": .delete, "delete": .delete, "ins": .insert,
    "insert": .insert, "space": " ",
  ]
}
