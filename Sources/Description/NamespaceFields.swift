import JSONCoding
package import Localization
package import Namespaces

/// What can be said of a namespace.
///
/// What a namespace says nothing of itself is said of its first process, and asked of every member:
/// see ``FieldKey``.
package enum NamespaceFields {
  /// The table, in the order of a document.
  package static let all: [Field<Namespace>] = [
    Field(
      "identity", Text("known as"), heading: Text("NAME"),
      help: Text("what people know it by: container, pod, unit, pin, else its first process"),
      width: 20,
      value: { .words(Identity(of: $0).words) }),
    Field(
      "kind", aliases: ["type"], Text("kind"),
      help: Text("the kind: user, cgroup, ipc, uts, net, pid, mnt or time"),
      width: 6, choices: NamespaceKind.allCases.map(\.name),
      page: {
        let kind = $0.object.kind
        return Text("\(kind), see \(kind.manualPage)")
      },
      value: { .text($0.object.kind.name) }),
    Field(
      "inode", aliases: ["ns"], Text(verbatim: "inode"),
      help: Text("the inode number, as in net:[4026531833]"),
      width: 10, isNumeric: true,
      page: {
        let id = $0.object.id
        return Text("\(id.inode) on device \(id.device)")
      },
      value: { FieldValue($0.object.id.inode) }),
    Field(
      "device", Text("device"),
      help: Text("the device number of its file"), width: 6, isNumeric: true,
      value: { FieldValue($0.object.id.device) }),
    Field(
      "id", Text("id", context: "of namespace"),
      help: Text("the 64-bit id that the kernel never reuses (Linux 6.18)"),
      width: 8, isNumeric: true,
      value: { FieldValue($0.object.id.unique) }),
    Field(
      "name", json: "names", aliases: ["names", "nsfs"], Text("pinned as"),
      heading: Text("NAMES"), help: Text("the names of its pins"), width: 16,
      value: { .list($0.object.names.map { .text($0) }) }),
    Field(
      "initial", Text("initial"),
      help: Text("whether the kernel made it at boot"), width: 7,
      page: {
        $0.object.isInitial ? Text("yes, made at boot") : nil
      },
      value: { .flag($0.object.isInitial) }),
    Field(
      "owner", aliases: ["ons"], Text("owner"),
      help: Text("the user namespace that owns it, as in user:[4026531837]"),
      width: 17,
      page: { namespace in
        namespace.object.owner.map { namespace.words($0) }
          ?? (namespace.object.isInitial ? .none : .outOfView)
      },
      value: { $0.object.owner.map { .object(.namespace($0)) } ?? .none }),
    Field(
      "parent", aliases: ["pns"], Text("parent"),
      help: Text("the namespace above it"), width: 17,
      page: { namespace in
        switch namespace.object.parent {
        case .notHierarchical: nil
        case .none: Text.none
        case .outOfView: .outOfView
        case .namespace(let id): namespace.words(id)
        }
      },
      value: {
        if case .namespace(let id) = $0.object.parent { .object(.namespace(id)) } else { .none }
      }),
    Field(
      "level", Text("level"),
      help: Text("how many namespaces of its kind are above it, as far as they are seen"),
      width: 5, isNumeric: true,
      page: { _ in nil },
      value: { FieldValue($0.ancestors) }),
    Field(
      "owner_uid", json: "ownerUID", Text("owner user"),
      help: Text("the user id of whoever made it, or the user namespace that owns it"),
      width: 9, isNumeric: true,
      page: { namespace in namespace.ownerUID.map { namespace.user($0) } },
      document: { FieldValue($0.object.ownerUID).json },
      value: { FieldValue($0.ownerUID) }),
    Field(
      "procs", aliases: ["nprocs"], Text("members"), heading: Text("PROCS"),
      help: Text("how many processes are members"), width: 5, isNumeric: true,
      page: { namespace in
        namespace.object.members.isEmpty
          ? Text.none
          : [Text.processes(namespace.object.members.count), .threads(namespace.threads)]
            .joined(separator: .comma)
      },
      value: { FieldValue($0.object.members.count) }),
    Field(
      "first", Text("first"),
      help: Text("the process that stands for its members"), width: 7,
      page: { namespace in
        namespace.first.map { namespace.words($0) }
      },
      document: { FieldValue($0.first?.pid).json },
      value: { $0.first.map { .object(.process($0.id)) } ?? .none }),
    Field(
      "user", Text("user"), heading: Text("USER"),
      help: Text("the user of its first process, or who made one without members"),
      width: 8, isForEmpty: true,
      value: { namespace in
        FieldValue(namespace.object.ownerUID.map { namespace.snapshot.userName($0) })
      }),
    Field(
      "command", Text("kept by"), heading: Text("COMMAND"),
      help: Text("the command line of its first process, or what keeps one without members alive"),
      width: 32, isForEmpty: true,
      page: { $0.object.members.isEmpty ? $0.object.reasonToLive : nil },
      value: { namespace in
        let groups = namespace.object.reasonGroups
        guard let words = groups.first?.words(in: namespace.snapshot) else {
          return .words(
            Text("(nothing seen that keeps it alive)"))
        }
        if groups.count == 1 { return .words(Text("(\(words))")) }
        let rest = groups.count - 1
        return .words(
          Text("(\(words)) and \(rest) more"))
      }),
    Field(
      "threads", Text("threads"),
      help: Text("how many threads its members have"), width: 7, isNumeric: true,
      value: { FieldValue($0.threads) }),
    Field(
      "cpu", Text(verbatim: "CPU"), heading: Text(verbatim: "CPU%"),
      help: Text(
        "the share of one processor in percent, over the lives of its members in one look"),
      width: 5, isNumeric: true,
      page: { namespace in
        if namespace.object.members.isEmpty { return nil }
        let share = Decimal(namespace.cpu ?? 0, places: 1)
        return namespace.load == nil
          ? Text("\(share) % over their lives") : Text(verbatim: "\(share) %")
      },
      value: { FieldValue($0.cpu, .percent) }),
    Field(
      "memory", Text("memory"), heading: Text("MEM"),
      help: Text("the resident memory of its members; what they share is counted for each"),
      width: 6, isNumeric: true,
      page: { namespace in
        namespace.object.members.isEmpty ? nil : FieldValue(namespace.memory, .bytes).long
      },
      value: { FieldValue($0.memory, .bytes) }),
    Field(
      "age", Text("oldest member"), heading: Text("AGE"),
      help: Text("how long its oldest member runs"), width: 5, isNumeric: true,
      value: { FieldValue($0.age, .seconds) }),
    Field(
      "alive", json: "keptAliveBy", Text("kept alive by"),
      heading: Text("ALIVE"),
      help: Text("everything that keeps it alive"), width: 32,
      document: { .array($0.object.reasons.map(\.json)) },
      value: { namespace in
        .list(namespace.object.reasonGroups.map { .words($0.words(in: namespace.snapshot)) })
      }),
    Field(
      "processes", Text("processes"),
      help: Text("the PIDs of its members"), width: 16,
      document: { .array($0.object.members.map { .integer(Int64($0)) }) },
      value: { .list($0.object.members.map { .number(Int64($0)) }) }),
    Field(
      "permissions", Text.fromHere,
      help: Text("what heya may do to it, and why not"), width: 16,
      document: { namespace in
        .array(
          namespace.snapshot.permissions(on: namespace.object).map { permission in
            [
              "operation": .string(permission.operation.words[.english]),
              "allowed": .bool(permission.missing == nil),
              "missing": permission.missing.map { .string($0.name) } ?? nil,
              "in": permission.authority.map { .string($0.description) } ?? nil,
            ]
          })
      },
      value: { namespace in
        .list(
          namespace.snapshot.permissions(on: namespace.object).filter { $0.missing == nil }
            .map { .words($0.operation.words) })
      }),
  ]
}

extension Described<Namespace> {
  var first: ProcessRecord? { index.firstProcess(of: object) }

  /// The positions of its members; records are read in place, since there may be ten thousand.
  var members: [Int] { snapshot.positions(of: object.members) }

  var threads: Int { members.reduce(0) { $0 + Int(snapshot.processes[$1].threads) } }

  /// How many namespaces are above it; nil for kinds without a hierarchy (ioctl_nsfs(2)).
  var ancestors: Int? {
    if case .notHierarchical = object.parent { return nil }
    var (count, parent) = (0, object.parent)
    // A capture may have a ring of parents.
    while case .namespace(let id) = parent, count < snapshot.namespaces.count {
      count += 1
      parent = snapshot.namespace(id)?.parent ?? .none
    }
    return count
  }

  var ownerUID: UInt32? {
    object.ownerUID ?? object.owner.flatMap { snapshot.namespace($0)?.ownerUID }
  }

  var cpu: Double? {
    if let load { return load.cpu }
    return object.members.isEmpty
      ? nil : members.reduce(0) { $0 + lifelongCPU(snapshot.processes[$1]) }
  }

  var memory: Double {
    load?.memory ?? members.reduce(0) { $0 + Double(snapshot.processes[$1].residentBytes) }
  }

  var age: Double? { members.map { snapshot.age(of: snapshot.processes[$0]) }.max() }
}

extension Permission.Operation {
  /// What is done, in a few words.
  package var words: Text {
    switch self {
    case .join: Text("join")
    case .changeNetwork: Text("change network")
    case .changeHostName: Text("set host name")
    case .mount: Text("mount")
    case .writeMaps: Text("write id maps")
    }
  }
}
