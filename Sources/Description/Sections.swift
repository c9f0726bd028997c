package import Localization
package import Namespaces

extension Described<Namespace> {
  /// What a page tells of the namespace, what decides first.
  package var sections: [FactSection] {
    let keys = [
      "identity", "kind", "procs", "first", "command", "name", "owner", "parent", "owner_uid",
      "initial", "cpu", "memory", "age", "inode", "id",
    ]
    return [
      FactSection(Text(verbatim: object.id.description), NamespaceFields.all.lines(keys, self)),
      FactSection(
        .fromHere,
        snapshot.permissions(on: object).map { permission in
          FactLine(
            permission.operation.words, permission.words,
            target: permission.authority.map { .namespace($0) })
        }),
    ]
  }
}

extension Described<ProcessRecord> {
  /// What a page tells of the process.
  package var sections: [FactSection] { sections(.process(object.pid), object.links) }

  /// What a page tells of a thread of the process that is in other namespaces.
  package func sections(of thread: DivergentThread) -> [FactSection] {
    sections(.task(object.pid, thread.tid), thread.links)
  }

  private func sections(_ title: Text, _ links: NamespaceLinks) -> [FactSection] {
    [
      FactSection(
        [title, Text(verbatim: object.name)].joined(separator: "  "),
        ProcessFields.all.lines(Self.keys, self) + containerLine),
      namespaces(links),
    ]
  }

  private static let keys = [
    "command", "inside", "ppid", "user", "state", "threads", "age", "cpu", "memory",
  ]

  private var containerLine: [FactLine] {
    index.container(of: object.pid).map { container in
      [
        FactLine(
          Text("container"), Text(verbatim: container.label),
          target: .container(container.id), field: "container")
      ]
    } ?? []
  }

  /// The namespaces of a task, each with whose it is.
  package func namespaces(_ links: NamespaceLinks) -> FactSection {
    if object.linksAreHidden {
      let words: Text = snapshot.observer.uid == 0 ? .hiddenFromRoot : .hiddenNamespaces
      return FactSection(.namespacesTitle, [FactLine(.noLabel, words)])
    }
    let parent = snapshot.process(pid: object.parent)?.links
    let lines = NamespaceKind.allCases.map { kind -> FactLine in
      let inode = links[kind]
      if inode == 0 { return FactLine(Text(verbatim: kind.name), .notReadable) }
      let namespace = snapshot.namespace(inode: inode)
      let whose: Text? =
        if let host = namespace.flatMap({ index.whose($0) }) {
          host
        } else if parent?[kind] == inode {
          .sameAsParent
        } else {
          namespace.map { Identity(of: other($0)) }.flatMap { $0.isGiven ? $0.words : .itsOwn }
        }
      let children = links.forChildren(kind).map { inode in
        Text("children will live in \(kind):[\(inode)]")
      }
      return FactLine(
        Text(verbatim: kind.name), [Text(verbatim: String(inode)), whose, children],
        target: namespace.map { .namespace($0.id) })
    }
    return FactSection(.namespacesTitle, lines)
  }
}

extension Described<Container> {
  /// What a page tells of the container, and whence each fact is known.
  package var sections: [FactSection] {
    let keys = [
      "runtime", "status", "image", "group", "user", "run_by", "pid", "procs", "age", "cpu",
      "cpu_seconds", "memory", "cgroup", "rootfs", "container_id",
    ]
    return [
      FactSection(
        Text(verbatim: "\(object.runtime):\(object.name)"),
        maker + ContainerFields.all.lines(keys, self)),
      namespaces,
      FactSection(
        .labels, object.labels.map { FactLine(.noLabel, Text(verbatim: "\($0.key)=\($0.value)")) }),
      FactSection(.sources, sources),
    ].filter { !$0.lines.isEmpty }
  }

  /// What no engine knows by a name is called what it is.
  private var maker: [FactLine] {
    guard object.form == .namespaces, object.started > 0 else { return [] }
    let (runtime, user) = (object.runtime, snapshot.userName(of: object))
    let age = "\(Age(seconds: snapshot.taken - object.started))"
    return [
      FactLine(
        .noLabel,
        Text("made by \(runtime), by \(user), \(age) ago"))
    ]
  }

  /// The eight namespaces of the container, each with whose it is.
  private var namespaces: FactSection {
    let lines = NamespaceKind.allCases.compactMap { kind -> FactLine? in
      let inode = object.namespaces[kind]
      guard inode != 0, let sharing = object.sharing[kind] else { return nil }
      let namespace = snapshot.namespace(inode: inode)
      let whose =
        switch sharing {
        case .own: Text.itsOwn
        case .host: namespace.flatMap { index.whose($0) } ?? .hostOwn
        case .container(let id):
          Text(verbatim: snapshot.containers.first { $0.id == id }?.name ?? id.description)
        }
      return FactLine(
        Text(verbatim: kind.name), [Text(verbatim: String(inode)), whose],
        target: namespace.map { .namespace($0.id) })
    }
    return FactSection(.namespacesTitle, lines)
  }

  /// Where each fact came from, in the order of the facts.
  private var sources: [FactLine] {
    Container.Fact.allCases.compactMap { fact in
      if let source = object.sources[fact] { return FactLine(fact.words, Text(verbatim: source)) }
      let isSummed = !object.members.isEmpty && (fact == .cpu || fact == .memory)
      switch fact {
      case .name: return FactLine(fact.words, Text("the beginning of its id"))
      case _ where isSummed: return FactLine(fact.words, .counted(false))
      default: return nil
      }
    }
  }
}

extension Container.Fact {
  /// What the fact is called: the title of its field.
  fileprivate var words: Text {
    switch self {
    case .started: ContainerFields.title("age")
    case .id: ContainerFields.title("container_id")
    case .name: ContainerFields.title("container")
    case .process: ContainerFields.title("pid")
    case .labels: .labels
    case .group, .image, .status, .user, .rootfs, .namespaces, .cpu, .memory:
      ContainerFields.title(rawValue)
    }
  }
}

extension ContainerFields {
  fileprivate static func title(_ key: String) -> Text {
    all.first { $0.key == key }?.title ?? Text(verbatim: key)
  }
}

extension Text {
  fileprivate static let labels = Text("labels")
  package static let sources = Text("where that is known from")
  fileprivate static let namespacesTitle = Text("namespaces")
  fileprivate static let notReadable = Text("not readable")
  fileprivate static let sameAsParent = Text("as its parent")
  fileprivate static let itsOwn = Text("its own")
  fileprivate static let hiddenNamespaces = Text(
    """
    The kernel does not say: it takes the same user or CAP_SYS_PTRACE (ptrace(2)). Start heya as \
    root to see them.
    """)
  fileprivate static let hiddenFromRoot = Text(
    """
    The kernel does not say, although heya is root: it takes CAP_SYS_PTRACE in the process's user \
    namespace, and all capabilities that the process has (ptrace(2)).
    """)
}
