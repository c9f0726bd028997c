internal import Localization
internal import Namespaces

/// The facts of one snapshot, as the texts of one language say them.
struct ArticleFactValues {
  private(set) var values: [ArticleFact: String] = [:]
  private let snapshot: Snapshot
  private let language: Language

  /// Gathers the facts for a text on `subject` from `snapshot`, and from it about `object`, the
  /// namespace or process that was asked about.
  init(snapshot: Snapshot, subject: Subject, object: ExplainedObject?, language: Language) {
    self.snapshot = snapshot
    self.language = language
    addHost()
    addMovers()
    addHolders()
    addOwners()
    addContainers()
    if let kind = subject.kind { addKind(kind) }
    addNetworks()
    switch object {
    case .namespace(let id): if let namespace = snapshot.namespace(id) { addObject(namespace) }
    case .process(let id): if let process = snapshot.process(id) { addObject(process, subject) }
    case nil: break
    }
  }

  private mutating func addHost() {
    values[.host] = snapshot.host
    values[.kernel] = snapshot.kernel
    values[.processes] = "\(snapshot.processes.count)"
    values[.namespaces] = "\(snapshot.namespaces.count)"
  }

  private mutating func addMovers() {
    var movers = 0
    var best: (process: ProcessRecord, parent: ProcessRecord, kinds: [NamespaceKind])?
    for process in snapshot.processes where !process.isKernelThread {
      guard let parent = snapshot.process(pid: process.parent) else { continue }
      let kinds = process.links.kinds(differingFrom: parent.links)
      if kinds.isEmpty { continue }
      movers += 1
      if kinds.count > best?.kinds.count ?? 0 { best = (process, parent, kinds) }
    }
    values[.movers] = "\(movers)"
    guard let best else { return }
    values[.mover] = best.process.label
    values[.moverParent] = best.parent.label
    values[.moverKinds] = list(best.kinds)
  }

  private mutating func addKind(_ kind: NamespaceKind) {
    let namespaces = snapshot.namespaces(of: kind)
    values[.count] = "\(namespaces.count)"
    if let initial = namespaces.first(where: \.isInitial) {
      values[.initial] = "\(initial.id)"
      values[.initialMembers] = processes(initial.members.count)
    }
    if let own = snapshot.namespace(inode: snapshot.observer.links[kind]) {
      values[.yours] = "\(own.id)"
    }
    guard let example = example(of: kind) else { return }
    values[.example] = "\(example.id)"
    values[.exampleMembers] = processes(example.members.count)
    values[.exampleUID] = example.ownerUID.map { "\($0)" }
    guard let process = firstMember(of: example) else { return }
    values[.exampleProcess] = process.label
    if !process.nestedPIDs.isEmpty { values[.examplePIDs] = numbers(of: process) }
  }

  private mutating func addNetworks() {
    values[.netCount] = "\(snapshot.namespaces(of: .net).count)"
    if let own = snapshot.namespace(inode: snapshot.observer.links[.net]) {
      values[.netYours] = "\(own.id)"
    }
    if let example = example(of: .net) {
      values[.netExample] = "\(example.id)"
      values[.netExampleProcess] = firstMember(of: example)?.label
    }
  }

  private mutating func addHolders() {
    var pins = 0
    var held = 0
    for namespace in snapshot.namespaces {
      for holder in namespace.holders {
        switch holder {
        case .mount(let path, _):
          if pins == 0 {
            (values[.pinPath], values[.pinNamespace]) = (path.description, "\(namespace.id)")
          }
          pins += 1
        case .descriptor(let pid, _, _):
          if held == 0 {
            values[.heldProcess] = snapshot.process(pid: pid)?.label
            values[.heldNamespace] = "\(namespace.id)"
          }
          held += 1
        default: break
        }
      }
    }
    values[.pins] = "\(pins)"
    values[.held] = "\(held)"
  }

  private mutating func addOwners() {
    values[.users] = "\(snapshot.namespaces(of: .user).count)"
    if let own = snapshot.namespace(inode: snapshot.observer.links[.user]) {
      values[.userYours] = "\(own.id)"
    }
    var owned: [NamespaceID: Int] = [:]
    for namespace in snapshot.namespaces {
      if let owner = namespace.owner, namespace.kind != .user { owned[owner, default: 0] += 1 }
    }
    let most = snapshot.namespaces(of: .user).filter { !$0.isInitial }
      .max { owned[$0.id] ?? 0 < owned[$1.id] ?? 0 }
    guard let most, let number = owned[most.id], let uid = most.ownerUID else { return }
    values[.ownerExample] = "\(most.id)"
    values[.ownerUID] = "\(uid)"
    values[.ownerOwned] = otherNamespaces(number)
  }

  private mutating func addContainers() {
    let all = snapshot.processes.filter { process in
      process.nestedPIDs.last == 1 && own(process).contains(.mnt)
    }
    values[.containers] = "\(all.count)"
    guard let best = all.max(by: { own($0).count < own($1).count }) else { return }
    values[.container] = best.label
    values[.containerOwn] = list(own(best))
    values[.containerShared] = list(shared(best))
  }

  private mutating func addObject(_ namespace: Namespace) {
    values[.object] = "\(namespace.id)"
    values[.objectMembers] = members(namespace.members.count)
    values[.objectProcess] = firstMember(of: namespace)?.label
    values[.objectOwner] = namespace.owner.map { "\($0)" }
    values[.objectUID] = namespace.ownerUID.map { "\($0)" }
    if case .namespace(let parent) = namespace.parent { values[.objectParent] = "\(parent)" }
    values[.objectHolders] = holders(of: namespace)
  }

  private mutating func addObject(_ process: ProcessRecord, _ subject: Subject) {
    if own(process).isEmpty {
      values[.processPlain] = process.label
    } else {
      values[.process] = process.label
      values[.processOwn] = list(own(process))
      values[.processShared] = list(shared(process)) ?? "-"
    }
    values[.processPIDs] = numbers(of: process)
    if let kind = subject.kind, let namespace = snapshot.namespace(inode: process.links[kind]) {
      addObject(namespace)
    }
  }

  /// The namespace that shows a kind best: the one with most members that neither the kernel made
  /// nor the observer is in.
  private func example(of kind: NamespaceKind) -> Namespace? {
    snapshot.namespaces(of: kind)
      .filter { namespace in
        !namespace.isInitial && !namespace.members.isEmpty
          && namespace.id.inode != snapshot.observer.links[kind]
      }
      .max { $0.members.count < $1.members.count }
  }

  private func firstMember(of namespace: Namespace) -> ProcessRecord? {
    namespace.members.first.flatMap { snapshot.process(pid: $0) }
  }

  /// The kinds in which a process is not in the initial namespace.
  private func own(_ process: ProcessRecord) -> [NamespaceKind] {
    NamespaceKind.allCases.filter { kind in
      guard let namespace = snapshot.namespace(inode: process.links[kind]) else { return false }
      return !namespace.isInitial
    }
  }

  private func shared(_ process: ProcessRecord) -> [NamespaceKind] {
    NamespaceKind.allCases.filter { kind in
      snapshot.namespace(inode: process.links[kind])?.isInitial ?? false
    }
  }
}

extension ArticleFactValues {
  private func list(_ kinds: [NamespaceKind]) -> String? {
    kinds.isEmpty ? nil : join(kinds.map(\.name))
  }

  private func join(_ items: [String]) -> String {
    items.joined(separator: .comma)[language]
  }

  private func processes(_ number: Int) -> String {
    Text(number, one: "\(number) process", other: "\(number) processes", context: "article")[
      language]
  }

  private func otherNamespaces(_ number: Int) -> String {
    Text(
      number, one: "\(number) other namespace", other: "\(number) other namespaces",
      context: "article")[language]
  }

  private func members(_ number: Int) -> String {
    Text(number, one: "\(number) member", other: "\(number) members", context: "article")[language]
  }

  private func numbers(of process: ProcessRecord) -> String {
    ([process.pid] + process.nestedPIDs).map { "\($0)" }.joined(separator: " → ")
  }

  private func holders(of namespace: Namespace) -> String? {
    var counts: [(name: Text, count: Int)] = Self.holderNames.map { ($0, 0) }
    for holder in namespace.holders {
      let place =
        switch holder {
        case .mount: 0
        case .descriptor: 1
        case .socket: 2
        case .thread: 3
        case .forChildren: 4
        case .child: 5
        case .owned: 6
        }
      counts[place].count += 1
    }
    let present = counts.filter { $0.count > 0 }
    return present.isEmpty ? nil : join(present.map { "\($0.name[language]): \($0.count)" })
  }

  private static let holderNames = [
    Text("pins"),
    Text("descriptors"),
    Text("sockets"),
    Text("threads"),
    Text("processes whose children will live in it"),
    Text("namespaces below"),
    Text("owned namespaces"),
  ]
}

extension ProcessRecord {
  /// How a text names a process, such as `nginx (4242)`.
  fileprivate var label: String { "\(name) (\(pid))" }
}

extension NamespaceLinks {
  /// The kinds in which two processes are known to be in different namespaces.
  func kinds(differingFrom other: NamespaceLinks) -> [NamespaceKind] {
    NamespaceKind.allCases.filter { kind in
      self[kind] != other[kind] && self[kind] != 0 && other[kind] != 0
    }
  }
}
