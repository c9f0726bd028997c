internal import Description
package import JSONCoding
package import Localization
package import Namespaces

/// What changed between two snapshots, for people and for machines.
package struct DifferenceReport: Sendable {
  private let difference: SnapshotDifference
  private let before: Snapshot
  private let after: Snapshot

  /// Compares two snapshots.
  package init(from before: Snapshot, to after: Snapshot) {
    difference = SnapshotDifference(from: before, to: after)
    self.before = before
    self.after = after
  }

  /// A line per change, marked `+`, `-` or `>` for what moved.
  package func lines(in language: Language) -> [String] {
    let (first, second) = (Self.title(before), Self.title(after))
    var lines = [Text("\(first) and \(second)")]
    if let origin = after.origin(comparedTo: before) {
      // What is alike would be so by chance, and all the rest is different anyhow.
      lines += [origin.words(before, after), counts]
      return lines.map { $0[language] }
    }
    lines += difference.vanished.map { Text(verbatim: "- \($0)\(Self.names($0, in: before))") }
    lines += difference.appeared.map { Text(verbatim: "+ \($0)\(Self.names($0, in: after))") }
    lines += difference.ended.map { Self.words("-", $0, in: before) }
    lines += difference.started.map { Self.words("+", $0, in: after) }
    lines += difference.moved.map { move in
      let (from, to) = ("\(move.kind):[\(move.from)]", "\(move.kind):[\(move.to)]")
      return [
        Self.words(">", move.process, in: after),
        Text("went from \(from) to \(to)"),
      ].joined(separator: " ")
    }
    if difference.isEmpty { lines.append(Text("nothing changed")) }
    return lines.map { $0[language] }
  }

  /// How much each of the two has, where what each has cannot be compared.
  private var counts: Text {
    func counted(_ snapshot: Snapshot) -> Text {
      [Text.namespaces(snapshot.namespaces.count), Text.processes(snapshot.processes.count)]
        .joined(separator: .comma)
    }
    let (first, second) = (counted(before), counted(after))
    return Text("the first has \(first); the second has \(second)")
  }

  private static func title(_ snapshot: Snapshot) -> String {
    "\(snapshot.host), \(Timestamp(seconds: snapshot.taken).iso8601)"
  }

  private static func words(_ mark: String, _ id: ProcessID, in snapshot: Snapshot) -> Text {
    [Text(verbatim: mark), .process(id.pid), Text(verbatim: command(id, in: snapshot))].joined(
      separator: " ")
  }

  private static func names(_ id: NamespaceID, in snapshot: Snapshot) -> String {
    let names = snapshot.namespace(id)?.names ?? []
    return names.isEmpty ? "" : "  " + names.joined(separator: ", ")
  }

  private static func command(_ id: ProcessID, in snapshot: Snapshot) -> String {
    snapshot.process(id)?.shownCommand ?? ""
  }

  /// The changes as an object.
  package var json: JSONValue {
    func names(_ ids: [NamespaceID]) -> JSONValue {
      .array(ids.map { .string($0.description) })
    }
    func pids(_ ids: [ProcessID]) -> JSONValue { .array(ids.map { .integer(Int64($0.pid)) }) }
    return [
      "format": "heya/1",
      "comparable": .bool(after.origin(comparedTo: before) == nil),
      "before": .string(Timestamp(seconds: before.taken).iso8601),
      "after": .string(Timestamp(seconds: after.taken).iso8601),
      "appeared": names(difference.appeared), "vanished": names(difference.vanished),
      "started": pids(difference.started), "ended": pids(difference.ended),
      "moved": .array(
        difference.moved.map { move in
          [
            "pid": .integer(Int64(move.process.pid)), "kind": .string(move.kind.name),
            "from": .string("\(move.kind):[\(move.from)]"),
            "to": .string("\(move.kind):[\(move.to)]"),
          ]
        }),
    ]
  }
}

extension Snapshot.Origin {
  /// That two snapshots cannot be compared row by row, and why.
  fileprivate func words(_ before: Snapshot, _ after: Snapshot) -> Text {
    switch self {
    case .otherHost:
      Text(
        """
        these are captures of two hosts, \(before.host) and \(after.host): the same numbers stand \
        for other processes and namespaces, so there is nothing to compare row by row
        """)
    case .otherBoot:
      Text(
        """
        \(after.host) was started anew between the two (or another host has its name): the same \
        numbers stand for other processes and namespaces, so there is nothing to compare row by \
        row
        """)
    }
  }
}
