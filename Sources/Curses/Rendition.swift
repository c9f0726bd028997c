package import Canvas

/// A style as a terminal of a tier shows it: numbers of colours instead of wishes.
package struct Rendition: Sendable, Hashable {
  /// The number of the text's colour; -1 for the terminal's own.
  package var foreground: Int32 = -1

  /// The number of the colour behind the text; -1 for the terminal's own.
  package var background: Int32 = -1

  /// Bold, dim and the like.
  package var attributes: Style.Attributes

  /// Finds what comes nearest to `style`.
  package init(_ style: Style, in tier: ColorTier) {
    attributes = style.attributes
    switch tier {
    case .mono:
      break
    case .eight:
      if let color = style.foreground?.basic { show(color, ofColors: 8) }
      // Grey behind the text would be black here, as the text may be: leave the terminal's own.
      if let color = style.background?.basic, color != Self.grey { background = Int32(color & 7) }
    case .sixteen:
      if let color = style.foreground?.basic { show(color, ofColors: 16) }
      if let color = style.background { background = Int32(color.basic & 15) }
    case .palette:
      if let color = style.foreground { foreground = Int32(color.indexed) }
      if let color = style.background { background = Int32(color.indexed) }
    }
  }

  /// Bright black, which says "fainter than the rest".
  ///
  /// The colour itself may be that of the background: it is on eight colours, where it is bold black,
  /// and in Solarized's palette. What is shown is the terminal's own, dimmed.
  private static let grey: UInt8 = 8

  /// Shows a colour of the sixteen on a terminal of `count`; of eight the bright ones are the bold
  /// ones.
  private mutating func show(_ color: UInt8, ofColors count: UInt8) {
    if color == Self.grey {
      attributes.insert(.dim)
    } else {
      foreground = Int32(color % count)
      if color >= count { attributes.insert(.bold) }
    }
  }
}
