internal import Localization
public import Namespaces

/// A column of `heya list`, and what namespaces can be sorted by.
public enum NamespaceColumn: String, CaseIterable, Sendable {
  case kind
  case inode
  case id
  case procs
  case pid
  case user
  case command
  case owner
  case parent
  case names
  case alive

  /// The columns that are shown when none are asked for.
  public static let standard: [NamespaceColumn] = [.kind, .inode, .procs, .pid, .user, .command]

  /// What stands in the column.
  public var meaning: String {
    switch self {
    case .kind: "the kind"
    case .inode: "the inode number, as in net:[4026531833]"
    case .id: "the 64-bit id that the kernel never reuses (Linux 6.18)"
    case .procs: "how many processes are members"
    case .pid: "the member with the lowest pid"
    case .user: "the user of that member, or who made a namespace without members"
    case .command: "the command line of that member, or what keeps the namespace alive"
    case .owner: "the user namespace that owns it"
    case .parent: "the namespace above it"
    case .names: "the names of its pins"
    case .alive: "everything that keeps it alive"
    }
  }

  /// How the column is laid out.
  public var layout: Table.Column {
    switch self {
    case .inode, .id, .procs, .pid: Table.Column(rawValue.uppercased(), isNumeric: true)
    default: Table.Column(rawValue.uppercased())
    }
  }

  /// The text for a namespace.
  public func text(_ namespace: Namespace, in snapshot: Snapshot) -> String {
    let first = namespace.members.first.flatMap { snapshot.process(pid: $0) }
    switch self {
    case .kind: return namespace.kind.name
    case .inode: return String(namespace.id.inode)
    case .id: return namespace.id.unique.map { String($0) } ?? "-"
    case .procs: return String(namespace.members.count)
    case .pid: return first.map { String($0.pid) } ?? "-"
    case .user:
      let uid = first?.uid ?? namespace.ownerUID
      return uid.map { snapshot.userName($0) } ?? "-"
    case .command: return first.map(Self.command) ?? Self.remark(namespace, in: snapshot)
    case .owner: return namespace.owner?.description ?? "-"
    case .parent:
      if case .namespace(let parent) = namespace.parent { return parent.description }
      return "-"
    case .names: return namespace.names.joined(separator: ",")
    case .alive:
      return namespace.reasonGroups.map { $0.words(in: snapshot)[.english] }.joined(separator: ", ")
    }
  }

  /// Whether the first namespace comes before the second when sorted by this column.
  public func precedes(_ first: Namespace, _ second: Namespace, in snapshot: Snapshot) -> Bool {
    switch self {
    case .kind: first.id < second.id
    case .inode: first.id.inode < second.id.inode
    case .id: (first.id.unique ?? 0) < (second.id.unique ?? 0)
    case .procs: first.members.count < second.members.count
    case .pid: (first.members.first ?? .max) < (second.members.first ?? .max)
    default: text(first, in: snapshot) < text(second, in: snapshot)
    }
  }

  private static func command(_ process: ProcessRecord) -> String {
    process.command.isEmpty ? "[\(process.name)]" : process.command
  }

  private static func remark(_ namespace: Namespace, in snapshot: Snapshot) -> String {
    let groups = namespace.reasonGroups
    guard let first = groups.first else { return "(nothing seen that keeps it alive)" }
    let words = first.words(in: snapshot)[.english]
    return "(\(words))" + (groups.count > 1 ? " and \(groups.count - 1) more" : "")
  }
}
