/// A titled group of facts about a namespace.
package struct FactSection: Sendable, Hashable {
  /// The title, such as `interfaces`.
  package var title: String

  /// The facts.
  package var lines: [FactLine]

  /// Creates a section.
  package init(_ title: String, _ lines: [FactLine]) {
    self.title = title
    self.lines = lines
  }

  /// A section of one line per element, and of the word `none` where there is none.
  package init<Element>(
    _ title: String, _ elements: some Sequence<Element>, _ line: (Element) -> FactLine
  ) {
    self.title = title
    lines = elements.map(line)
    if lines.isEmpty { lines.append(FactLine("", "none")) }
  }
}

/// One fact.
package struct FactLine: Sendable, Hashable {
  /// What it is about, such as `eth0`.
  package var label: String

  /// The fact.
  package var value: String

  /// The process or namespace that the fact speaks of; nil when there is none.
  package var target: Target?

  /// Creates a line.
  package init(_ label: String, _ value: String, target: Target? = nil) {
    self.label = label
    self.value = value
    self.target = target
  }

  /// Creates a line from those of `parts` that there are.
  package init(_ label: String, _ parts: [String?], target: Target? = nil) {
    self.init(label, parts.compactMap(\.self).joined(separator: "  "), target: target)
  }
}
