extension Filter {
  /// What can be compared with a value.
  public enum Field: String, Sendable, CaseIterable {
    /// The kind: user, cgroup, ipc, uts, net, pid, mnt or time.
    case kind

    /// The inode number.
    case inode

    /// The 64-bit id that is never reused.
    case id

    /// A process that is a member.
    case pid

    /// The user name of a member; of a container, of its first process.
    case user

    /// The user id of a member; of a container, of its first process.
    case uid

    /// The name of a member.
    case comm

    /// The command line of a member.
    case command

    /// How many processes are members.
    case procs

    /// The owning user namespace, as in `user:[4026531837]`.
    case owner

    /// The parent namespace.
    case parent

    /// The name of a pin.
    case name

    /// The state letter of a member.
    case state

    /// The name of a container.
    case container

    /// The image of a container.
    case image

    /// What made a container, such as `podman`.
    case runtime

    /// With whom a container shares its namespace of a kind: `host-net`, `container-net`.
    case shares
  }
}

extension Filter.Field {
  /// Of what the field is told first; of all else by who belongs to what.
  enum Subject: Sendable {
    case process
    case namespace
    case container
  }

  /// Of what the field is told first.
  var subject: Subject {
    switch self {
    case .pid, .user, .uid, .comm, .command, .state: .process
    case .kind, .inode, .id, .procs, .owner, .parent, .name: .namespace
    case .container, .image, .runtime, .shares: .container
    }
  }

  /// The values that ``shares`` can have.
  package static var sharings: [String] {
    ["host", "container"].flatMap { whose in
      NamespaceKind.allCases.map { "\(whose)-\($0.name)" }
    }
  }

  /// What the field is for a namespace; several values where several members have one.
  func values(_ namespace: Namespace, _ snapshot: Snapshot) -> [String] {
    switch self {
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
        .flatMap { values(ofMember: $0, snapshot) }
    case .container, .image, .runtime, .shares:
      return snapshot.containers.filter { $0.hasNamespace(namespace) }.flatMap(values(of:))
    }
  }

  /// What the field is for a process; several values where its namespaces differ in it.
  func values(_ process: ProcessRecord, _ snapshot: Snapshot) -> [String] {
    switch self {
    case .pid, .user, .uid, .comm, .command, .state: values(ofMember: process, snapshot)
    case .container, .image, .runtime, .shares:
      snapshot.containers.first { $0.members.containsSorted(process.pid) }.map(values(of:)) ?? []
    default: snapshot.linkedNamespaces(process.links).flatMap { values($0, snapshot) }
    }
  }

  /// What the field is for a container; several values where its namespaces or members differ in
  /// it.
  func values(_ container: Container, _ snapshot: Snapshot) -> [String] {
    switch self {
    case .user: [snapshot.userName(of: container)]
    case .uid: [String(snapshot.uid(of: container))]
    case .procs: [String(container.members.count)]
    case .pid, .comm, .command, .state:
      container.members.compactMap { snapshot.process(pid: $0) }
        .flatMap { values(ofMember: $0, snapshot) }
    case .container, .image, .runtime, .shares: values(of: container)
    default: snapshot.linkedNamespaces(container).flatMap { values($0, snapshot) }
    }
  }

  /// What the field is for one member of a namespace or a container.
  func values(ofMember process: ProcessRecord, _ snapshot: Snapshot) -> [String] {
    switch self {
    case .pid: [String(process.pid)]
    case .user: [snapshot.userName(process.uid)]
    case .uid: [String(process.uid)]
    case .comm: [process.name]
    case .command: [process.command]
    case .state: [process.state.description]
    default: []
    }
  }

  private func values(of container: Container) -> [String] {
    switch self {
    case .container: [container.name]
    case .image: container.image.map { [$0] } ?? []
    case .runtime: [container.runtime]
    case .shares:
      NamespaceKind.allCases.compactMap { kind in
        switch container.sharing[kind] {
        case .host: "host-\(kind.name)"
        case .container: "container-\(kind.name)"
        case .own, nil: nil
        }
      }
    default: []
    }
  }
}

extension Snapshot {
  /// The namespaces that links lead to.
  func linkedNamespaces(_ links: NamespaceLinks) -> [Namespace] {
    NamespaceKind.allCases.compactMap { namespace(inode: links[$0]) }
  }

  /// The namespaces of a container that are not the host's.
  func linkedNamespaces(_ container: Container) -> [Namespace] {
    linkedNamespaces(container.namespaces).filter { container.hasNamespace($0) }
  }
}

extension Container {
  /// Whether it is in that namespace, and the namespace is not the host's.
  fileprivate func hasNamespace(_ namespace: Namespace) -> Bool {
    namespaces[namespace.kind] == namespace.id.inode && sharing[namespace.kind] != .host
  }
}

extension [Int32] {
  /// Whether a number is among these, which ascend.
  fileprivate func containsSorted(_ number: Int32) -> Bool {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == number
  }
}
