import Localization

extension State {
  /// Tells what came of an entry, and keeps it to be read.
  mutating func apply(_ report: EntryReport) {
    lastEntry = Page(title: report.title, lines: report.lines)
    let key = options.keys.binding(of: .lastEntry)?.keys.first
    let hint = key.map { Text.toReadMore($0.label(options.glyphs))[options.language] } ?? ""
    say(report.sentence + hint, isError: report.isError)
  }

  /// Shows what came of the last entry.
  mutating func showLastEntry() {
    guard let lastEntry else { return say(.noEntry, isError: true) }
    present(.page(lastEntry))
  }
}
