import Canvas
import Namespaces

/// A line of the details that leads to another object, as it is selected.
struct DetailLink: Sendable, Hashable {
  /// Where it leads.
  var target: ObjectID

  /// How many lines before it lead there too.
  var number: Int

  /// The object whose details have the line, and the page of theirs; elsewhere nothing is selected.
  var source: ObjectID
  var tab: DetailTab
}

extension State {
  /// The link that is selected; nil where none is, or where it is no more.
  var selectedLink: DetailLink? {
    guard let link = details.link, link.tab == details.tab, link.source == selectedObject,
      layout(size).details != nil
    else { return nil }
    return link
  }

  /// Selects the next link of the details or the one before, round the end.
  mutating func selectLink(forward: Bool) {
    guard let text = detailText(layout(size)) else { return }
    let lines = detailLines(width: text.size.columns)
    let links = links(in: lines)
    guard !links.isEmpty else { return say(.noLinks) }
    let present = selectedLink.flatMap { link in links.firstIndex { $0.link == link } }
    let step = forward ? 1 : links.count - 1
    let next = present.map { ($0 + step) % links.count } ?? (forward ? 0 : links.count - 1)
    details.link = links[next].link
    let line = links[next].line
    // The line comes into view, and with it what stands before the first link.
    let top = next == 0 ? 0 : min(details.scroll, line)
    details.scroll = min(detailsLastScroll, max(top, line - text.size.rows + 1))
  }

  /// Goes where the selected link leads; false without one.
  mutating func followLink() -> Bool {
    guard let link = selectedLink else { return false }
    details.link = nil
    visit(link.target)
    return true
  }

  /// The lines that belong to the selected link.
  func isSelected(_ line: Int, of lines: [PaneLine]) -> Bool {
    guard let link = selectedLink,
      let start = links(in: lines).first(where: { $0.link == link })?.line
    else { return false }
    return line == start
      || line > start && lines[(start + 1)...line].allSatisfy { $0.target != nil && !$0.isStart }
  }

  private func links(in lines: [PaneLine]) -> [(line: Int, link: DetailLink)] {
    guard let source = selectedObject else { return [] }
    var counts: [ObjectID: Int] = [:]
    return lines.enumerated().compactMap { position, line in
      guard line.isStart, let target = line.target else { return nil }
      defer { counts[target, default: 0] += 1 }
      return (
        position,
        DetailLink(
          target: target, number: counts[target] ?? 0, source: source, tab: details.tab)
      )
    }
  }
}
