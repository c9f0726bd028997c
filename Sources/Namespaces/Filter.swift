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

  /// Whether the answer for a namespace of `snapshot` is yes; fields of containers ask for those
  /// whose namespace it is, and nobody's namespace is the host's.
  public func matches(_ namespace: Namespace, in snapshot: Snapshot) -> Bool {
    evaluate(root) {
      $0.values(namespace, snapshot)
    } flag: {
      $0.holds(for: namespace)
    }
  }

  /// Whether the answer for a process of `snapshot` is yes; fields of namespaces and of containers
  /// ask for any that it lives in.
  public func matches(_ process: ProcessRecord, in snapshot: Snapshot) -> Bool {
    evaluate(root) {
      $0.values(process, snapshot)
    } flag: { flag in
      snapshot.linkedNamespaces(process.links).contains { flag.holds(for: $0) }
    }
  }

  /// Whether the answer for a container of `snapshot` is yes; fields of namespaces ask for any of
  /// its namespaces that is not the host's, fields of processes for any that lives in it.
  public func matches(_ container: Container, in snapshot: Snapshot) -> Bool {
    evaluate(root) {
      $0.values(container, snapshot)
    } flag: { flag in
      snapshot.linkedNamespaces(container).contains { flag.holds(for: $0) }
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
}

extension Filter.Flag {
  /// Whether the answer for a namespace is yes.
  func holds(for namespace: Namespace) -> Bool {
    switch self {
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
}
