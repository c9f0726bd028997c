package import JSON
package import Namespaces

/// What would go with a process.
package struct Legacy: Sendable {
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
  package var lines: [String] {
    let title = "process \(process.pid), \(process.name), keeps alive"
    return [title]
      + held.map { namespace, others in
        let rest =
          namespace.isInitial
          ? "initial: lasts as long as the host runs"
          : others == 0
            ? "goes with it" : "stays: \(others) other \(others == 1 ? "reason" : "reasons")"
        return "  \(namespace.id)  \(rest)"
      }
  }

  /// The namespaces as an object.
  package var json: JSONValue {
    [
      "process": .integer(Int64(process.pid)),
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
