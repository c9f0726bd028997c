package import JSONCoding
package import Localization
package import Namespaces

/// What is known of a process, or of a thread that lives apart from it.
package struct ProcessFacts: Sendable {
  private let process: ProcessRecord
  private let thread: DivergentThread?
  private let snapshot: Snapshot

  /// Gathers the facts.
  package init(_ process: ProcessRecord, thread: DivergentThread? = nil, in snapshot: Snapshot) {
    self.process = process
    self.thread = thread
    self.snapshot = snapshot
  }

  private var links: NamespaceLinks { thread?.links ?? process.links }

  /// The facts as sections.
  package var sections: [FactSection] {
    [FactSection(title, identity), FactSection(Text("namespaces"), namespaceLines)]
  }

  private var title: Text {
    [Text.task(process.pid, thread?.tid), Text(verbatim: process.name)].joined(separator: "  ")
  }

  private var identity: [FactLine] {
    var lines = [
      FactLine(
        Text("command"),
        Text(verbatim: process.command.isEmpty ? "[\(process.name)]" : process.command)),
      FactLine(
        Text("user"), Text(verbatim: "\(snapshot.userName(process.uid)) (\(process.uid))")),
    ]
    if let parent = snapshot.process(pid: process.parent) {
      lines.append(
        FactLine(
          .parent, Text(verbatim: "\(parent.pid) \(parent.name)"), target: .process(pid: parent.pid)
        ))
    }
    if !process.nestedPIDs.isEmpty {
      let inside = process.nestedPIDs.map { String($0) }
      lines.append(
        FactLine(
          Text("pid inside"),
          inside.joined(separator: Text(", then "))))
    }
    let threads = Text.threads(Int(process.threads))
    let age = Age(seconds: snapshot.age(of: process))
    return lines + [
      FactLine(
        Text("state"),
        Text("\(process.state), \(threads)")),
      FactLine(Text("age"), Text(verbatim: "\(age)")),
    ]
  }

  private var namespaceLines: [FactLine] {
    if process.linksAreHidden {
      let reason = Text("hidden: it takes the same user or CAP_SYS_PTRACE to see (ptrace(2))")
      return [FactLine(.noLabel, reason)]
    }
    let parent = snapshot.process(pid: process.parent)?.links
    return NamespaceKind.allCases.filter { links[$0] != 0 }.map { kind in
      let inode = links[kind]
      let whose =
        snapshot.namespace(inode: inode)?.isInitial == true
        ? Text("initial")
        : parent?[kind] == inode ? Text("its parent's") : nil
      let children = links.forChildren(kind).map { inode in
        Text("children will live in \(kind):[\(inode)]")
      }
      return FactLine(
        Text(verbatim: kind.name), [Text(verbatim: "\(kind):[\(inode)]"), whose, children],
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

extension Text {
  static let parent = Text("parent")
}
