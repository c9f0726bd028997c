internal import Canvas
package import Localization

extension Sequence<FactSection> {
  /// The sections as lines of text: titles at the margin, labels and facts in two columns below; a
  /// label longer than most pushes only its own fact to the right.
  package func lines(in language: Language) -> [String] {
    var lines: [String] = []
    for section in self {
      if !lines.isEmpty { lines.append("") }
      let title = section.title[language]
      if !title.isEmpty { lines.append(title) }
      let width = section.lines.map(\.label[language].columns).filter { $0 <= 36 }.max() ?? 0
      for line in section.lines {
        let (label, value) = (line.label[language], line.value[language])
        let gap = width == 0 || value.isEmpty ? "" : "  "
        let blanks = String(repeating: " ", count: Swift.max(0, width - label.columns))
        lines.append("  " + (value.isEmpty ? label : label + blanks) + gap + value)
      }
    }
    return lines
  }
}
