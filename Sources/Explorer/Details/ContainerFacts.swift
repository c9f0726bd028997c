package import Localization
package import Namespaces

/// What is known of a container, and whence: for the details, and for those who ask without them.
package struct ContainerFacts {
  private let container: Container
  private let snapshot: Snapshot
  private let language: Language
  private let load: ContainerLoad

  /// What is said of the share of a processor: the number with its curve, or why there is none.
  private let cpu: String?

  /// Gathers the facts of a container that was looked at once.
  package init(_ container: Container, in snapshot: Snapshot, _ language: Language) {
    self.init(
      container, in: snapshot, language, ContainerLoad(of: container, in: snapshot), cpu: nil)
  }

  init(
    _ container: Container, in snapshot: Snapshot, _ language: Language, _ load: ContainerLoad,
    cpu: String?
  ) {
    self.container = container
    self.snapshot = snapshot
    self.language = language
    self.load = load
    self.cpu = cpu
  }

  /// The facts as sections, the first without a title.
  package var sections: [DetailSection] {
    [
      DetailSection(title: "", lines: identity + use + places), namespaces,
      DetailSection(
        title: Text.labels[language],
        lines: container.labels.map { DetailLine("", "\($0.key)=\($0.value)") }),
      DetailSection(title: Text.sources[language], lines: sources),
    ].filter { !$0.lines.isEmpty }
  }

  private func line(_ label: Text, _ value: String, _ target: ObjectID? = nil) -> DetailLine {
    DetailLine(label[language], value, target: target)
  }

  private var identity: [DetailLine] {
    let user = snapshot.userName(of: container)
    let age = "\(Age(seconds: snapshot.taken - container.started))"
    var lines: [DetailLine] = []
    // What no engine knows by a name is called what it is.
    if container.form == .namespaces, container.started > 0 {
      lines.append(
        line(.sentence, Text.made(by: container.runtime, by: user, ago: age)[language]))
    }
    lines.append(line(.runtime, container.runtime))
    lines.append(line(.state, container.status.words[language]))
    if let image = container.image { lines.append(line(.image, image)) }
    if let group = container.group {
      lines.append(line(.group, "\(group.name)  (\(group.kind.words[language]))"))
    }
    // Whoever pinned a namespace that nobody is in is not known.
    if container.initProcess != nil {
      lines.append(line(.user, user))
      if let runner = snapshot.runner(of: container) { lines.append(line(.runBy, runner)) }
    }
    if let first = container.initProcess {
      let name = snapshot.process(first).map { "\($0.name) (\($0.pid))" } ?? String(first.pid)
      lines.append(line(.firstProcess, name, .process(first)))
    }
    lines.append(line(.members, Text.processes(container.members.count)[language]))
    if container.started > 0 { lines.append(line(.age, age)) }
    return lines
  }

  private var use: [DetailLine] {
    func counted(_ isCounted: Bool) -> String {
      (isCounted ? Text.countedByCgroup : .summed)[language]
    }
    var lines: [DetailLine] = []
    if let cpu {
      lines.append(line(.cpu, load.cpu == nil ? cpu : "\(cpu)  \(counted(load.isCPUCounted))"))
    }
    if let processor = container.processor {
      let seconds = Double(processor.microseconds) / 1_000_000
      let text = Text.seconds("\(Decimal(seconds, places: 2))")[language]
      lines.append(line(.cpuTime, "\(text)  \(counted(true))"))
    }
    let limit = container.memory?.limit.map { " / \(Bytes(value: Double($0)))" } ?? ""
    if load.memory > 0 {
      let text = "\(Bytes(value: load.memory))\(limit)"
      lines.append(line(.memory, "\(text)  \(counted(load.isMemoryCounted))"))
    }
    return lines
  }

  private var places: [DetailLine] {
    var lines: [DetailLine] = []
    if let cgroup = container.cgroup { lines.append(line(.cgroup, cgroup)) }
    if let rootfs = container.rootfs { lines.append(line(.rootfs, rootfs)) }
    return lines + [line(.identity, container.id.id)]
  }

  /// Whose a namespace is that is not the container's; where the host's is out of view, heya's.
  private func hostWords(_ inode: UInt32) -> Text {
    let isInitial = snapshot.namespace(inode: inode)?.isInitial ?? false
    return isInitial || snapshot.viewLimits.isEmpty ? .hostOwn : .observerOwn
  }

  /// The eight namespaces of a container, each with whose it is.
  private var namespaces: DetailSection {
    let lines = NamespaceKind.allCases.compactMap { kind -> DetailLine? in
      let inode = container.namespaces[kind]
      guard inode != 0, let sharing = container.sharing[kind] else { return nil }
      let whose =
        switch sharing {
        case .own: Text.itsOwn[language]
        case .host: hostWords(inode)[language]
        case .container(let id):
          snapshot.containers.first { $0.id == id }?.name ?? id.description
        }
      let target = snapshot.namespace(inode: inode).map { ObjectID.namespace($0.id) }
      return DetailLine(kind.name, "\(inode)  \(whose)", target: target)
    }
    return DetailSection(title: Text.namespacesTitle[language], lines: lines)
  }

  /// Where each fact came from, in the order of the facts.
  private var sources: [DetailLine] {
    Container.Fact.allCases.compactMap { fact in
      if let source = container.sources[fact] { return line(fact.words, source) }
      let isSummed = !container.members.isEmpty && (fact == .cpu || fact == .memory)
      switch fact {
      case .name: return line(fact.words, Text.beginningOfID[language])
      case _ where isSummed: return line(fact.words, Text.summed[language])
      default: return nil
      }
    }
  }
}

extension DetailFacts {
  /// What is known of a container, with how busy it has been.
  func facts(of container: Container) -> [DetailSection] {
    let load = viewModel.load(of: container)
    let cpu = load.cpu.map { cpu in
      self.cpu(cpu, history.minute(of: .container(container.id), columns: 20))
    }
    return ContainerFacts(
      container, in: viewModel.snapshot, language, load, cpu: cpu ?? unmeasured
    ).sections
  }
}
