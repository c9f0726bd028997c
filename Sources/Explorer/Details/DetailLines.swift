import Canvas
import Localization
import Namespaces

/// A line of the details as it is drawn, with the object that a click on it leads to.
struct PaneLine {
  var segments: [Segment]
  var target: ObjectID?

  /// Whether it is the first line of a fact, the rest of which may follow.
  var isStart = false
}

extension State {
  /// The lines of the present page of the details, wrapped to a width.
  func detailLines(width: Int) -> [PaneLine] {
    guard let viewModel, let object = selectedObject else { return [] }
    let facts = DetailFacts(viewModel: viewModel, options: options, history: history)
    let sections: [FactSection] =
      switch details.tab {
      case .facts: facts.facts(of: object)
      case .members: facts.members(of: subject ?? object)
      case .lifetime: facts.lifetime(of: subject ?? object)
      case .contents: contents(of: subject ?? object)
      case .entry, .explanation: []
      }
    var lines = [PaneLine(segments: [Segment(facts.title(of: object), .title)])]
    // Beside the tree there is room for a line between what the object is and what is known of it.
    if layout(size).divider?.size.columns == 1 { lines.append(PaneLine(segments: [])) }
    for section in sections {
      let title = section.title[options.language]
      if !title.isEmpty {
        lines.append(PaneLine(segments: []))
        lines.append(PaneLine(segments: [Segment(title, .label)]))
      }
      lines += Self.lines(of: section, options.language, width: width)
    }
    if details.tab.topic != nil { lines += pageLines(width: width) }
    return lines
  }

  private func contents(of object: ObjectID) -> [FactSection] {
    if let contents = details.contents[object] { return contents }
    let words: Text = if case .namespace = object { .looking } else { .onlyNamespacesHold }
    return [FactSection(.noLabel, [FactLine(.noLabel, words)])]
  }

  /// A section as lines: labels in one column, values wrapped in another.
  static func lines(of section: FactSection, _ language: Language, width: Int) -> [PaneLine] {
    let labels = section.lines.map(\.label[language].columns).max() ?? 0
    let indent = min(labels, max(0, width / 3)) + 2
    return section.lines.flatMap { line -> [PaneLine] in
      let (name, value) = (line.label[language], line.value[language])
      let left = name.isEmpty ? 0 : indent
      let pieces = value.wrapped(to: max(2, width - left))
      return pieces.enumerated().map { number, range in
        let label = number == 0 ? name : ""
        let head = left > 0 ? [Segment(label.padded(to: left - 2) + "  ", .label)] : []
        let role: Theme.Role = line.target == nil ? .text : .process
        return PaneLine(
          segments: head + [Segment(String(value[range]), role)], target: line.target,
          isStart: number == 0)
      }
    }
  }

  /// Where the text of the details is: below the names of the pages where these are inside.
  func detailText(_ layout: Layout) -> Rect? {
    guard let pane = layout.details else { return nil }
    let text = layout.divider?.size.rows == 1 ? pane : pane.split(topRows: 2).bottom
    return Rect(
      column: text.origin.column + 1, row: text.origin.row, columns: text.size.columns - 2,
      rows: text.size.rows)
  }

  /// How far the details can be scrolled.
  var detailsLastScroll: Int {
    guard let text = detailText(layout(size)) else { return 0 }
    return max(0, detailLines(width: text.size.columns).count - text.size.rows)
  }
}
