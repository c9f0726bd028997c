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
  ///
  /// Of very many elements only the first ones are told, how many there are, and what tells all.
  package init<Element>(
    _ title: Text, _ elements: some Collection<Element>, _ line: (Element) -> FactLine
  ) {
    self.title = title
    let isFolded = elements.count > Self.mostUnfolded
    lines = elements.prefix(isFolded ? Self.shownOfMany : elements.count).map(line)
    if isFolded { lines.append(FactLine(.noLabel, .shown(lines.count, of: elements.count))) }
    if lines.isEmpty { lines.append(FactLine(.noLabel, .none)) }
  }

  /// How many elements a section tells one by one: more than hosts have that nobody filled.
  package static let mostUnfolded = 200

  /// How many are told of more.
  package static let shownOfMany = 8
}

/// One fact.
package struct FactLine: Sendable, Hashable {
  /// What it is about, such as `eth0`.
  package var label: Text

  /// The fact.
  package var value: Text

  /// The object that the fact speaks of; nil when there is none.
  package var target: ObjectID?

  /// The key of the field that it tells, such as `cpu`; nil for what is no field's.
  package var field: String?

  /// Creates a line.
  package init(_ label: Text, _ value: Text, target: ObjectID? = nil, field: String? = nil) {
    self.label = label
    self.value = value
    self.target = target
    self.field = field
  }

  /// Creates a line from those of `parts` that there are.
  package init(_ label: Text, _ parts: [Text?], target: ObjectID? = nil) {
    self.init(label, parts.compactMap(\.self).joined(separator: "  "), target: target)
  }
}

extension Text {
  /// What follows the first of many.
  fileprivate static func shown(_ count: Int, of all: Int) -> Text {
    Text("\(count) of \(all); `heya show --json` shows all of them")
  }

  /// The label of running text.
  package static let noLabel = Text(verbatim: "")

  /// What is said where there is nothing of a sort.
  package static let none = Text("none")

  /// What is said of something that the observer's own namespaces hide.
  package static let outOfView = Text("out of view")
}
