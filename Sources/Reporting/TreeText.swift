internal import Canvas
public import Namespaces
internal import Wording

/// The tree kind, namespace, processes as lines of text.
public struct TreeText: Sendable {
  private let snapshot: Snapshot
  private let isASCII: Bool
  private var marks: Marks { isASCII ? .ascii : .unicode }

  /// The namespaces and the processes that pass the filter; nil without one.
  private let chosen: (namespaces: Set<NamespaceID>, processes: Set<Int32>)?

  /// The marks that draw the branches.
  private struct Marks: Sendable {
    var branch: String
    var last: String
    var trunk: String
    var gap: String

    static let unicode = Marks(branch: "├─ ", last: "└─ ", trunk: "│  ", gap: "   ")
    static let ascii = Marks(branch: "|- ", last: "`- ", trunk: "|  ", gap: "   ")
  }

  /// A line and those below it.
  private struct Node {
    var text: String

    /// Whether it stays even when nothing below it does.
    var passes = true
    var children: [Node] = []

    /// The line without what does not pass; nil when it leads to nothing that does.
    var chosen: Node? {
      var node = self
      node.children = children.compactMap(\.chosen)
      return passes || !node.children.isEmpty ? node : nil
    }
  }

  /// What stands at the top of the tree.
  public enum Order: String, CaseIterable, Sendable {
    /// Kind, namespace, processes.
    case kind

    /// The user namespaces, with the namespaces that each owns.
    case owner

    /// The pid namespaces, with their processes.
    case pid

    /// The processes, with the namespaces that are not their parent's.
    case process
  }

  /// Creates the tree of a snapshot, with a `filter` of what that is true of and what is above
  /// it; with `ascii` of nothing but ASCII, names included.
  ///
  /// A namespace that passes keeps its processes: each is in a namespace of every kind, so that most
  /// questions about namespaces are true of all. Only in the order of processes they are asked.
  public init(_ snapshot: Snapshot, filter: Filter? = nil, ascii: Bool = false) {
    self.snapshot = snapshot
    chosen = filter.map { filter in
      let answers = FilterAnswers(to: filter, about: snapshot)
      let namespaces = zip(snapshot.namespaces, answers.namespaces).filter(\.1).map(\.0.id)
      let processes = zip(snapshot.processes, answers.processes).filter(\.1).map(\.0.pid)
      return (Set(namespaces), Set(processes))
    }
    isASCII = ascii
  }

  /// The tree as lines.
  public func lines(by order: Order = .kind) -> [String] {
    let roots =
      switch order {
      case .kind: kinds()
      case .owner: owners()
      case .pid: pidNamespaces()
      case .process: processes()
      }
    var lines: [String] = []
    for root in roots.compactMap(\.chosen) {
      lines.append(root.text)
      append(root.children, indent: "", to: &lines)
    }
    return isASCII ? lines.map { $0.nearestASCII } : lines
  }

  private func append(_ nodes: [Node], indent: String, to lines: inout [String]) {
    for (index, node) in nodes.enumerated() {
      let isLast = index == nodes.count - 1
      lines.append(indent + (isLast ? marks.last : marks.branch) + node.text)
      append(node.children, indent: indent + (isLast ? marks.gap : marks.trunk), to: &lines)
    }
  }

  // MARK: The orders

  private func kinds() -> [Node] {
    NamespaceKind.allCases.compactMap { kind in
      let namespaces = snapshot.namespaces(of: kind)
        .filter(passes)
      if namespaces.isEmpty { return nil }
      return Node(
        text: "\(kind) (\(namespaces.count))",
        children: namespaces.map { namespace in
          Node(text: title(namespace), children: members(namespace) + holders(namespace))
        })
    }
  }

  private func owners() -> [Node] {
    hierarchy(of: .user) { user in
      let owned = snapshot.namespaces.filter { $0.owner == user.id && $0.kind != .user }
      return owned.map { Node(text: title($0), passes: passes($0)) }
    }
  }

  private func pidNamespaces() -> [Node] {
    hierarchy(of: .pid) { passes($0) ? members($0) : [] }
  }

  private func processes() -> [Node] {
    forest(snapshot.processes, passes: passes) { process in
      let changed = changes(process).map(\.description).joined(separator: " ")
      return changed.isEmpty ? title(process) : "\(title(process))  \(changed)"
    }
  }

  /// The namespaces of a hierarchical kind, each with what `content` gives before its children.
  private func hierarchy(of kind: NamespaceKind, content: (Namespace) -> [Node]) -> [Node] {
    let namespaces = snapshot.namespaces(of: kind)
    var children: [NamespaceID: [Namespace]] = [:]
    var roots: [Namespace] = []
    for namespace in namespaces {
      if case .namespace(let parent) = namespace.parent {
        children[parent, default: []].append(namespace)
      } else {
        roots.append(namespace)
      }
    }
    func node(_ namespace: Namespace) -> Node {
      Node(
        text: title(namespace), passes: passes(namespace),
        children: content(namespace) + (children[namespace.id] ?? []).map(node))
    }
    return roots.map(node)
  }

  /// Processes below their parents.
  private func forest(
    _ processes: [ProcessRecord], passes: (ProcessRecord) -> Bool = { _ in true },
    text: (ProcessRecord) -> String
  ) -> [Node] {
    let pids = Set(processes.map(\.pid))
    let children = Dictionary(grouping: processes) { pids.contains($0.parent) ? $0.parent : 0 }
    func nodes(below parent: Int32) -> [Node] {
      (children[parent] ?? []).map {
        Node(text: text($0), passes: passes($0), children: nodes(below: $0.pid))
      }
    }
    return nodes(below: 0)
  }

  private func members(_ namespace: Namespace) -> [Node] {
    forest(namespace.members.compactMap { snapshot.process(pid: $0) }, text: title)
  }

  private func holders(_ namespace: Namespace) -> [Node] {
    namespace.holderGroups.compactMap { group in
      switch group.first {
      // What every namespace with descendants has says nothing in a tree; sockets go with members.
      case .child, .owned, .socket: return nil
      default:
        let reason = ReasonGroup(
          first: .holder(group.first), mountNamespaces: group.mountNamespaces)
        return Node(text: "(\(reason.words(in: snapshot).english))")
      }
    }
  }

  private func passes(_ namespace: Namespace) -> Bool {
    chosen?.namespaces.contains(namespace.id) ?? true
  }

  private func passes(_ process: ProcessRecord) -> Bool {
    chosen?.processes.contains(process.pid) ?? true
  }

  // MARK: Texts

  private func title(_ namespace: Namespace) -> String {
    var parts = [namespace.id.description]
    if namespace.isInitial { parts.append("initial") }
    parts += namespace.names
    parts.append(Words.processes(namespace.members.count).english)
    return parts.joined(separator: "  ")
  }

  private func title(_ process: ProcessRecord) -> String {
    let command = process.command.isEmpty ? "[\(process.name)]" : process.command
    let inside = process.nestedPIDs.map { "→\($0)" }.joined()
    return "\(process.pid)\(inside) \(snapshot.userName(process.uid)) \(command)"
  }

  /// The namespaces that a process does not share with its parent.
  private func changes(_ process: ProcessRecord) -> [NamespaceID] {
    guard let parent = snapshot.process(pid: process.parent) else { return [] }
    return NamespaceKind.allCases.compactMap { kind in
      let inode = process.links[kind]
      return inode != 0 && parent.links[kind] != 0 && inode != parent.links[kind]
        ? snapshot.namespace(inode: inode)?.id : nil
    }
  }
}
