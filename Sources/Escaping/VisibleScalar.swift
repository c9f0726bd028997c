extension Unicode.Scalar {
  /// Whether it shows on a screen as itself and does nothing else there.
  ///
  /// Controls do not, and neither does what turns text around (bidirectional controls) or cannot be
  /// seen: whatever Unicode lets a font leave out (`Default_Ignorable_Code_Point`: joiners, selectors
  /// of variants, fillers, tags), the empty pattern of Braille, spaces that no keyboard has, and
  /// numbers that mean nothing. Two names that differ in one of those would look the same.
  public var isVisible: Bool {
    switch value {
    case 0x20..<0x7F: return true
    case 0..<0xA0, 0xAD, 0x2800: return false
    // Latin, lines and boxes, and what Japanese, Chinese and Korean are written with.
    case 0xA0..<0x300, 0x2500..<0x2800, 0x3000...0x3029, 0x3041...0x3096, 0x3099...0x30FF,
      0x4E00...0x9FFF, 0xAC00...0xD7A3:
      return true
    default: break
    }
    if properties.isDefaultIgnorableCodePoint { return false }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .unassigned, .spaceSeparator, .lineSeparator,
      .paragraphSeparator:
      return false
    default: return true
    }
  }

  /// Whether it only changes the look of the character before it.
  var isMark: Bool {
    switch value {
    case 0..<0x300, 0x2500..<0x2800, 0x3000...0x3029, 0x3041...0x3096, 0x309B...0xA66E,
      0xAC00...0xD7A3:
      return false
    default: break
    }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return true
    default: return false
    }
  }
}

extension Character {
  /// What is shown in its place; nil for what shows as itself.
  public var visibleForm: String? {
    let scalars = unicodeScalars
    if scalars.allSatisfy(\.isVisible), scalars.first?.isMark == false { return nil }
    return String(visible: String(self))
  }
}
