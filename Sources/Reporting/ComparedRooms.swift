import JSON
import Namespaces

extension Comparison {
  /// What differs inside, a table for each kind that was looked into: what a fact is about, and what
  /// each side says of it, `-` where it has no such thing.
  var insideLines: [String] {
    rows.flatMap { row -> [String] in
      switch inside[row.kind] {
      case nil: return []
      case .unreadable(let reason): return ["", "\(row.kind): not looked into: \(reason)"]
      case .facts(let facts) where facts.isEmpty:
        return ["", "\(row.kind): nothing inside differs"]
      case .facts(let facts):
        let table = Table(
          columns: [
            Table.Column("INSIDE \(row.kind.name)"), Table.Column(sides.0.name),
            Table.Column(sides.1.name),
          ],
          rows: facts.map { [$0.subject, $0.left ?? "-", $0.right ?? "-"] })
        return [""] + table.lines()
      }
    }
  }
}

extension RoomDifference {
  /// The difference as an object: the facts, or why there are none.
  var json: JSONValue {
    switch self {
    case .unreadable(let reason): ["unreadable": .string(reason)]
    case .facts(let facts):
      [
        "differences": .array(
          facts.map { fact in
            [
              "fact": .string(fact.subject), "a": fact.left.map { .string($0) } ?? nil,
              "b": fact.right.map { .string($0) } ?? nil,
            ]
          })
      ]
    }
  }
}
