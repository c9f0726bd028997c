package import JSONCoding
package import Localization
package import Namespaces

/// What would go with a process.
package struct ExitImpact: Sendable {
  private let process: ProcessRecord
  private let snapshot: Snapshot

  /// Looks at a process.
  package init(of process: ProcessRecord, in snapshot: Snapshot) {
    self.process = process
    self.snapshot = snapshot
  }

  /// The namespaces that the process keeps alive, each with how many other reasons there are.
  private var held: [(namespace: Namespace, others: Int)] {
    snapshot.namespaces.compactMap { namespace in
      let others = namespace.reasons.count { $0.pid != process.pid }
      return others == namespace.reasons.count ? nil : (namespace, others)
    }
  }

  /// A line per namespace.
  package func lines(in language: Language) -> [String] {
    let title = Text("process \(process.pid), \(process.name), keeps alive")
    return [title[language]]
      + held.map { namespace, others in
        let fate: Text =
          namespace.isInitial ? .staysInitial : others > 0 ? .stays(others) : goesWithIt
        return "  \(namespace.id)  \(fate[language])"
      } + snapshot.holderLimits.map { $0.words[language] }
  }

  private var goesWithIt: Text {
    snapshot.mayHideHolders ? .goesUnlessHeld : .goesWithIt
  }

  /// The namespaces as an object.
  package var json: JSONValue {
    [
      "process": .integer(Int64(process.pid)),
      "mayHideHolders": .bool(snapshot.mayHideHolders),
      "keepsAlive": .array(
        held.map { namespace, others in
          [
            "namespace": .string(namespace.id.description),
            "otherReasons": .integer(Int64(others)),
            "goesWithIt": .bool(others == 0 && !namespace.isInitial),
          ]
        }),
    ]
  }
}

extension Text {
  fileprivate static let staysInitial = Text("initial: lasts as long as the host runs")
  fileprivate static let goesWithIt = Text("goes with it")
  fileprivate static let goesUnlessHeld = Text("goes with it, unless somebody out of view holds it")
  fileprivate static func stays(_ others: Int) -> Text {
    Text(others, one: "stays: \(others) other reason", other: "stays: \(others) other reasons")
  }
}
