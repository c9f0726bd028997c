/// A question with the answer yes or no about a namespace or a process, such as
/// `kind=net and procs>10 and not user=root`.
///
/// The language is the same on the command line and in the interface:
///
///     expression := term { "or" term }
///     term       := factor { ["and"] factor }
///     factor     := "not" factor | "(" expression ")" | flag | field operator value
///     operator   := "=" | "!=" | "~" | "!~" | "<" | "<=" | ">" | ">="
///
/// A value with spaces, parentheses or operators stands in double quotes. `~` asks whether the text
/// contains the value, without regard to case.
public struct Filter: Sendable, Hashable {
  /// What was written.
  public var text: String

  let root: Node

  indirect enum Node: Sendable, Hashable {
    case and(Node, Node)
    case or(Node, Node)
    case not(Node)
    case flag(Flag)
    case comparison(Field, Operator, String)
  }

  /// The words that are a question by themselves.
  public enum Flag: String, Sendable, CaseIterable {
    case pinned
    case empty
    case hidden
    case shared
    case initial

    /// What the flag asks.
    public var meaning: String {
      switch self {
      case .pinned: "a bind mount keeps the namespace alive"
      case .empty: "no process is a member"
      case .hidden: "nothing but descendants or owned namespaces keeps it alive"
      case .shared: "more than one process is a member"
      case .initial: "the kernel made it at boot"
      }
    }
  }

  /// What can be compared with a value.
  public enum Field: String, Sendable, CaseIterable {
    case kind
    case inode
    case id
    case pid
    case user
    case uid
    case comm
    case command
    case procs
    case owner
    case parent
    case name
    case state

    /// Whether it is told of processes, and of a namespace by its members.
    var isOfMembers: Bool {
      switch self {
      case .pid, .user, .uid, .comm, .command, .state: true
      case .kind, .inode, .id, .procs, .owner, .parent, .name: false
      }
    }

    /// What the field is.
    public var meaning: String {
      switch self {
      case .kind: "the kind: user, cgroup, ipc, uts, net, pid, mnt or time"
      case .inode: "the inode number"
      case .id: "the 64-bit id that is never reused"
      case .pid: "a process that is a member"
      case .user: "the user name of a member"
      case .uid: "the user id of a member"
      case .comm: "the name of a member"
      case .command: "the command line of a member"
      case .procs: "how many processes are members"
      case .owner: "the owning user namespace, as in user:[4026531837]"
      case .parent: "the parent namespace"
      case .name: "the name of a pin"
      case .state: "the state letter of a member"
      }
    }
  }

  /// How a field is compared.
  enum Operator: String, Sendable {
    case equal = "="
    case unequal = "!="
    case contains = "~"
    case lacks = "!~"
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="

    /// Whether both sides have to be numbers.
    var isNumeric: Bool {
      switch self {
      case .less, .atMost, .greater, .atLeast: true
      default: false
      }
    }
  }

  /// Reads an expression.
  ///
  /// - Throws: what is wrong, and at which character.
  public init(parsing text: String) throws(FilterError) {
    self.text = text
    var parser = FilterParser(text)
    root = try parser.parse()
  }

  /// Whether the answer for a namespace of `snapshot` is yes.
  public func matches(_ namespace: Namespace, in snapshot: Snapshot) -> Bool {
    evaluate(root) {
      Self.values(of: $0, namespace, snapshot)
    } flag: { flag in
      Self.holds(flag, for: namespace)
    }
  }

  /// Whether the answer for a process of `snapshot` is yes; fields of namespaces ask for any of the
  /// process's.
  public func matches(_ process: ProcessRecord, in snapshot: Snapshot) -> Bool {
    evaluate(root) {
      Self.values(of: $0, process, snapshot)
    } flag: { flag in
      Self.namespaces(of: process, in: snapshot).contains { Self.holds(flag, for: $0) }
    }
  }

  // MARK: Answering

  private func evaluate(
    _ node: Node, values: (Field) -> [String], flag: (Flag) -> Bool
  ) -> Bool {
    switch node {
    case .and(let left, let right):
      return evaluate(left, values: values, flag: flag)
        && evaluate(right, values: values, flag: flag)
    case .or(let left, let right):
      return evaluate(left, values: values, flag: flag)
        || evaluate(right, values: values, flag: flag)
    case .not(let inner): return !evaluate(inner, values: values, flag: flag)
    case .flag(let name): return flag(name)
    case .comparison(let field, let comparison, let value):
      let test = Test(comparison, value)
      return values(field).contains(where: test.holds) != test.isNegated
    }
  }

  static func holds(_ flag: Flag, for namespace: Namespace) -> Bool {
    switch flag {
    case .pinned:
      namespace.holders.contains { if case .mount = $0 { true } else { false } }
    case .empty: namespace.members.isEmpty
    case .hidden:
      namespace.members.isEmpty
        && namespace.holders.allSatisfy {
          switch $0 {
          case .child, .owned: true
          default: false
          }
        }
    case .shared: namespace.members.count > 1
    case .initial: namespace.isInitial
    }
  }

  private static func namespaces(
    of process: ProcessRecord, in snapshot: Snapshot
  ) -> [Namespace] {
    NamespaceKind.allCases.compactMap { snapshot.namespace(inode: process.links[$0]) }
  }

  static func values(
    of field: Field, _ namespace: Namespace, _ snapshot: Snapshot
  ) -> [String] {
    switch field {
    case .kind: return [namespace.kind.name]
    case .inode: return [String(namespace.id.inode)]
    case .id: return namespace.id.unique.map { [String($0)] } ?? []
    case .procs: return [String(namespace.members.count)]
    case .owner: return namespace.owner.map { [$0.description] } ?? []
    case .parent:
      if case .namespace(let parent) = namespace.parent { return [parent.description] }
      return []
    case .name: return namespace.names
    case .pid, .user, .uid, .comm, .command, .state:
      return namespace.members.compactMap { snapshot.process(pid: $0) }
        .flatMap { memberValues(of: field, $0, snapshot) }
    }
  }

  private static func values(
    of field: Field, _ process: ProcessRecord, _ snapshot: Snapshot
  ) -> [String] {
    switch field {
    case .pid, .user, .uid, .comm, .command, .state: memberValues(of: field, process, snapshot)
    default: namespaces(of: process, in: snapshot).flatMap { values(of: field, $0, snapshot) }
    }
  }

  static func memberValues(
    of field: Field, _ process: borrowing ProcessRecord, _ snapshot: Snapshot
  ) -> [String] {
    switch field {
    case .pid: [String(process.pid)]
    case .user: [snapshot.userName(process.uid)]
    case .uid: [String(process.uid)]
    case .comm: [process.name]
    case .command: [process.command]
    case .state: [process.state.description]
    default: []
    }
  }
}
