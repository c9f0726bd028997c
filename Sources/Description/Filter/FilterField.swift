import Namespaces

extension FieldKey {
  /// Of what the field is asked first; of all else by who belongs to what.
  enum Subject: Sendable {
    case process
    case namespace
    case container
  }

  /// Of what the field is asked first: what a namespace says only of those in it is theirs.
  var subject: Subject {
    if let namespace, !namespace.isForEmpty { return .namespace }
    return process != nil ? .process : .container
  }

  /// What the field is for a namespace; several values where several members have one.
  func values(of namespace: Described<Namespace>) -> [FieldValue] {
    switch subject {
    case .namespace: self.namespace?.value(namespace).elements ?? []
    case .process:
      namespace.object.members.compactMap { namespace.snapshot.process(pid: $0) }
        .flatMap { values(ofMember: namespace.other($0)) }
    case .container:
      namespace.index.containers(in: namespace.object)
        .flatMap { container?.value(namespace.other($0)).elements ?? [] }
    }
  }

  /// What the field is for a process; several values where its namespaces differ in it.
  func values(of process: Described<ProcessRecord>) -> [FieldValue] {
    if self.process != nil { return values(ofMember: process) }
    if subject == .container {
      return process.index.container(of: process.object.pid)
        .flatMap { container?.value(process.other($0)).elements } ?? []
    }
    return process.snapshot.linkedNamespaces(process.object.links)
      .flatMap { values(of: process.other($0)) }
  }

  /// What the field is for a container; several values where its namespaces or members differ in
  /// it.
  func values(of container: Described<Container>) -> [FieldValue] {
    if let own = self.container, self.process == nil || isOfWhole {
      return own.value(container).elements
    }
    if process != nil {
      return container.object.members.compactMap { container.snapshot.process(pid: $0) }
        .flatMap { values(ofMember: container.other($0)) }
    }
    return container.snapshot.linkedNamespaces(container.object)
      .flatMap { values(of: container.other($0)) }
  }

  /// What the field is for one member of a namespace or a container.
  func values(ofMember process: Described<ProcessRecord>) -> [FieldValue] {
    self.process?.value(process).elements ?? []
  }

  /// Whether a container answers for itself what its members could answer too: what it uses as a
  /// whole and who it runs as, but not which PIDs it has.
  private var isOfWhole: Bool { key != "pid" }
}

extension Snapshot {
  /// The namespaces that links lead to.
  func linkedNamespaces(_ links: NamespaceLinks) -> [Namespace] {
    NamespaceKind.allCases.compactMap { namespace(inode: links[$0]) }
  }

  /// The namespaces of a container that are not the host's.
  func linkedNamespaces(_ container: Container) -> [Namespace] {
    linkedNamespaces(container.namespaces).filter {
      container.namespaces[$0.kind] == $0.id.inode && container.sharing[$0.kind] != .host
    }
  }
}
