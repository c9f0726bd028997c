package import JSONCoding
internal import Limits
package import Localization
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
  package var memory: Double { members.reduce(0) { $0 + Double($1.residentBytes) } }

  /// How busy the members kept a processor over their lives, in percent, as ps(1) counts.
  package var processor: Double {
    members.reduce(0) { sum, process in
      let age = snapshot.age(of: process)
      return age > 0 ? sum + Double(process.cpuTicks) / age : sum
    }
  }

  /// The age of the oldest member in seconds; nil without members.
  package var age: Double? { members.map { snapshot.age(of: $0) }.max() }

  // MARK: Text

  /// The facts as sections.
  package var sections: [FactSection] {
    [
      FactSection(Text(verbatim: "\(namespace.id)"), identity + relations + populationLines),
      FactSection(
        .fromHere,
        snapshot.permissions(on: namespace).map { FactLine($0.operation.phrase, $0.words) }),
    ]
  }

  private var identity: [FactLine] {
    let (id, kind) = (namespace.id, namespace.kind)
    var lines = [
      FactLine(
        Text("kind"),
        Text("\(kind), see \(kind.manualPage)")),
      FactLine(
        Text(verbatim: "inode"),
        Text("\(id.inode) on device \(id.device)")),
      FactLine(
        Text("id", context: "of namespace"),
        id.unique.map { Text(verbatim: String($0)) } ?? Text("not known")),
    ]
    if !namespace.names.isEmpty {
      lines.append(
        FactLine(Text("names"), Text(verbatim: namespace.names.joined(separator: ", "))))
    }
    lines.append(
      FactLine(
        Text("initial"),
        namespace.isInitial ? Text("yes, made at boot") : Text("no")))
    return lines
  }

  private var relations: [FactLine] {
    var lines: [FactLine] = []
    func line(_ label: Text, _ id: NamespaceID) -> FactLine {
      FactLine(label, Text(verbatim: "\(id)"), target: .namespace(kind: id.kind, inode: id.inode))
    }
    let owner = Text("owner")
    lines.append(
      namespace.owner.map { line(owner, $0) }
        ?? FactLine(owner, namespace.isInitial ? .none : .outOfView))
    switch namespace.parent {
    case .notHierarchical: break
    case .none: lines.append(FactLine(.parent, .none))
    case .outOfView: lines.append(FactLine(.parent, .outOfView))
    case .namespace(let id): lines.append(line(.parent, id))
    }
    let uid = namespace.ownerUID ?? namespace.owner.flatMap { snapshot.namespace($0)?.ownerUID }
    if let uid {
      let name = snapshot.userName(uid)
      lines.append(
        FactLine(
          Text("owner user"),
          Text(verbatim: name == String(uid) ? name : "\(name) (\(uid))")))
    }
    return lines
  }

  private var populationLines: [FactLine] {
    var lines = [FactLine(Text("members"), members.isEmpty ? .none : population)]
    if let age {
      let share = Decimal(processor, places: 1)
      let memory = Bytes(value: memory)
      lines += [
        FactLine(Text("cpu"), Text("\(share) % over their lives")),
        FactLine(Text("memory"), Text("\(memory) resident")),
        FactLine(
          Text("oldest member"),
          Text("\(Age(seconds: age)) old")),
      ]
    }
    return lines
  }

  private var population: Text {
    let (processes, threads) = (Text.processes(namespace.members.count), Text.threads(threads))
    return Text("\(processes) with \(threads)")
  }

  // MARK: JSON

  /// The facts as an object; those that the format `heya/1` gives of a namespace first.
  package var json: JSONValue {
    var object = namespace.json.object
    object["threads"] = .integer(Int64(threads))
    object["cpuPercent"] = .number((processor * 10).rounded() / 10)
    object["residentBytes"] = .integer(Int64(clamping: memory))
    object["oldestMemberSeconds"] = age.map { .number($0) } ?? .null
    object["acts"] = .array(
      snapshot.permissions(on: namespace).map { act in
        [
          "act": .string(act.operation.phrase[.english]), "allowed": .bool(act.missing == nil),
          "missing": act.missing.map { .string($0.name) } ?? nil,
          "in": act.authority.map { .string($0.description) } ?? nil,
        ]
      })
    return .object(object)
  }
}

extension Permission.Operation {
  /// What is done, in a few words.
  fileprivate var phrase: Text {
    switch self {
    case .join: Text("join")
    case .changeNetwork: Text("change interfaces and routes")
    case .changeHostName: Text("change the host name")
    case .mount: Text("mount and unmount")
    case .writeMaps: Text("write its id maps")
    }
  }
}
