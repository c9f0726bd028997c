package import JSON
package import Namespaces

/// Why a namespace is still there, and what would have to end for it to go (namespaces(7),
/// "Namespace lifetime").
package struct Lifetime: Sendable {
  private let namespace: Namespace
  private let snapshot: Snapshot

  /// How many reasons of one namespace are told as text; JSON has all.
  private static let limit = 20

  /// Looks at a namespace.
  package init(of namespace: Namespace, in snapshot: Snapshot) {
    self.namespace = namespace
    self.snapshot = snapshot
  }

  /// The reasons as lines of text, those of descendants below them, and what has to end.
  package var lines: [String] {
    if namespace.isInitial {
      return ["\(namespace.id) is initial: it lasts as long as the host runs."]
    }
    guard !namespace.reasons.isEmpty else {
      return [
        "\(namespace.id) is alive, and nothing was seen that keeps it: a process out of view, or a "
          + "descriptor on its way through a unix socket."
      ]
    }
    return ["\(namespace.id) is kept alive by"] + tree(namespace, depth: 1)
      + ["It goes when all of this has happened:"] + ends(of: namespace).map { "  \($0)" }
  }

  private func tree(_ namespace: Namespace, depth: Int) -> [String] {
    let indent = String(repeating: "  ", count: depth)
    var lines: [String] = []
    for reason in namespace.reasons.prefix(Self.limit) {
      lines.append(indent + words(reason))
      if let dependent = dependent(reason) { lines += tree(dependent, depth: depth + 1) }
    }
    let rest = namespace.reasons.count - Self.limit
    if rest > 0 { lines.append("\(indent)and \(rest) more") }
    return lines
  }

  private func words(_ reason: Reason) -> String {
    guard let pid = reason.pid, let process = snapshot.process(pid: pid) else { return "\(reason)" }
    return "\(reason), \(process.command.isEmpty ? process.name : process.command)"
      + " (\(snapshot.userName(process.uid)))"
  }

  /// The namespace below that a reason speaks of.
  private func dependent(_ reason: Reason) -> Namespace? {
    switch reason {
    case .holder(.child(let id)), .holder(.owned(let id)): snapshot.namespace(id)
    default: nil
    }
  }

  /// What has to happen, without the reasons that go with others: those of descendants are theirs.
  private func ends(of namespace: Namespace) -> [String] {
    var seen: Set<String> = []
    var ends: [String] = []
    func add(_ namespace: Namespace) {
      for reason in namespace.reasons {
        if let dependent = dependent(reason) {
          add(dependent)
        } else if seen.insert(reason.end).inserted {
          ends.append(reason.end)
        }
      }
    }
    add(namespace)
    guard ends.count > Self.limit else { return ends }
    return ends.prefix(Self.limit) + ["and \(ends.count - Self.limit) more"]
  }

  /// The reasons as an object, those of descendants below them.
  package var json: JSONValue {
    [
      "namespace": .string(namespace.id.description), "initial": .bool(namespace.isInitial),
      "keptAliveBy": .array(reasons(of: namespace)),
    ]
  }

  private func reasons(of namespace: Namespace) -> [JSONValue] {
    namespace.reasons.map { reason in
      var object = reason.json.object
      if let dependent = dependent(reason) {
        object["keptAliveBy"] = .array(reasons(of: dependent))
      } else {
        object["endsWhen"] = .string(reason.end)
      }
      return .object(object)
    }
  }
}

extension Reason {
  /// What ends the reason; for a descendant, that it goes.
  var end: String {
    switch self {
    case .process(let pid): "process \(pid) ends or joins another namespace"
    case .holder(.thread(let pid, let tid)): "thread \(tid) of process \(pid) ends"
    case .holder(.forChildren(_, let tid)): "task \(tid) ends or chooses another for its children"
    case .holder(.descriptor(let pid, let tid, let fd)):
      "\(Self.owner(pid, tid)) closes descriptor \(fd)"
    case .holder(.socket(let pid, let tid, let fd)):
      "\(Self.owner(pid, tid)) closes socket \(fd)"
    case .holder(.mount(let path, let inode)): "\(path) is unmounted in mnt:[\(inode)]"
    case .holder(.child(let id)), .holder(.owned(let id)): "\(id) goes"
    }
  }
}
