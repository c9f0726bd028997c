package import Namespaces

/// A titled group of facts about a namespace or a process.
package struct FactSection: Sendable, Hashable {
  /// The title, such as `interfaces`.
  package var title: Words

  /// The facts.
  package var lines: [FactLine]

  /// Creates a section.
  package init(_ title: Words, _ lines: [FactLine]) {
    self.title = title
    self.lines = lines
  }

  /// A section of one line per element, and of the word `none` where there is none.
  package init<Element>(
    _ title: Words, _ elements: some Sequence<Element>, _ line: (Element) -> FactLine
  ) {
    self.title = title
    lines = elements.map(line)
    if lines.isEmpty { lines.append(FactLine(.noLabel, .none)) }
  }
}

/// One fact.
package struct FactLine: Sendable, Hashable {
  /// What it is about, such as `eth0`.
  package var label: Words

  /// The fact.
  package var value: Words

  /// The process or namespace that the fact speaks of; nil when there is none.
  package var target: Target?

  /// Creates a line.
  package init(_ label: Words, _ value: Words, target: Target? = nil) {
    self.label = label
    self.value = value
    self.target = target
  }

  /// Creates a line from those of `parts` that there are.
  package init(_ label: Words, _ parts: [Words?], target: Target? = nil) {
    self.init(label, parts.compactMap(\.self).joined(separator: "  "), target: target)
  }
}

extension Words {
  /// The label of running text.
  package static let noLabel = Words("")

  /// What is said where there is nothing of a sort.
  package static let none = Words("none", "なし")

  /// What is said of something that the observer's own namespaces hide.
  package static let outOfView = Words("out of view", "見える範囲の外")
}
