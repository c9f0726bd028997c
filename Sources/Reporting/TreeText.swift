internal import Canvas
package import Description
internal import Limits
internal import Localization
package import Namespaces

/// The tree kind, namespace, processes as lines of text.
package struct TreeText: Sendable {
  private let index: SnapshotIndex
  private var snapshot: Snapshot { index.snapshot }
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

  /// A line with its place: those below it follow it.
  private struct Row {
    var depth: Int
    var text: String

    /// Whether it stays even when nothing below it does.
    var passes = true
  }

  /// What stands at the top of the tree.
  package enum Order: String, CaseIterable, Sendable {
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
  /// A namespace that passes keeps its processes: each is in a namespace of every kind, so that
  /// most questions about namespaces are true of all. Only in the order of processes they are
  /// asked.
  package init(_ snapshot: Snapshot, filter: Filter? = nil, ascii: Bool = false) {
    let index = SnapshotIndex(snapshot)
    self.index = index
    chosen = filter.map { filter in
      let answers = FilterResults(to: filter, about: index)
      let namespaces = zip(snapshot.namespaces, answers.namespaces).filter(\.1).map(\.0.id)
      let processes = zip(snapshot.processes, answers.processes).filter(\.1).map(\.0.pid)
      return (Set(namespaces), Set(processes))
    }
    isASCII = ascii
  }

  /// The tree as lines.
  ///
  /// Anybody may have thousands of processes each below the other, so that nothing here calls
  /// itself, and lines are indented no further than some levels.
  package func lines(by order: Order = .kind) -> [String] {
    let rows =
      switch order {
      case .kind: kinds()
      case .owner: owners()
      case .pid: pidNamespaces()
      case .process: processes()
      }
    let lines = drawn(chosen(rows))
    return isASCII ? lines.map { $0.nearestASCII } : lines
  }

  /// The rows without what does not pass and leads to nothing that does.
  private func chosen(_ rows: [Row]) -> [Row] {
    if chosen == nil { return rows }
    var isKept = rows.map(\.passes)
    // Whether something is kept right below a row of a depth that is still to come.
    var leads = [Bool](repeating: false, count: (rows.lazy.map(\.depth).max() ?? 0) + 2)
    for index in rows.indices.reversed() {
      let depth = rows[index].depth
      isKept[index] = isKept[index] || leads[depth + 1]
      leads[depth + 1] = false
      if isKept[index] { leads[depth] = true }
    }
    return zip(rows, isKept).filter(\.1).map(\.0)
  }

  /// Draws the branches, from the bottom up: each row needs to know what goes on below it.
  private func drawn(_ rows: [Row]) -> [String] {
    var lines: [String] = []
    lines.reserveCapacity(rows.count)
    // Whether a level has a further row before one of a lesser depth.
    var goesOn = [Bool](repeating: false, count: ReadLimits.treeDepth + 1)
    for row in rows.reversed() {
      let depth = min(row.depth, ReadLimits.treeDepth)
      var line = ""
      for level in 1..<max(1, depth) { line += goesOn[level] ? marks.trunk : marks.gap }
      if depth > 0 { line += goesOn[depth] ? marks.branch : marks.last }
      if row.depth > depth { line += "(level \(row.depth)) " }
      lines.append(line + row.text)
      goesOn[depth] = true
      for level in goesOn.indices.dropFirst(depth + 1) { goesOn[level] = false }
    }
    return lines.reversed()
  }

  // MARK: The orders

  private func kinds() -> [Row] {
    NamespaceKind.allCases.flatMap { kind -> [Row] in
      let namespaces = snapshot.namespaces(of: kind).filter(passes)
      if namespaces.isEmpty { return [] }
      return [Row(depth: 0, text: "\(kind) (\(namespaces.count))")]
        + namespaces.flatMap { namespace in
          [Row(depth: 1, text: title(namespace))] + members(namespace, depth: 2)
            + holders(namespace, depth: 2)
        }
    }
  }

  private func owners() -> [Row] {
    let owned = Dictionary(grouping: snapshot.namespaces.filter { $0.kind != .user }, by: \.owner)
    return hierarchy(of: .user) { user, depth in
      (owned[user.id] ?? []).map { Row(depth: depth, text: title($0), passes: passes($0)) }
    }
  }

  private func pidNamespaces() -> [Row] {
    hierarchy(of: .pid) { passes($0) ? members($0, depth: $1) : [] }
  }

  private func processes() -> [Row] {
    parentTree(snapshot.processes, depth: 0, passes: passes) { process in
      let changed = changes(process).map(\.description).joined(separator: " ")
      return changed.isEmpty ? title(process) : "\(title(process))  \(changed)"
    }
  }

  /// The namespaces of a hierarchical kind, each with what `content` gives, at a depth, before its
  /// children.
  private func hierarchy(
    of kind: NamespaceKind, content: (Namespace, Int) -> [Row]
  ) -> [Row] {
    let namespaces = snapshot.namespaces(of: kind)
    let children = Dictionary(grouping: namespaces) { namespace -> NamespaceID? in
      if case .namespace(let parent) = namespace.parent { parent } else { nil }
    }
    return rows(from: children[nil] ?? [], depth: 0) {
      children[$0.id] ?? []
    } content: {
      [Row(depth: $1, text: title($0), passes: passes($0))] + content($0, $1 + 1)
    }
  }

  /// Processes below their parents.
  private func parentTree(
    _ processes: [ProcessRecord], depth: Int, passes: (ProcessRecord) -> Bool = { _ in true },
    text: (ProcessRecord) -> String
  ) -> [Row] {
    let pids = Set(processes.map(\.pid))
    let children = Dictionary(grouping: processes) { pids.contains($0.parent) ? $0.parent : 0 }
    return rows(from: children[0] ?? [], depth: depth) {
      children[$0.pid] ?? []
    } content: {
      [Row(depth: $1, text: text($0), passes: passes($0))]
    }
  }

  /// The rows that `content` gives for each of `roots` and all `below` them, from a depth on.
  private func rows<Element>(
    from roots: [Element], depth: Int, below: (Element) -> [Element],
    content: (Element, Int) -> [Row]
  ) -> [Row] {
    var rows: [Row] = []
    var waiting = roots.reversed().map { (element: $0, depth: depth) }
    while let (element, depth) = waiting.popLast() {
      rows += content(element, depth)
      waiting += below(element).reversed().map { ($0, depth + 1) }
    }
    return rows
  }

  private func members(_ namespace: Namespace, depth: Int) -> [Row] {
    let members = namespace.members.compactMap { snapshot.process(pid: $0) }
    return parentTree(members, depth: depth, text: title)
  }

  private func holders(_ namespace: Namespace, depth: Int) -> [Row] {
    namespace.holderGroups.compactMap { group in
      switch group.first {
      // What every namespace with descendants has says nothing in a tree; sockets go with members.
      case .child, .owned, .socket: return nil
      default:
        let reason = ReasonGroup(
          first: .holder(group.first), mountNamespaces: group.mountNamespaces)
        return Row(depth: depth, text: "(\(reason.words(in: snapshot)[.english]))")
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
    let identity = Identity(of: Described(namespace, in: index))
    if namespace.isInitial {
      parts.append("initial")
    } else if identity.isGiven {
      parts.append(identity.words[.english])
    }
    parts += namespace.names.filter { identity != .pin($0) }
    parts.append(Text.processes(namespace.members.count)[.english])
    return parts.joined(separator: "  ")
  }

  private func title(_ process: ProcessRecord) -> String {
    let inside = process.nestedPIDs.map { "→\($0)" }.joined()
    return "\(process.pid)\(inside) \(snapshot.userName(process.uid)) \(process.shownCommand)"
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
