internal import Escaping

extension Unicode.Scalar {
  /// How many columns the scalar takes on a terminal: 0 for combining marks and controls, 2 for
  /// wide East Asian characters and emoji, else 1 (UAX #11; ambiguous characters are narrow).
  public var columns: Int {
    if value < 0x7F { return value < 0x20 ? 0 : 1 }
    if value < 0x300 { return value < 0xA0 || value == 0xAD ? 0 : 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    if value < 0x1100 { return 1 }
    return Self.wide.contains { $0.contains(value) } || properties.isEmojiPresentation ? 2 : 1
  }

  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x33FF,
    0x3400...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF,
    0x1AFF0...0x1B2FF, 0x1F200...0x1F2FF, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
    0x20000...0x3FFFD,
  ]
}

extension Character {
  /// How many columns the character takes on a terminal: those of its widest scalar, or of what is
  /// shown in its place (``Swift/Character/visibleForm``).
  public var columns: Int {
    if let form = visibleForm { return form.columns }
    return unicodeScalars.reduce(0) { max($0, $1.columns) }
  }
}

// Concrete types, for generic code that is called from another module is not specialised, and every
// character on the screen goes through here.
extension String {
  /// How many columns the text takes on a terminal.
  public var columns: Int {
    if isPrintableASCII { return utf8.count }
    return reduce(0) { $0 + $1.columns }
  }

  /// Whether each byte is a character of one column.
  var isPrintableASCII: Bool {
    for byte in utf8 where byte < 0x20 || byte >= 0x7F { return false }
    return true
  }

  /// The longest beginning that fits into `columns`; no wide character is cut in two.
  public func prefix(fitting columns: Int) -> Substring {
    if isPrintableASCII { return prefix(max(columns, 0)) }
    var left = columns
    return prefix { character in
      left -= character.columns
      return left >= 0
    }
  }

  /// The text, with `mark` at its end where it had to be cut to fit into `columns`.
  public func truncated(to columns: Int, mark: String = "…") -> String {
    if self.columns <= columns { return self }
    let space = columns - mark.columns
    return space < 0 ? String(prefix(fitting: columns)) : prefix(fitting: space) + mark
  }

  /// The text with spaces added up to `columns`, cut where it is longer.
  public func padded(to columns: Int) -> String {
    let text = truncated(to: columns)
    return text + String(repeating: " ", count: Swift.max(0, columns - text.columns))
  }
}

extension Substring {
  /// How many columns the text takes on a terminal.
  public var columns: Int { String(self).columns }
}
