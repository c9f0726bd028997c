package import JSONCoding
package import Localization
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
  package func lines(in language: Language) -> [String] { words.map { $0[language] } }

  private var words: [Text] {
    let id = namespace.id
    if namespace.isInitial {
      return [
        Text("\(id) is initial: it lasts as long as the host runs.")
      ]
    }
    guard !namespace.reasons.isEmpty else {
      return [
        Text(
          """
          \(id) is alive, and nothing was seen that keeps it: a process out of view, or a \
          descriptor on its way through a unix socket.
          """)
      ] + caveat
    }
    let title = Text("\(id) is kept alive by")
    let end = Text("It goes when all of this has happened:")
    return [title] + tree(namespace, depth: 1) + [end]
      + ends(of: namespace).map { $0.indented(1) } + caveat
  }

  /// What the observer's own namespaces may hide of the reasons.
  private var caveat: [Text] {
    let viewLimits = snapshot.holderLimits
    if viewLimits.isEmpty { return [] }
    return [.unseenHolders] + viewLimits.map { $0.words.indented(1) }
  }

  private func tree(_ namespace: Namespace, depth: Int) -> [Text] {
    var lines: [Text] = []
    let groups = namespace.reasonGroups
    for group in groups.prefix(Self.limit) {
      lines.append(words(group).indented(depth))
      if let dependent = dependent(group.first) { lines += tree(dependent, depth: depth + 1) }
    }
    let rest = groups.count - Self.limit
    if rest > 0 { lines.append(Text.andMore(rest).indented(depth)) }
    return lines
  }

  private func words(_ group: ReasonGroup) -> Text {
    let reason = group.first
    guard let pid = reason.pid, let process = snapshot.process(pid: pid) else {
      return group.words(in: snapshot)
    }
    let command = process.command.isEmpty ? process.name : process.command
    let user = snapshot.userName(process.uid)
    return Text("\(reason.words), \(command) (\(user))")
  }

  /// The namespace below that a reason speaks of.
  private func dependent(_ reason: Reason) -> Namespace? {
    switch reason {
    case .holder(.child(let id)), .holder(.owned(let id)): snapshot.namespace(id)
    default: nil
    }
  }

  /// What has to happen, without the reasons that go with others: those of descendants are theirs.
  private func ends(of namespace: Namespace) -> [Text] {
    var seen: Set<Text> = []
    var ends: [Text] = []
    func add(_ namespace: Namespace) {
      for group in namespace.reasonGroups {
        let end = end(of: group)
        if let dependent = dependent(group.first) {
          add(dependent)
        } else if seen.insert(end).inserted {
          ends.append(end)
        }
      }
    }
    add(namespace)
    guard ends.count > Self.limit else { return ends }
    return ends.prefix(Self.limit) + [.andMore(ends.count - Self.limit)]
  }

  private func end(of group: ReasonGroup) -> Text {
    guard group.mountNamespaces.count > 1, case .holder(.mount(let path, _)) = group.first else {
      return group.first.end
    }
    let places = snapshot.mountPlaces(group.mountNamespaces)
    return Text("\(path) is unmounted in \(places)")
  }

  /// The reasons as an object, those of descendants below them.
  package var json: JSONValue {
    [
      "namespace": .string(namespace.id.description), "initial": .bool(namespace.isInitial),
      "mayHideHolders": .bool(snapshot.mayHideHolders),
      "keptAliveBy": .array(reasons(of: namespace)),
    ]
  }

  private func reasons(of namespace: Namespace) -> [JSONValue] {
    namespace.reasons.map { reason in
      var object = reason.json.object
      if let dependent = dependent(reason) {
        object["keptAliveBy"] = .array(reasons(of: dependent))
      } else {
        object["endsWhen"] = .string(reason.end[.english])
      }
      return .object(object)
    }
  }
}

extension Reason {
  /// What ends the reason; for a descendant, that it goes.
  var end: Text {
    switch self {
    case .process(let pid):
      return Text("process \(pid) ends or joins another namespace")
    case .holder(.thread(let pid, let tid)):
      let thread = Text.task(pid, tid)
      return Text("\(thread) ends")
    case .holder(.forChildren(_, let tid)):
      return Text("task \(tid) ends or chooses another for its children")
    case .holder(.descriptor(let pid, let tid, let fd)):
      let owner = Text.task(pid, tid)
      return Text("\(owner) closes descriptor \(fd)")
    case .holder(.socket(let pid, let tid, let fd)):
      let owner = Text.task(pid, tid)
      return Text("\(owner) closes socket \(fd)")
    case .holder(.mount(let path, let inode)):
      return Text("\(path) is unmounted in mnt:[\(inode)]")
    case .holder(.child(let id)), .holder(.owned(let id)):
      return Text("\(id) goes")
    }
  }
}

extension Text {
  fileprivate static func andMore(_ count: Int) -> Text {
    Text("and \(count) more")
  }

  fileprivate func indented(_ depth: Int) -> Text {
    [Text(verbatim: String(repeating: "  ", count: depth)), self].joined(separator: "")
  }
}
