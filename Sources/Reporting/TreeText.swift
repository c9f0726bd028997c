internal import Canvas
public import Namespaces

/// The tree kind, namespace, processes as lines of text.
public struct TreeText: Sendable {
  private let snapshot: Snapshot
  private let isASCII: Bool
  private var marks: Marks { isASCII ? .ascii : .unicode }

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
    var children: [Node] = []
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

  /// Creates the tree of a snapshot; with `ascii` of nothing but ASCII, names included.
  public init(_ snapshot: Snapshot, ascii: Bool = false) {
    self.snapshot = snapshot
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
    for root in roots {
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
      return owned.map { Node(text: title($0)) }
    }
  }

  private func pidNamespaces() -> [Node] {
    hierarchy(of: .pid) { members($0) }
  }

  private func processes() -> [Node] {
    forest(snapshot.processes) { process in
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
        text: title(namespace),
        children: content(namespace) + (children[namespace.id] ?? []).map(node))
    }
    return roots.map(node)
  }

  /// Processes below their parents.
  private func forest(
    _ processes: [ProcessRecord], text: (ProcessRecord) -> String
  ) -> [Node] {
    let pids = Set(processes.map(\.pid))
    let children = Dictionary(grouping: processes) { pids.contains($0.parent) ? $0.parent : 0 }
    func nodes(below parent: Int32) -> [Node] {
      (children[parent] ?? []).map { Node(text: text($0), children: nodes(below: $0.pid)) }
    }
    return nodes(below: 0)
  }

  private func members(_ namespace: Namespace) -> [Node] {
    forest(namespace.members.compactMap { snapshot.process(pid: $0) }, text: title)
  }

  private func holders(_ namespace: Namespace) -> [Node] {
    namespace.holders.compactMap { holder in
      switch holder {
      // What every namespace with descendants has says nothing in a tree; sockets go with members.
      case .child, .owned, .socket: nil
      default: Node(text: "(\(Reason.holder(holder)))")
      }
    }
  }

  // MARK: Texts

  private func title(_ namespace: Namespace) -> String {
    var parts = [namespace.id.description]
    if namespace.isInitial { parts.append("initial") }
    parts += namespace.names
    let count = namespace.members.count
    parts.append(count == 1 ? "1 process" : "\(count) processes")
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
