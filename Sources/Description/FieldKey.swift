package import Localization
package import Namespaces

/// A field by its name, whatever object it is asked of.
///
/// A namespace that says nothing of it is asked for its first process and for its containers, a
/// process for its container: `heya list --columns kind,comm,image` works as one expects.
package struct FieldKey: Sendable {
  /// The name.
  package let key: String

  let namespace: Field<Namespace>?
  let process: Field<ProcessRecord>?
  let container: Field<Container>?

  private init(_ key: String) {
    self.key = key
    namespace = NamespaceFields.all.first { $0.key == key }
    process = ProcessFields.all.first { $0.key == key }
    container = ContainerFields.all.first { $0.key == key }
  }

  /// All names, those of namespaces first.
  package static let all: [FieldKey] = {
    let keys =
      NamespaceFields.all.map(\.key) + ProcessFields.all.map(\.key) + ContainerFields.all.map(\.key)
    var seen: Set<String> = []
    return keys.filter { seen.insert($0).inserted }.map { FieldKey($0) }
  }()

  private static let byName: [String: FieldKey] = {
    var byName: [String: FieldKey] = [:]
    for key in all {
      let aliases =
        (key.namespace?.aliases ?? []) + (key.process?.aliases ?? [])
        + (key.container?.aliases ?? [])
      for name in [key.key] + aliases where byName[name] == nil { byName[name] = key }
    }
    // A field's own name goes before another's alias.
    for key in all { byName[key.key] = key }
    return byName
  }()

  /// The kind of a namespace, by which lists are ordered.
  package static let kind = FieldKey("kind")

  /// The columns of a list of namespaces when none are asked for.
  package static let ofNamespaces = [
    "kind", "inode", "identity", "procs", "pid", "user", "command",
  ].map { FieldKey($0) }

  /// The columns of a list of containers when none are asked for.
  package static let ofContainers = [
    "runtime", "group", "container", "image", "status", "pid", "age", "user", "shared",
  ].map { FieldKey($0) }

  /// The field of a name, or of another name for the same; nil when there is none.
  package init?(named name: String) {
    guard let found = Self.byName[name] else { return nil }
    self = found
  }

  /// Whether a look that reads no more of the processes than a list of namespaces shows
  /// (`ScanDetail.namespaces`) tells it.
  package var isInList: Bool {
    if let namespace, !namespace.isForEmpty { return !Self.ofMembers.contains(key) }
    return Self.ofFirstProcess.contains(key) || process == nil
  }

  /// What a namespace says of all its members together.
  private static let ofMembers: Set = ["cpu", "memory", "age"]

  /// What such a look reads of the first member of each namespace.
  private static let ofFirstProcess: Set = ["pid", "user", "uid", "command"]

  /// Whether a list of namespaces has to know the containers for it.
  package var tellsOfContainers: Bool {
    key == "identity" || namespace == nil && process == nil
  }

  // MARK: What the entries of the tables agree on

  /// The head of a column.
  package var heading: Text {
    namespace?.heading ?? process?.heading ?? container?.heading ?? Text(verbatim: key)
  }

  /// What it is, in half a sentence.
  package var help: Text {
    namespace?.help ?? process?.help ?? container?.help ?? Text(verbatim: key)
  }

  /// The width of a column in the interface.
  package var width: Int {
    max(namespace?.width ?? 0, process?.width ?? 0, container?.width ?? 0)
  }

  /// Whether the values are numbers.
  package var isNumeric: Bool {
    namespace?.isNumeric ?? process?.isNumeric ?? container?.isNumeric ?? false
  }

  /// The only values that can be asked for; nil where any can.
  package var choices: [String]? {
    namespace?.choices ?? process?.choices ?? container?.choices
  }
}

extension FieldKey: Hashable {
  package static func == (left: FieldKey, right: FieldKey) -> Bool { left.key == right.key }

  package func hash(into hasher: inout Hasher) { hasher.combine(key) }
}

// MARK: What a column says

extension FieldKey {
  /// What a list says of a namespace.
  package func value(_ namespace: Described<Namespace>) -> FieldValue {
    if let own = self.namespace, !own.isForEmpty || namespace.object.members.isEmpty {
      return own.value(namespace)
    }
    if let process, let first = namespace.first { return process.value(namespace.other(first)) }
    guard let container else { return .none }
    let values = namespace.index.containers(in: namespace.object)
      .map { container.value(namespace.other($0)) }.filter { $0 != .none }
    return values.count > 1 ? .list(values) : values.first ?? .none
  }

  /// What a list says of a process.
  package func value(_ process: Described<ProcessRecord>) -> FieldValue {
    if let own = self.process { return own.value(process) }
    guard let container, let owner = process.index.container(of: process.object.pid) else {
      return .none
    }
    return container.value(process.other(owner))
  }

  /// What a list says of a container.
  package func value(_ container: Described<Container>) -> FieldValue {
    if let own = self.container { return own.value(container) }
    guard let process,
      let first = container.object.initProcess.flatMap({ container.snapshot.process($0) })
    else { return .none }
    return process.value(container.other(first))
  }
}
