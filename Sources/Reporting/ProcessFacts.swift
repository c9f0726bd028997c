package import JSON
package import Namespaces

/// What is known of a process, or of a thread that lives apart from it.
package struct ProcessFacts: Sendable {
  private let process: ProcessRecord
  private let thread: StrayThread?
  private let snapshot: Snapshot

  /// Gathers the facts.
  package init(_ process: ProcessRecord, thread: StrayThread? = nil, in snapshot: Snapshot) {
    self.process = process
    self.thread = thread
    self.snapshot = snapshot
  }

  private var links: NamespaceLinks { thread?.links ?? process.links }

  /// The facts as sections.
  package var sections: [FactSection] {
    [FactSection(title, identity), FactSection("lives in", rooms)]
  }

  private var title: String {
    let thread = thread.map { "thread \($0.tid) of " } ?? ""
    return "\(thread)process \(process.pid)  \(process.name)"
  }

  private var identity: [FactLine] {
    var lines = [
      FactLine("command", process.command.isEmpty ? "[\(process.name)]" : process.command),
      FactLine("user", "\(snapshot.userName(process.uid)) (\(process.uid))"),
    ]
    if let parent = snapshot.process(pid: process.parent) {
      lines.append(
        FactLine("parent", "\(parent.pid) \(parent.name)", target: .process(pid: parent.pid)))
    }
    if !process.nestedPIDs.isEmpty {
      let inside = process.nestedPIDs.map { String($0) }.joined(separator: ", then ")
      lines.append(FactLine("pid inside", inside))
    }
    let threads = process.threads == 1 ? "1 thread" : "\(process.threads) threads"
    lines.append(FactLine("state", "\(process.state), \(threads)"))
    lines.append(
      FactLine("age", "\(Age(seconds: snapshot.uptime - Double(process.startTicks) / 100))"))
    return lines
  }

  private var rooms: [FactLine] {
    if process.linksAreHidden {
      return [FactLine("", "hidden: it takes the same user or CAP_SYS_PTRACE to see (ptrace(2))")]
    }
    let parent = snapshot.process(pid: process.parent)?.links
    return NamespaceKind.allCases.filter { links[$0] != 0 }.map { kind in
      let inode = links[kind]
      let whose =
        snapshot.namespace(inode: inode)?.isInitial == true
        ? "initial" : parent?[kind] == inode ? "its parent's" : nil
      let children = links.forChildren(kind).map { "children will live in \(kind):[\($0)]" }
      return FactLine(
        kind.name, ["\(kind):[\(inode)]", whose, children],
        target: .namespace(kind: kind, inode: inode))
    }
  }

  /// The facts as an object.
  package var json: JSONValue {
    var object = process.json.object
    var namespaces = JSONObject()
    for kind in NamespaceKind.allCases where links[kind] != 0 {
      namespaces[kind.name] = .string("\(kind):[\(links[kind])]")
    }
    object["tid"] = thread.map { .integer(Int64($0.tid)) }
    object["namespaces"] = .object(namespaces)
    return .object(object)
  }
}
