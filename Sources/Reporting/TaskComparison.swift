package import Escaping
package import JSONCoding
package import Localization
package import Namespaces

/// The namespaces of two tasks side by side, a row per kind.
package struct TaskComparison: Sendable {
  /// One of the two: what it is called and where it lives.
  package struct Side: Sendable, Hashable {
    /// Its name, such as `42 nginx`.
    package var name: String

    /// Its namespaces; zero for one that is not known.
    package var links: NamespaceLinks

    /// Creates a side.
    package init(name: String, links: NamespaceLinks) {
      self.name = name
      self.links = links
    }
  }

  /// What a kind's row says.
  package enum Relation: String, Sendable {
    case same
    case different
    /// One of the two is not known.
    case unknown
  }

  /// A row.
  package struct Row: Sendable {
    /// The kind.
    package var kind: NamespaceKind

    /// The two inodes.
    package var inodes: (UInt32, UInt32)

    /// Whether they are the same.
    package var relation: Relation

    /// Whether a task that is isolated elsewhere shares this kind with the host, and so can see or
    /// do to the host what it should not.
    package var isExposed: Bool
  }

  let sides: (Side, Side)

  /// The rows, in joining order.
  package let rows: [Row]

  /// What differs inside the namespaces that are not shared, as far as somebody has looked.
  package var inside: [NamespaceKind: ContentsDifference] = [:]

  /// The kinds that isolate a task: what it shares of them opens the host to it.
  private static let isolatingKinds: Set<NamespaceKind> = [.user, .ipc, .net, .pid, .mnt]

  /// Compares two sides.
  package init(_ first: Side, _ second: Side, in snapshot: Snapshot) {
    sides = (first, second)
    let kinds = NamespaceKind.allCases.filter { first.links[$0] != 0 || second.links[$0] != 0 }
    func relation(_ kind: NamespaceKind) -> Relation {
      let (left, right) = (first.links[kind], second.links[kind])
      return left == 0 || right == 0 ? .unknown : left == right ? .same : .different
    }
    let isIsolated = kinds.contains { relation($0) == .different }
    rows = kinds.map { kind in
      let relation = relation(kind)
      let isInitial = snapshot.namespace(inode: first.links[kind])?.isInitial ?? false
      return Row(
        kind: kind, inodes: (first.links[kind], second.links[kind]), relation: relation,
        isExposed: isIsolated && relation == .same && isInitial
          && Self.isolatingKinds.contains(kind))
    }
  }

  /// The table as lines of text, and below it what differs inside.
  ///
  /// - Parameters:
  ///   - language: the language.
  ///   - colored: whether rows that are exposed are red.
  /// - Returns: a heading and a line per kind, then a table for each kind that was looked into.
  package func lines(in language: Language, colored: Bool) -> [TerminalText] {
    func text(_ inode: UInt32) -> String { inode == 0 ? "-" : String(inode) }
    let table = Table(
      columns: [
        Table.Column(Text("KIND")[language]), Table.Column(sides.0.name),
        Table.Column(sides.1.name), Table.Column(Text("VERDICT")[language]),
      ],
      rows: rows.map { row in
        [
          row.kind.name, text(row.inodes.0), text(row.inodes.1),
          row.relation.words[language]
            + (row.isExposed ? Text(", shared with the host")[language] : ""),
        ]
      })
    let lines = zip(table.lines(), [false] + rows.map(\.isExposed)).map { line, isExposed in
      TerminalText(line, colored && isExposed ? .red : .plain)
    }
    return lines + insideLines(in: language).map { TerminalText($0) }
  }

  /// The comparison as an object.
  package var json: JSONValue {
    func id(_ kind: NamespaceKind, _ inode: UInt32) -> JSONValue {
      inode == 0 ? nil : .string("\(kind):[\(inode)]")
    }
    return [
      "format": "heya/1", "a": .string(sides.0.name), "b": .string(sides.1.name),
      "kinds": .array(
        rows.map { row in
          var object: JSONObject = [
            "kind": .string(row.kind.name), "a": id(row.kind, row.inodes.0),
            "b": id(row.kind, row.inodes.1), "verdict": .string(row.relation.rawValue),
            "exposed": .bool(row.isExposed),
          ]
          if let inside = inside[row.kind] { object["inside"] = inside.json }
          return .object(object)
        }),
    ]
  }
}

extension TaskComparison.Relation {
  fileprivate var words: Text {
    switch self {
    case .same: Text("same")
    case .different: Text("different")
    case .unknown: Text("unknown")
    }
  }
}
