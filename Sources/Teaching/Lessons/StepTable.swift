package import Localization
internal import Namespaces

/// A line of a table that a step ends with.
package struct TableLine: Sendable, Hashable {
  /// What the line is about, such as `mnt`.
  package var name: Text

  /// What was before, or what one has.
  package var left: Text

  /// What is now, or what the other has.
  package var right: Text

  /// Whether the two differ.
  package var differs: Bool

  /// The line above the others, with the names of the columns.
  static func head(_ name: Text, _ left: Text, _ right: Text) -> TableLine {
    TableLine(name: name, left: left, right: right, differs: false)
  }

  /// The head of a table about an earlier moment and the present one.
  static func head(_ name: String) -> TableLine {
    head(Text(verbatim: name), Text("before"), Text("now"))
  }

  /// The lines about each of the ten links that two processes have.
  static func links(_ left: NamespaceLinks, _ right: NamespaceLinks) -> [TableLine] {
    NamespaceLink.all.map { link in
      TableLine(
        name: Text(verbatim: link.name), left: Text(verbatim: "\(left[link])"),
        right: Text(verbatim: "\(right[link])"),
        differs: left[link] != right[link])
    }
  }
}

extension Step.Table {
  /// The lines of the table, the first with the names of the columns.
  func lines(now: StepResult, earlier: [String: StepResult]) -> [TableLine] {
    switch self {
    case .links(let step):
      guard let before = earlier[step] else { return [] }
      return [.head("/proc/PID/ns")] + TableLine.links(before.place.shell.links, now.links)
    case .listed(let step):
      guard let before = earlier[step] else { return [] }
      return ProcessList(of: before).compared(with: ProcessList(of: now))
    case .container:
      guard let start = earlier["start"] else { return [] }
      return ContainerComparison(now: now.place, start: start.place).lines
    }
  }
}

extension StepResult {
  fileprivate var links: NamespaceLinks { place.shell.links }
}
