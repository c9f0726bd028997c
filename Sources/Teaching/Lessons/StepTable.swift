internal import Namespaces

/// A line of a table that a step ends with.
package struct TableLine: Sendable, Hashable {
  /// What the line is about, such as `mnt`.
  package var name: String

  /// What was before, or what one has.
  package var left: String

  /// What is now, or what the other has.
  package var right: String

  /// Whether the two differ.
  package var differs: Bool
}

extension Step.Table {
  /// The lines of the table, the first with the names of the columns.
  func lines(now: StepResult, earlier: [String: StepResult]) -> [TableLine] {
    switch self {
    case .links(let step):
      guard let before = earlier[step] else { return [] }
      return Self.links(before: before.place.shell.links, now: now.place.shell.links)
    case .container:
      guard let start = earlier["start"] else { return [] }
      return ContainerComparison(now: now.place, start: start.place).lines
    }
  }

  private static func links(before: NamespaceLinks, now: NamespaceLinks) -> [TableLine] {
    [TableLine(name: "/proc/PID/ns", left: "before", right: "now", differs: false)]
      + Link.all.map { link in
        TableLine(
          name: link.name, left: "\(before[link])", right: "\(now[link])",
          differs: before[link] != now[link])
      }
  }
}
