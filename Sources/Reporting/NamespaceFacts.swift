package import JSON
package import Namespaces

/// What is known of every namespace, whatever its kind.
package struct NamespaceFacts: Sendable {
  private let namespace: Namespace
  private let snapshot: Snapshot

  /// Gathers the facts.
  package init(_ namespace: Namespace, in snapshot: Snapshot) {
    self.namespace = namespace
    self.snapshot = snapshot
  }

  /// The processes that are members.
  private var members: [ProcessRecord] {
    namespace.members.compactMap { snapshot.process(pid: $0) }
  }

  /// The threads of all members.
  package var threads: Int { members.reduce(0) { $0 + Int($1.threads) } }

  /// The memory of all members in bytes; what they share is counted for each.
  package var memory: Double { members.reduce(0) { $0 + Double($1.residentPages) * 4096 } }

  /// How busy the members kept a processor over their lives, in percent, as ps(1) counts.
  package var processor: Double {
    members.reduce(0) { sum, process in
      let age = self.age(of: process)
      return age > 0 ? sum + Double(process.cpuTicks) / age : sum
    }
  }

  /// The age of the oldest member in seconds; nil without members.
  package var age: Double? { members.map(age).max() }

  private func age(of process: ProcessRecord) -> Double {
    snapshot.uptime - Double(process.startTicks) / 100
  }

  // MARK: Text

  /// The facts as sections.
  package var sections: [FactSection] {
    [
      FactSection("\(namespace.id)", identity + standing + population),
      FactSection(
        "from here",
        snapshot.acts(on: namespace).map { act in
          let place = act.authority.map { "\($0)" } ?? "a user namespace out of view"
          let refusal = act.missing.map { "no: it takes \($0.name) in \(place)" }
          return FactLine(act.deed.phrase, refusal ?? "yes, by rights in \(place)")
        }),
    ]
  }

  private var identity: [FactLine] {
    var lines = [FactLine("kind", "\(namespace.kind), see \(namespace.kind.manualPage)")]
    lines.append(FactLine("inode", "\(namespace.id.inode) on device \(namespace.id.device)"))
    lines.append(FactLine("id", namespace.id.unique.map { String($0) } ?? "not known"))
    if !namespace.names.isEmpty {
      lines.append(FactLine("names", namespace.names.joined(separator: ", ")))
    }
    lines.append(FactLine("initial", namespace.isInitial ? "yes, made at boot" : "no"))
    return lines
  }

  private var standing: [FactLine] {
    var lines: [FactLine] = []
    func line(_ label: String, _ id: NamespaceID) -> FactLine {
      FactLine(label, "\(id)", target: .namespace(kind: id.kind, inode: id.inode))
    }
    lines.append(
      namespace.owner.map { line("owner", $0) }
        ?? FactLine("owner", namespace.isInitial ? "none" : "out of view"))
    switch namespace.parent {
    case .notHierarchical: break
    case .none: lines.append(FactLine("parent", "none"))
    case .outOfView: lines.append(FactLine("parent", "out of view"))
    case .namespace(let id): lines.append(line("parent", id))
    }
    let uid = namespace.ownerUID ?? namespace.owner.flatMap { snapshot.namespace($0)?.ownerUID }
    if let uid {
      let name = snapshot.userName(uid)
      lines.append(
        FactLine("owner user", name == String(uid) ? name : "\(name) (\(uid))"))
    }
    return lines
  }

  private var population: [FactLine] {
    var lines = [
      FactLine(
        "members",
        members.isEmpty
          ? "none"
          : "\(counted(namespace.members.count, "process", "processes")) with "
            + counted(threads, "thread", "threads"))
    ]
    if let age {
      lines.append(FactLine("cpu", "\(Decimal(processor, places: 1)) % over their lives"))
      lines.append(FactLine("memory", "\(Bytes(value: memory)) resident"))
      lines.append(FactLine("oldest member", "\(Age(seconds: age)) old"))
    }
    return lines
  }

  private func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
  }

  // MARK: JSON

  /// The facts as an object; those that the format `heya/1` gives of a namespace first.
  package var json: JSONValue {
    var object = namespace.json.object
    object["threads"] = .integer(Int64(threads))
    object["cpuPercent"] = .number((processor * 10).rounded() / 10)
    object["residentBytes"] = .integer(Int64(memory))
    object["oldestMemberSeconds"] = age.map { .number($0) } ?? .null
    object["acts"] = .array(
      snapshot.acts(on: namespace).map { act in
        [
          "act": .string(act.deed.phrase), "allowed": .bool(act.missing == nil),
          "missing": act.missing.map { .string($0.name) } ?? nil,
          "in": act.authority.map { .string($0.description) } ?? nil,
        ]
      })
    return .object(object)
  }
}

extension Act.Deed {
  /// What is done, in a few words.
  fileprivate var phrase: String {
    switch self {
    case .join: "join"
    case .changeNetwork: "change interfaces and routes"
    case .changeHostName: "change the host name"
    case .mount: "mount and unmount"
    case .writeMaps: "write its id maps"
    }
  }
}
