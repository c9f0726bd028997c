/// How many colours a screen uses.
package enum ColorTier: Int, Comparable, Sendable, CaseIterable {
  /// None: only bold, dim, underline and reverse.
  case mono

  /// The eight colours of ANSI.
  case eight

  /// Those and their bright counterparts.
  case sixteen

  /// The palette of 256 colours.
  case palette

  /// What suits a terminal.
  ///
  /// - Parameters:
  ///   - colors: how many colours the terminal has, as terminfo(5) says.
  ///   - noColor: the variable `NO_COLOR`; when it isn't empty, no colour is wanted
  ///     (no-color.org).
  package init(colors: Int, noColor: String?) {
    if let noColor, !noColor.isEmpty {
      self = .mono
      return
    }
    switch colors {
    case 256...: self = .palette
    case 16...: self = .sixteen
    case 8...: self = .eight
    default: self = .mono
    }
  }

  package static func < (left: ColorTier, right: ColorTier) -> Bool {
    left.rawValue < right.rawValue
  }
}
