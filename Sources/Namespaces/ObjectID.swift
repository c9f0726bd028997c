/// What tells an object that a row can show from every other, across refreshes, sorting and views.
package enum ObjectID: Sendable, Hashable {
  /// A kind of namespace.
  case kind(NamespaceKind)

  /// A namespace.
  case namespace(NamespaceID)

  /// A process.
  case process(ProcessID)

  /// A thread that is in other namespaces than the main thread of its process.
  case thread(ProcessID, tid: Int32)

  /// A container runtime or a group of containers.
  case group(ContainerGroup)

  /// A container.
  case container(ContainerID)

  /// A network interface, by its index in a network namespace.
  case interface(NamespaceID, UInt32)

  /// An entry of the event log, by its number.
  case change(Int)
}

extension ObjectID: CustomStringConvertible {
  /// A short name that needs no snapshot, such as `net:[4026532379]` or `process 42`.
  package var description: String {
    switch self {
    case .kind(let kind): kind.name
    case .namespace(let id): id.description
    case .process(let id): "PID \(id.pid)"
    case .thread(let id, let tid): "TID \(id.pid)/\(tid)"
    case .group(let group): group.name ?? group.runtime
    case .container(let id): id.description
    case .interface(let namespace, let index): "\(namespace) #\(index)"
    case .change(let number): "#\(number + 1)"
    }
  }
}

/// A container runtime, or what containers of one belong to, such as a compose project.
package struct ContainerGroup: Sendable, Hashable {
  /// The runtime, such as `docker`.
  package var runtime: String

  /// The name of the group; nil for the runtime as a whole.
  package var name: String?

  /// Creates a group.
  package init(runtime: String, name: String?) {
    self.runtime = runtime
    self.name = name
  }
}

extension Snapshot {
  /// The process with this pid, as an object; nil when the scan did not see it.
  package func object(pid: Int32) -> ObjectID? { process(pid: pid).map { .process($0.id) } }

  /// The namespace that is called so, as in `net:[4026531833]`; nil when the scan did not see it.
  package func object(called name: String) -> ObjectID? {
    guard case .namespace(_, let inode)? = try? Target(parsing: name) else { return nil }
    return object(inode: inode)
  }

  /// The namespace with this inode number, as an object; nil when the scan did not see it.
  package func object(inode: UInt32) -> ObjectID? {
    namespace(inode: inode).map { .namespace($0.id) }
  }
}
