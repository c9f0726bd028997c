internal import CNcurses

/// The pairs of text and background colour that a terminal has been told; ncurses wants each to have
/// a number.
struct ColorPairs {
  private struct Pair: Hashable {
    var foreground: Int32
    var background: Int32
  }

  private var numbers: [Pair: Int32] = [:]
  private let limit: Int32

  /// Starts without any; a terminal has room for `limit`, and number 0 is its own colours.
  init(limit: Int32) {
    self.limit = limit
  }

  /// The number of the pair of these colours; beyond the limit that of the terminal's own.
  mutating func number(of rendition: Rendition) -> Int32 {
    let pair = Pair(foreground: rendition.foreground, background: rendition.background)
    if pair == Pair(foreground: -1, background: -1) { return 0 }
    if let number = numbers[pair] { return number }
    let number = Int32(numbers.count) + 1
    guard number < limit,
      init_extended_pair(number, pair.foreground, pair.background) != ERR
    else { return 0 }
    numbers[pair] = number
    return number
  }
}
