/// A row of bars that shows how a number went up and down.
struct Sparkline {
  private var values: [Float]
  private var bars: [String]

  /// Creates a sparkline of `values`, oldest first; `bars` are its characters, lowest first.
  init(_ values: [Float], bars: [String]) {
    self.values = values
    self.bars = bars
  }

  /// The values as bars, as high as they are against the highest of them, but against at least 1,
  /// so that an idle namespace is flat.
  var text: String {
    let highest = max(1, values.max() ?? 0)
    return values.map { value in
      let share = value.isFinite && highest.isFinite ? max(0, min(value / highest, 1)) : 0
      return bars[Int((share * Float(bars.count - 1)).rounded())]
    }.joined()
  }
}
