public import Kernel
public import Namespaces
internal import Procfs

/// Finds the containers of a snapshot, and remembers them: a process is looked into once, when it is
/// new and lives in other namespaces than its parent and the host.
///
/// Nothing is asked of any engine, nor started: what the kernel says decides, and what the runtimes
/// keep on disk adds names. Files are read with distrust, see ``Container``; still it belongs on a
/// background thread.
public struct ContainerFinder: Sendable {
  private let files: HostFiles
  private var known: [ContainerID: Container] = [:]
  private var verdicts: [ProcessID: Verdict] = [:]
  private let cgroups: CgroupFiles
  private var turn = 0

  /// What could not be read at the last look though it was there, each with its reason.
  public private(set) var notes: [Unseen] = []

  /// Finds containers of the host whose root directory is `root`; tests have others than `/`.
  ///
  /// - Throws: what open(2) says of the directory.
  public init(root: String = "/") throws(Errno) {
    files = try HostFiles(root: root)
    cgroups = CgroupFiles(files)
  }

  /// What was found out about a process that made namespaces.
  private struct Verdict {
    var container: ContainerID
    var name: String
    var links: NamespaceLinks
  }

  /// The containers of `snapshot`, by runtime, group and name.
  public mutating func containers(in snapshot: Snapshot) -> [Container] {
    let host = snapshot.hostLinks
    let makers = snapshot.makers(host: host)
    forgetTheGone(in: snapshot, makers: makers)

    let evidence = Evidence(snapshot: snapshot, host: host, files: files)
    let fresh = makers.map { snapshot.processes[$0] }.filter { verdicts[$0.id] == nil }
      .sorted { ($0.startTicks, $0.pid) < ($1.startTicks, $1.pid) }
    for process in fresh { judge(process, evidence) }
    for process in fresh where verdicts[process.id] == nil { judgePlain(process, evidence) }
    if !fresh.isEmpty { notes = evidence.notes }

    measure()
    var containers = Array(known.values)
    containers += namedNetworks(in: snapshot)
    settle(&containers, snapshot, host)
    return containers.sorted { $0.sortKey < $1.sortKey }
  }

  /// Drops what ended or changed since the last look, and all that was concluded from it.
  private mutating func forgetTheGone(in snapshot: Snapshot, makers: [Int]) {
    var alive: Set<ProcessID> = []
    for index in makers { alive.insert(snapshot.processes[index].id) }
    var doubtful: Set<ContainerID> = []
    for (id, verdict) in verdicts {
      // A process that made namespaces may become another program afterwards.
      if alive.contains(id), let process = snapshot.process(id), process.links == verdict.links,
        process.name == verdict.name
      {
        continue
      }
      doubtful.insert(verdict.container)
    }
    for (id, container) in known {
      let lives = container.initProcess.map { snapshot.process($0) != nil } ?? false
      // A runtime writes its files about when it starts the process.
      let isUnwritten = container.sources[.name] == nil && snapshot.taken - container.started < 10
      if !lives || isUnwritten { doubtful.insert(id) }
    }
    if doubtful.isEmpty { return }
    for id in doubtful { known[id] = nil }
    verdicts = verdicts.filter { !doubtful.contains($0.value.container) }
  }

  private mutating func judge(_ process: ProcessRecord, _ evidence: Evidence) {
    for recogniser in recognisers {
      guard let container = recogniser.recognise(process, evidence) else { continue }
      if let earlier = known[container.id], !corrects(container, earlier) {
        let isSame = earlier.namespaces == process.links
        // Whoever made further rooms inside made something of its own there.
        guard recogniser.coversDescendants || isSame || earlier.initProcess == process.id else {
          continue
        }
      } else {
        admit(container, process, evidence)
      }
      verdicts[process.id] = Verdict(
        container: container.id, name: process.name, links: process.links)
      return
    }
  }

  /// Whether a recogniser now says which process is the first one, and it is another than thought.
  private func corrects(_ container: Container, _ earlier: Container) -> Bool {
    guard let first = container.initProcess else { return false }
    return first != earlier.initProcess
  }

  /// Judges what no runtime claims: a visitor lives wholly in namespaces of others, all others made
  /// a room.
  private mutating func judgePlain(_ process: ProcessRecord, _ evidence: Evidence) {
    let foreign = evidence.ownKinds(of: process).filter { kind in
      !known.values.contains { $0.namespaces[kind] == process.links[kind] }
    }
    guard !foreign.isEmpty, let container = Unshare().recognise(process, evidence) else { return }
    admit(container, process, evidence)
    verdicts[process.id] = Verdict(
      container: container.id, name: process.name, links: process.links)
  }

  /// Adds what the kernel knows of every container.
  private mutating func admit(
    _ container: Container, _ process: ProcessRecord, _ evidence: Evidence
  ) {
    var container = container.visible
    var first = process
    if let id = container.initProcess, let process = evidence.snapshot.process(id),
      !process.links.isEmpty
    {
      first = process
    } else {
      container.sources[.process] = "/proc/\(process.pid)/ns"
    }
    container.initProcess = first.id
    container.namespaces = first.links
    container.user = evidence.userName(of: container.uid)
    let booted = evidence.snapshot.taken - evidence.snapshot.uptime
    container.started = booted + Double(first.startTicks) / 100
    container.cgroup =
      evidence.cgroups(of: first.pid).lazy
      .compactMap { container.id.ownCgroup(in: $0) }.first
    known[container.id] = container
  }

  /// Reads again what changes while a container lives, of some containers in each look.
  private mutating func measure() {
    let ids = known.values.filter { $0.cgroup != nil }.map(\.id)
      .sorted { ($0.runtime, $0.id) < ($1.runtime, $1.id) }
    let perLook = 64
    for offset in 0..<min(perLook, ids.count) {
      let id = ids[(turn + offset) % ids.count]
      guard let path = known[id]?.cgroup else { continue }
      known[id]?.memory = cgroups.memory(of: path)
      let status = known[id]?.status
      guard status == .running || status == .paused else { continue }
      let isFrozen = cgroups.isFrozen(path)
      known[id]?.status = isFrozen ? .paused : .running
      known[id]?.sources[.status] = isFrozen ? "the freezer of \(path)" : nil
    }
    turn = ids.isEmpty ? 0 : (turn + perLook) % ids.count
  }

  /// The networks that have a name and no process of their own.
  private func namedNetworks(in snapshot: Snapshot) -> [Container] {
    snapshot.namespaces(of: .net).compactMap { namespace in
      guard namespace.members.isEmpty, var container = NamedNetwork.container(of: namespace),
        known[container.id] == nil
      else { return nil }
      container.status = .empty
      container.namespaces[.net] = namespace.id.inode
      return container.visible
    }
  }

  /// Says who lives where, and who shares what with whom.
  private func settle(
    _ containers: inout [Container], _ snapshot: Snapshot, _ host: NamespaceLinks
  ) {
    // The elder of two that share a namespace brought it along.
    containers.sort { ($0.started, $0.id.description) < ($1.started, $1.id.description) }
    var owners: [UInt32: Int] = [:]
    var heads: [ProcessID: Int] = [:]
    var positions: [ContainerID: Int] = [:]
    for (index, container) in containers.enumerated() {
      positions[container.id] = index
      if let id = container.initProcess { heads[id] = index }
      for kind in NamespaceKind.allCases {
        let inode = container.namespaces[kind]
        if inode != 0, inode != host[kind], owners[inode] == nil { owners[inode] = index }
      }
    }
    for (id, verdict) in verdicts { heads[id] = positions[verdict.container] }

    let residents = Residents(of: snapshot, host: host, heads: heads, owners: owners)
    for (index, home) in residents.home.enumerated() where home >= 0 {
      containers[home].members.append(snapshot.processes[index].pid)
    }
    for index in containers.indices {
      for kind in NamespaceKind.allCases {
        let inode = containers[index].namespaces[kind]
        if inode == 0 { continue }
        if inode == host[kind] {
          containers[index].sharing[kind] = .host
        } else if let owner = owners[inode], owner != index {
          containers[index].sharing[kind] = .container(containers[owner].id)
        } else {
          containers[index].sharing[kind] = .own
        }
      }
      guard let id = containers[index].initProcess, let first = snapshot.process(id),
        let parent = snapshot.processIndex(pid: first.parent)
      else { continue }
      let home = residents.home[parent]
      if home >= 0, home != index { containers[index].outer = containers[home].id }
    }
  }
}

extension Snapshot {
  /// The host's namespaces: the initial ones where they are known, else those of process 1, which
  /// only a privileged observer sees, else the observer's own.
  var hostLinks: NamespaceLinks {
    var links = process(pid: 1).flatMap { $0.links.isEmpty ? nil : $0.links } ?? observer.links
    for namespace in namespaces where namespace.isInitial {
      links[namespace.kind] = namespace.id.inode
    }
    return links
  }

  /// The positions of the processes that live in other namespaces than the host, and in others than
  /// their parent.
  fileprivate func makers(host: NamespaceLinks) -> [Int] {
    var makers: [Int] = []
    for index in processes.indices {
      let process = processes[index]
      if process.links.isEmpty || host.has(process.links) || process.isKernelThread { continue }
      if let parent = processIndex(pid: process.parent), !processes[parent].links.isEmpty,
        processes[parent].links.has(process.links)
      {
        continue
      }
      makers.append(index)
    }
    return makers
  }
}

extension ContainerID {
  /// The part of a cgroup's path that ends with the component which bears this id; nil when the
  /// cgroup belongs to something else.
  fileprivate func ownCgroup(in path: String) -> String? {
    let components = path.split(separator: "/")
    let last = components.lastIndex { component in
      component == id
        || [".\(id)", "-\(id)", "-\(id).scope"].contains { component.hasSuffix($0) }
    }
    if id == path { return path }
    return last.map { "/" + components[...$0].joined(separator: "/") }
  }
}

extension Container {
  /// The container with all text in its visible form.
  fileprivate var visible: Container {
    var container = self
    container.id.id = String(visible: id.id)
    container.name = String(visible: name)
    container.image = image.map(String.init(visible:))
    container.rootfs = rootfs.map(String.init(visible:))
    container.group = group.map { Group(kind: $0.kind, name: String(visible: $0.name)) }
    container.labels = labels.map {
      Label(key: String(visible: $0.key), value: String(visible: $0.value))
    }
    container.sources = sources.mapValues(String.init(visible:))
    return container
  }

  fileprivate var sortKey: (String, String, String, Double) {
    (runtime, group?.name ?? "", name, started)
  }
}
