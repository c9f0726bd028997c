internal import Canvas
internal import Namespaces

extension Sequence<FactSection> {
  /// The sections as lines of text: titles at the margin, labels and facts in two columns below; a
  /// label longer than most pushes only its own fact to the right.
  package var lines: [String] {
    var lines: [String] = []
    for section in self {
      if !lines.isEmpty { lines.append("") }
      if !section.title.isEmpty { lines.append(section.title) }
      let width = section.lines.map(\.label.columns).filter { $0 <= 36 }.max() ?? 0
      for line in section.lines {
        let gap = width == 0 || line.value.isEmpty ? "" : "  "
        let blanks = String(repeating: " ", count: Swift.max(0, width - line.label.columns))
        let label = line.value.isEmpty ? line.label : line.label + blanks
        lines.append("  " + label + gap + line.value)
      }
    }
    return lines
  }
}
