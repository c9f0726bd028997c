internal import CNcurses

/// The text of a cell as ncurses takes it: one scalar that has a width, and what combines with it.
///
/// ncurses places by the C library's idea of widths. Where that differs from the canvas's, for
/// instance for an emoji that is younger than the library, the columns are kept: what is too wide
/// or unknown becomes `?`, and what is too narrow is followed by blanks.
struct CellText: Equatable {
  /// The scalars.
  private(set) var scalars: [wchar_t]

  /// How many columns they take, at most those of the cell.
  private(set) var columns: Int

  /// ncurses has room for the scalar and four more.
  private static let limit = 5

  /// Fits `text` into `space` columns, as ASCII where the terminal takes no more.
  init(_ text: String, space: Int, isASCII: Bool) {
    self = CellText(ascii: UInt8(ascii: "?"))
    guard let base = text.unicodeScalars.first else { return }
    if (0x20..<0x7F).contains(base.value) {
      scalars[0] = wchar_t(base.value)
    } else {
      let width = isASCII ? -1 : Int(heya_width(wchar_t(base.value)))
      guard width > 0, width <= space else { return }
      scalars[0] = wchar_t(base.value)
      columns = width
    }
    if isASCII { return }
    for scalar in text.unicodeScalars.dropFirst() where Self.combines(scalar) {
      if scalars.count < Self.limit { scalars.append(wchar_t(scalar.value)) }
    }
  }

  private init(ascii: UInt8) {
    scalars = [wchar_t(ascii)]
    columns = 1
  }

  /// Whether a scalar changes the one before it and not its width.
  ///
  /// Joiners and the emoji selector U+FE0F do not: terminals disagree about what they make wider.
  private static func combines(_ scalar: Unicode.Scalar) -> Bool {
    heya_width(wchar_t(scalar.value)) == 0 && scalar.value != 0xFE0F
      && scalar.properties.generalCategory != .format
      && scalar.properties.generalCategory != .control
  }
}
