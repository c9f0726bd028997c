package import Namespaces

/// A titled group of facts about a namespace or a process.
package struct FactSection: Sendable, Hashable {
  /// The title, such as `interfaces`.
  package var title: Text

  /// The facts.
  package var lines: [FactLine]

  /// Creates a section.
  package init(_ title: Text, _ lines: [FactLine]) {
    self.title = title
    self.lines = lines
  }

  /// A section of one line per element, and of the word `none` where there is none.
  package init<Element>(
    _ title: Text, _ elements: some Sequence<Element>, _ line: (Element) -> FactLine
  ) {
    self.title = title
    lines = elements.map(line)
    if lines.isEmpty { lines.append(FactLine(.noLabel, .none)) }
  }
}

/// One fact.
package struct FactLine: Sendable, Hashable {
  /// What it is about, such as `eth0`.
  package var label: Text

  /// The fact.
  package var value: Text

  /// The process or namespace that the fact speaks of; nil when there is none.
  package var target: Target?

  /// Creates a line.
  package init(_ label: Text, _ value: Text, target: Target? = nil) {
    self.label = label
    self.value = value
    self.target = target
  }

  /// Creates a line from those of `parts` that there are.
  package init(_ label: Text, _ parts: [Text?], target: Target? = nil) {
    self.init(label, parts.compactMap(\.self).joined(separator: "  "), target: target)
  }
}

extension Text {
  /// The label of running text.
  package static let noLabel = Text("")

  /// What is said where there is nothing of a sort.
  package static let none = Text("none", "なし")

  /// What is said of something that the observer's own namespaces hide.
  package static let outOfView = Text("out of view", "見える範囲の外")
}
