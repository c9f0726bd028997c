package import Namespaces

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
package struct Filter: Sendable, Hashable {
  /// What was written.
  package var text: String

  let root: Node

  indirect enum Node: Sendable, Hashable {
    case and(Node, Node)
    case or(Node, Node)
    case not(Node)
    case flag(Flag)
    case comparison(FieldKey, Operator, String)
  }

  /// The words that are a question by themselves.
  package enum Flag: String, Sendable, CaseIterable {
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
  package init(parsing text: String) throws(FilterError) {
    self.text = text
    var parser = FilterParser(text)
    root = try parser.parse()
  }

  /// Whether the answer for a namespace is yes; fields of containers ask for those that are in it,
  /// and nobody's namespace is the host's.
  package func matches(_ namespace: Described<Namespace>) -> Bool {
    evaluate(root) {
      $0.values(of: namespace)
    } flag: {
      $0.holds(for: namespace.object)
    }
  }

  /// Whether the answer for a process is yes; fields of namespaces and of containers ask for any
  /// that it lives in.
  package func matches(_ process: Described<ProcessRecord>) -> Bool {
    evaluate(root) {
      $0.values(of: process)
    } flag: { flag in
      process.snapshot.linkedNamespaces(process.object.links).contains { flag.holds(for: $0) }
    }
  }

  /// Whether the answer for a container is yes; fields of namespaces ask for any of its namespaces
  /// that is not the host's, fields of processes for any that lives in it.
  package func matches(_ container: Described<Container>) -> Bool {
    evaluate(root) {
      $0.values(of: container)
    } flag: { flag in
      container.snapshot.linkedNamespaces(container.object).contains { flag.holds(for: $0) }
    }
  }

  // MARK: Answering

  private func evaluate(
    _ node: Node, values: (FieldKey) -> [FieldValue], flag: (Flag) -> Bool
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
