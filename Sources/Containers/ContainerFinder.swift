internal import Escaping
internal import Limits
public import Namespaces
internal import Procfs
public import SystemCalls

/// Finds the containers of a snapshot, and remembers them: a process is looked into once, when it
/// is new and lives in other namespaces than its parent and the host.
///
/// What the kernel says decides, and what the runtimes keep on disk adds names. An engine is asked
/// at its socket only for a name or an image that is still missing then. Files and sockets are read
/// with distrust, see ``Container``; still it belongs on a background thread.
public struct ContainerFinder: Sendable {
  private let files: HostFiles
  private let sockets: EngineSockets
  private var meter: CgroupMeter
  private var known: [ContainerID: Container] = [:]
  private var verdicts: [ProcessID: Detection] = [:]
  private var networks: [Container] = []
  private var settlement: ContainerSharing?
  private var turn = 0
  private var texts = KeptTexts()

  /// What could not be read at the last look though it was there, each with its reason.
  public internal(set) var notes: [Unseen] = []

  /// Finds containers of the host whose root directory is `root`; tests have others than `/`.
  ///
  /// - Throws: what open(2) says of the directory.
  public init(root: String = "/") throws(Errno) {
    try self.init(root: root) { Host.monotonic }
  }

  /// Finds containers, and measures them with a clock that counts seconds.
  init(root: String, clock: @escaping @Sendable () -> Double) throws(Errno) {
    files = try HostFiles(root: root)
    sockets = EngineSockets(files)
    meter = CgroupMeter(CgroupFiles(files), clock: clock)
  }

  /// How many processes were looked into so far.
  private(set) var judged = 0

  /// What was found out about a process that is in other namespaces than its parent.
  private struct Detection {
    /// What it made them for; nil for a visitor, who joined those of others.
    var container: ContainerID?
    var name: String
    var links: NamespaceLinks

    /// Who pays for what was read about it.
    var uid: UInt32

    /// Whether its user has as many containers as are told apart.
    var isCut = false
  }

  /// Adds to `snapshot` its containers, and what could not be read of them.
  public mutating func find(in snapshot: inout Snapshot) {
    snapshot.containers = containers(in: snapshot)
    snapshot.unseen += notes
  }

  /// The containers of `snapshot`, by runtime, group and name.
  public mutating func containers(in snapshot: Snapshot) -> [Container] {
    let host = snapshot.hostLinks
    let makers = snapshot.makers(host: host)
    if forgetTheGone(in: snapshot, makers: makers) { settlement = nil }
    let fresh = makers.map { snapshot.processes[$0] }.filter { verdicts[$0.id] == nil }
    if !fresh.isEmpty {
      judge(fresh, evidence(of: snapshot))
      settlement = nil
    }
    let networks = namedNetworks(in: snapshot)
    if networks != self.networks { settlement = nil }
    self.networks = networks
    var settlement =
      self.settlement
      ?? ContainerSharing(
        of: Array(known.values) + networks, makers: verdicts.compactMapValues(\.container),
        host: host)
    self.settlement = nil
    measure(&settlement)
    settlement.house(snapshot)
    self.settlement = settlement
    return settlement.containers
  }

  /// What can be found out about the processes of `snapshot`.
  func evidence(of snapshot: Snapshot) -> HostInspector {
    HostInspector(snapshot: snapshot, host: snapshot.hostLinks, files: files, sockets: sockets)
  }

  /// Drops what ended or changed since the last look, and all that was concluded from it; says
  /// whether there was something.
  private mutating func forgetTheGone(in snapshot: Snapshot, makers: [Int]) -> Bool {
    var valid: Set<ProcessID> = []
    for index in makers {
      let process = snapshot.processes[index]
      // A process that made namespaces may become another program afterwards.
      guard let verdict = verdicts[process.id], verdict.links == process.links,
        verdict.name == process.name
      else { continue }
      valid.insert(process.id)
    }
    var doubtful: Set<ContainerID> = []
    if valid.count < verdicts.count {
      for (id, verdict) in verdicts where !valid.contains(id) {
        verdicts[id] = nil
        if let container = verdict.container { doubtful.insert(container) }
      }
    }
    for (id, container) in known {
      let lives = container.initProcess.map { valid.contains($0) || snapshot.process($0) != nil }
      // A runtime writes its files about when it starts the process.
      let isUnwritten = container.sources[.name] == nil && snapshot.taken - container.started < 10
      if lives != true || isUnwritten { doubtful.insert(id) }
    }
    if doubtful.isEmpty { return false }
    for id in doubtful {
      known[id] = nil
      texts.forget(id)
    }
    meter.forget(where: doubtful.contains)
    // Whom a visitor visited may be among them.
    verdicts = verdicts.filter { verdict in
      verdict.value.container.map { !doubtful.contains($0) } ?? false
    }
    return true
  }

  /// Finds out what `fresh` processes made, the eldest first.
  private mutating func judge(_ fresh: [ProcessRecord], _ evidence: HostInspector) {
    var counts: [UserShare: Int] = [:]
    for verdict in verdicts.values where verdict.container != nil {
      counts[UserShare(of: verdict.uid), default: 0] += 1
    }
    let fresh = fresh.sorted { ($0.startTicks, $0.pid) < ($1.startTicks, $1.pid) }
    // The monitor of a container is none itself, also where it has namespaces of its own.
    for process in fresh where !process.isMonitor {
      evidence.ask(for: process)
      let share = UserShare(of: evidence.payerID)
      let limit = share == .root ? ReadLimits.containersOfRoot : ReadLimits.containersOfUser
      if counts[share, default: 0] >= limit {
        verdicts[process.id] = Detection(
          name: process.name, links: process.links, uid: evidence.payerID, isCut: true)
        continue
      }
      counts[share, default: 0] += 1
      judge(process, evidence)
    }
    var claimed: Set<UInt32> = []
    for container in known.values { claimed.formUnion(container.namespaces.inodes) }
    for process in fresh where verdicts[process.id] == nil {
      evidence.ask(for: process)
      judgePlain(process, evidence, &claimed)
    }
    judged += fresh.count
    notes = evidence.notes + cutNotes(evidence)
  }

  /// What was left out of what is known of containers.
  private func cutNotes(_ evidence: HostInspector) -> [Unseen] {
    var uncounted = Cuts()
    for verdict in verdicts.values where verdict.isCut { uncounted.add(verdict.uid) }
    return evidence.notes(on: uncounted, .containers) + evidence.notes(on: texts.cuts, .labels)
  }

  private mutating func judge(_ process: ProcessRecord, _ evidence: HostInspector) {
    for recogniser in recognisers {
      guard var container = recogniser.complete(process, evidence)?.visible else { continue }
      texts.shorten(&container, uid: evidence.payerID)
      let earlier = known[container.id]
      if let earlier, !recogniser.coversDescendants, earlier.uid != container.uid {
        // Anybody may run something by the id of another user's container; only root's is it.
        guard container.uid == 0 else { continue }
        verdicts = verdicts.filter { $0.value.container != container.id }
        admit(container, process, evidence)
      } else if let earlier, !knowsBetter(container, than: earlier) {
        let isSame = earlier.namespaces == process.links
        // Whoever made further rooms inside made something of its own there.
        guard recogniser.coversDescendants || isSame || earlier.initProcess == process.id else {
          continue
        }
      } else {
        admit(container, process, evidence)
      }
      verdicts[process.id] = Detection(
        container: container.id, name: process.name, links: process.links, uid: evidence.payerID)
      return
    }
  }

  /// Whether a recogniser now says which process is the first one, and it is another than thought.
  private func knowsBetter(_ container: Container, than earlier: Container) -> Bool {
    guard let first = container.initProcess else { return false }
    return first != earlier.initProcess
  }

  /// Judges what no runtime claims: a visitor lives wholly in namespaces of others, `claimed`
  /// already, all others made a room.
  private mutating func judgePlain(
    _ process: ProcessRecord, _ evidence: HostInspector, _ claimed: inout Set<UInt32>
  ) {
    let isVisitor =
      monitors(process, evidence.snapshot)
      || evidence.ownKinds(of: process).allSatisfy { claimed.contains(process.links[$0]) }
    let container = isVisitor ? nil : Unshare().recognise(process, evidence)?.visible
    verdicts[process.id] = Detection(
      container: container?.id, name: process.name, links: process.links, uid: evidence.payerID)
    guard let container else { return }
    admit(container, process, evidence)
    claimed.formUnion(process.links.inodes)
  }

  /// Whether a process is the monitor of a container that is known: its parent.
  private func monitors(_ process: ProcessRecord, _ snapshot: Snapshot) -> Bool {
    process.isMonitor
      && known.values.contains { container in
        container.form == .container
          && container.initProcess.flatMap { snapshot.process($0)?.parent } == process.pid
      }
  }

  /// Adds what the kernel knows of every container.
  private mutating func admit(
    _ container: Container, _ process: ProcessRecord, _ evidence: HostInspector
  ) {
    var container = container
    var first = process
    // A file may name any process; it counts when it lives where the one in question does.
    if let id = container.initProcess, let named = evidence.snapshot.process(id),
      evidence.ownKinds(of: process).contains(where: { named.links[$0] == process.links[$0] })
    {
      first = named
    } else {
      container.sources[.process] = "/proc/\(process.pid)/ns"
    }
    container.initProcess = first.id
    container.namespaces = first.links
    if container.sources[.user] == nil { container.sources[.user] = "/proc/\(first.pid)/status" }
    if container.sources[.status] == nil {
      container.sources[.status] = "/proc/\(first.pid)/stat"
    }
    container.user = evidence.userName(of: container.uid).map(String.init(visible:))
    container.started = evidence.snapshot.taken - evidence.snapshot.age(of: first)
    container.sources[.started] = "/proc/\(first.pid)/stat"
    container.sources[.namespaces] = "/proc/\(first.pid)/ns"
    container.cgroup =
      evidence.cgroups(of: first.pid).lazy
      .compactMap { container.id.ownCgroup(in: $0) }.first
    known[container.id] = container
  }

  /// Reads again what changes while a container lives, of some containers in each look.
  private mutating func measure(_ settlement: inout ContainerSharing) {
    let count = settlement.containers.count
    let perLook = min(64, count)
    for offset in 0..<perLook {
      let index = (turn + offset) % count
      let id = settlement.containers[index].id
      guard let path = settlement.containers[index].cgroup, var container = known[id] else {
        continue
      }
      meter.measure(&container, at: path)
      known[id] = container
      settlement.containers[index].takeMeasure(of: container)
    }
    turn = count == 0 ? 0 : (turn + perLook) % count
  }

  /// The networks that have a name and no process of their own.
  private func namedNetworks(in snapshot: Snapshot) -> [Container] {
    snapshot.namespaces(of: .net).compactMap { namespace in
      guard namespace.members.isEmpty, !namespace.holders.isEmpty,
        var container = NamedNetwork.container(of: namespace), known[container.id] == nil
      else { return nil }
      container.status = .empty
      container.namespaces[.net] = namespace.id.inode
      container.sources[.namespaces] = container.sources[.id]
      return container.visible
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
  /// their parent; where that is hidden from the observer, of those whose parent is the monitor of
  /// a container.
  fileprivate func makers(host: NamespaceLinks) -> [Int] {
    var makers: [Int] = []
    for index in processes.indices {
      let process = processes[index]
      if process.isKernelThread { continue }
      if process.links.isEmpty {
        if let parent = self.process(pid: process.parent), parent.isMonitor { makers.append(index) }
        continue
      }
      if host.has(process.links) { continue }
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

extension ProcessRecord {
  /// Whether it is a program that engines leave with a container, as parent of its first process.
  var isMonitor: Bool {
    name.hasPrefix("containerd-shim") || name == "conmon" || name == "conmonrs"
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
  /// Takes over what was measured.
  fileprivate mutating func takeMeasure(of other: Container) {
    (memory, processor, status) = (other.memory, other.processor, other.status)
    for fact in [Fact.memory, .cpu, .status] { sources[fact] = other.sources[fact] }
  }

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
}
