internal import Canvas
internal import Namespaces

extension Sequence<FactSection> {
  /// The sections as lines of text: titles at the margin, labels and facts in two columns below.
  package var lines: [String] {
    var lines: [String] = []
    for section in self {
      if !lines.isEmpty { lines.append("") }
      if !section.title.isEmpty { lines.append(section.title) }
      let width = section.lines.map(\.label.columns).max() ?? 0
      for line in section.lines {
        let gap = width == 0 || line.value.isEmpty ? "" : "  "
        let label = line.value.isEmpty ? line.label : line.label.padded(to: width)
        lines.append("  " + label + gap + line.value)
      }
    }
    return lines
  }
}
