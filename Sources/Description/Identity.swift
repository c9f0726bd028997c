package import Localization
package import Namespaces

/// What people know an object by: a container, a pod or a unit, a pin, else the first process.
package enum Identity: Sendable, Hashable {
  /// The host itself, or where that is out of view the place of heya.
  case host(Text)

  /// A container, a sandbox or a unit, and how many more have the same namespace.
  case container(Container, others: Int)

  /// All containers of a pod or a project, by its name.
  case group(Container.Group)

  /// A namespace that was given a name by a bind mount.
  case pin(String)

  /// A process.
  case process(ProcessRecord)

  /// Something that only others keep alive.
  case kept(Text)
}

extension Identity {
  /// What a namespace is known by.
  package init(of described: Described<Namespace>) {
    let (namespace, index) = (described.object, described.index)
    if let whose = index.whose(namespace) {
      self = .host(whose)
      return
    }
    let containers = index.containers(in: namespace)
    if let owner = containers.first(where: { $0.sharing[namespace.kind] == .own })
      ?? containers.first, !owner.isNamed(after: namespace)
    {
      let isShared = containers.count > 1
      if isShared, let group = owner.group, containers.allSatisfy({ $0.group == group }) {
        self = .group(group)
      } else {
        self = .container(owner, others: containers.count - 1)
      }
    } else if let name = namespace.names.first {
      self = .pin(name)
    } else if let first = described.first {
      self = .process(first)
    } else {
      self = .kept(namespace.reasonToLive)
    }
  }

  /// The name, such as `web (docker)`.
  package var words: Text {
    switch self {
    case .host(let words), .kept(let words): words
    case .container(let container, let others):
      others > 0
        ? Text(verbatim: "\(container.label) +\(others)") : Text(verbatim: container.label)
    case .group(let group):
      Text("\(group.name) (\(group.kind.words))")
    case .pin(let name): Text(verbatim: name)
    case .process(let process): Text("\(process.shownName) (\(process.pid))")
    }
  }

  /// Whether somebody gave the name, so that it stands out from a mere process.
  package var isGiven: Bool {
    switch self {
    case .container, .group, .pin: true
    case .host, .process, .kept: false
    }
  }
}

extension Container {
  /// The name with what made it, such as `web (docker)`.
  package var label: String { "\(name) (\(runtime))" }

  /// Whether it is nothing but the pin of a namespace, which that tells better itself.
  fileprivate func isNamed(after namespace: Namespace) -> Bool {
    namespace.names.contains(name)
  }
}

extension SnapshotIndex {
  /// Whose a namespace is that counts as the host's: the host's or, where that is out of view,
  /// heya's own; nil for every other.
  package func whose(_ namespace: Namespace) -> Text? {
    if namespace.isInitial { return .hostOwn }
    let isOwn = snapshot.observer.links[namespace.kind] == namespace.id.inode
    guard isOwn, !hasInitial(namespace.kind) else { return nil }
    return snapshot.viewLimits.isEmpty ? .hostOwn : .observerOwn
  }
}

extension Text {
  /// Whose a namespace is.
  package static let hostOwn = Text("the host's")

  /// Whose a namespace is that stands for the host's.
  package static let observerOwn = Text("heya's own")
}

extension Described {
  /// A namespace by its number, and whose it is.
  func words(_ id: NamespaceID) -> Text {
    guard let namespace = snapshot.namespace(id) else { return Text(verbatim: id.description) }
    let identity = Identity(of: other(namespace))
    switch identity {
    case .process, .kept: return Text(verbatim: id.description)
    default: return [Text(verbatim: id.description), identity.words].joined(separator: "  ")
    }
  }

  /// A process by its name and its number, also the one that it has inside.
  func words(_ process: ProcessRecord) -> Text {
    let (name, pid, inside) = (process.name, process.pid, process.innermostPID)
    if process.nestedPIDs.isEmpty { return Text("\(name) (\(pid))") }
    return Text("\(name) (\(pid), inside \(inside))")
  }

  /// A user by name and number.
  func user(_ uid: UInt32) -> Text {
    Text(verbatim: snapshot.users[uid].map { "\($0) (\(uid))" } ?? String(uid))
  }
}
