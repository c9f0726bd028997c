import JSONCoding
import Localization
import Namespaces

extension TaskComparison {
  /// What differs inside, a table for each kind that was looked into: what a fact is about, and
  /// what each side says of it, `-` where it has no such thing.
  func insideLines(in language: Language) -> [String] {
    rows.flatMap { row -> [String] in
      let kind = row.kind
      switch inside[kind] {
      case nil: return []
      case .unreadable(let reason):
        let words = Text("\(kind): not looked into: \(reason)")
        return ["", words[language]]
      case .facts(let facts) where facts.isEmpty:
        return ["", Text("\(kind): nothing inside differs")[language]]
      case .facts(let facts):
        let table = Table(
          columns: [
            Table.Column(Text("INSIDE \(kind)")[language]),
            Table.Column(sides.0.name), Table.Column(sides.1.name),
          ],
          rows: facts.map { fact in
            [fact.subject, fact.left ?? .nothing, fact.right ?? .nothing].map { $0[language] }
          })
        return [""] + table.lines()
      }
    }
  }
}

extension ContentsDifference {
  /// The difference as an object: the facts, or why there are none.
  var json: JSONValue {
    switch self {
    case .unreadable(let reason): ["unreadable": .string(reason[.english])]
    case .facts(let facts):
      [
        "differences": .array(
          facts.map { fact in
            [
              "fact": .string(fact.subject[.english]),
              "a": fact.left.map { .string($0[.english]) } ?? nil,
              "b": fact.right.map { .string($0[.english]) } ?? nil,
            ]
          })
      ]
    }
  }
}

extension Text {
  fileprivate static let nothing = Text(verbatim: "-")
}
