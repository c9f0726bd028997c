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
  private var detections: [ProcessID: Detection] = [:]
  private var networks: [Container] = []
  private var sharing: ContainerSharing?
  private var turn = 0
  private var texts = KeptTexts()

  /// What is looked for, where that is one thing.
  private var search: ContainerSearch?

  /// Where to tell whose files are being read, which others may serve.
  package var progress: LookProgress?

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

  /// The names of the programs that are looked for among all processes, wherever they live.
  public static let services: Set = [Docker.service, Podman.service, Containerd.service]

  /// How many processes were looked into so far.
  private(set) var classifiedCount = 0

  /// What was found out about a process that is in other namespaces than its parent.
  private struct Detection {
    /// What it made them for; nil for one that joined those of others.
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

  /// Adds to `snapshot` the containers that may be called `name`, and what else was found on the way
  /// to them; of those it is enough to know that they are called otherwise.
  ///
  /// A group's name leads to none.
  public mutating func find(_ name: String, in snapshot: inout Snapshot) {
    search = ContainerSearch(name)
    find(in: &snapshot)
    search = nil
  }

  /// The containers of `snapshot`, by runtime, group and name.
  public mutating func containers(in snapshot: Snapshot) -> [Container] {
    let host = snapshot.hostLinks
    let creators = snapshot.creators(host: host)
    if forgetEnded(in: snapshot, creators: creators) { sharing = nil }
    let fresh = creators.map { snapshot.processes[$0] }.filter { detections[$0.id] == nil }
    if !fresh.isEmpty {
      classify(fresh, inspector(of: snapshot))
      sharing = nil
    }
    let networks = namedNetworks(in: snapshot)
    if networks != self.networks { sharing = nil }
    self.networks = networks
    var sharing =
      self.sharing
      ?? ContainerSharing(
        of: Array(known.values) + networks, creators: detections.compactMapValues(\.container),
        host: host)
    self.sharing = nil
    if search == nil { measure(&sharing) }
    sharing.assignMembers(snapshot)
    self.sharing = sharing
    return sharing.containers
  }

  /// What can be found out about the processes of `snapshot`.
  func inspector(of snapshot: Snapshot) -> HostInspector {
    HostInspector(
      snapshot: snapshot, host: snapshot.hostLinks, files: files, sockets: sockets,
      search: search)
  }

  /// Drops what ended or changed since the last look, and all that was concluded from it; says
  /// whether there was something.
  private mutating func forgetEnded(in snapshot: Snapshot, creators: [Int]) -> Bool {
    var valid: Set<ProcessID> = []
    for index in creators {
      let process = snapshot.processes[index]
      // A process that made namespaces may become another program afterwards.
      guard let detection = detections[process.id], detection.links == process.links,
        detection.name == process.name
      else { continue }
      valid.insert(process.id)
    }
    var doubtful: Set<ContainerID> = []
    if valid.count < detections.count {
      for (id, detection) in detections where !valid.contains(id) {
        detections[id] = nil
        if let container = detection.container { doubtful.insert(container) }
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
    // What a process joined may be among them.
    detections = detections.filter { detection in
      detection.value.container.map { !doubtful.contains($0) } ?? false
    }
    return true
  }

  /// Finds out what `fresh` processes made, the eldest first.
  private mutating func classify(_ fresh: [ProcessRecord], _ inspector: HostInspector) {
    var counts: [UserShare: Int] = [:]
    for detection in detections.values where detection.container != nil {
      counts[UserShare(of: detection.uid), default: 0] += 1
    }
    let fresh = fresh.sorted { ($0.startTicks, $0.pid) < ($1.startTicks, $1.pid) }
    // The monitor of a container is none itself, also where it has namespaces of its own.
    defer { progress?.wait(for: nil) }
    for process in fresh where !process.isMonitor {
      progress?.wait(for: process.pid)
      inspector.ask(for: process)
      let share = UserShare(of: inspector.payerID)
      let limit = share == .root ? ReadLimits.containersOfRoot : ReadLimits.containersOfUser
      if counts[share, default: 0] >= limit {
        detections[process.id] = Detection(
          name: process.name, links: process.links, uid: inspector.payerID, isCut: true)
        continue
      }
      counts[share, default: 0] += 1
      classify(process, inspector)
    }
    var claimed: Set<UInt32> = []
    for container in known.values { claimed.formUnion(container.namespaces.inodes) }
    let unclaimed = inspector.search?.includesUnshared == false ? [] : fresh
    for process in unclaimed where detections[process.id] == nil {
      inspector.ask(for: process)
      classifyUnclaimed(process, inspector, &claimed)
    }
    classifiedCount += fresh.count
    notes = inspector.notes + cutNotes(inspector)
  }

  /// What was left out of what is known of containers.
  private func cutNotes(_ inspector: HostInspector) -> [Unseen] {
    var uncounted = Cuts()
    for detection in detections.values where detection.isCut { uncounted.add(detection.uid) }
    return inspector.notes(on: uncounted, .containers) + inspector.notes(on: texts.cuts, .labels)
  }

  private mutating func classify(_ process: ProcessRecord, _ inspector: HostInspector) {
    for detector in inspector.search?.detectors ?? detectors[...] {
      guard var container = detector.complete(process, inspector)?.visible else { continue }
      texts.shorten(&container, uid: inspector.payerID)
      let earlier = known[container.id]
      if let earlier, !detector.coversDescendants, earlier.uid != container.uid {
        // Anybody may run something by the id of another user's container; only root's is it.
        guard container.uid == 0 else { continue }
        detections = detections.filter { $0.value.container != container.id }
        addKnown(container, process, inspector)
      } else if let earlier, !isMoreExact(container, than: earlier) {
        let isSame = earlier.namespaces == process.links
        // Whoever made further namespaces inside made something of its own there.
        guard detector.coversDescendants || isSame || earlier.initProcess == process.id else {
          continue
        }
      } else {
        addKnown(container, process, inspector)
      }
      detections[process.id] = Detection(
        container: container.id, name: process.name, links: process.links, uid: inspector.payerID)
      return
    }
  }

  /// Whether a recogniser now says which process is the first one, and it is another than thought.
  private func isMoreExact(_ container: Container, than earlier: Container) -> Bool {
    guard let first = container.initProcess else { return false }
    return first != earlier.initProcess
  }

  /// Judges what no runtime claims: a process that joined lives wholly in namespaces of others,
  /// `claimed` already, all others made namespaces of their own.
  private mutating func classifyUnclaimed(
    _ process: ProcessRecord, _ inspector: HostInspector, _ claimed: inout Set<UInt32>
  ) {
    let hasJoined =
      monitors(process, inspector.snapshot)
      || inspector.ownKinds(of: process).allSatisfy { claimed.contains(process.links[$0]) }
    let container = hasJoined ? nil : Unshare().detect(process, inspector)?.visible
    detections[process.id] = Detection(
      container: container?.id, name: process.name, links: process.links, uid: inspector.payerID)
    guard let container else { return }
    addKnown(container, process, inspector)
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
  private mutating func addKnown(
    _ container: Container, _ process: ProcessRecord, _ inspector: HostInspector
  ) {
    var container = container
    var first = process
    // A file may name any process; it counts when it lives where the one in question does.
    if let id = container.initProcess, let named = inspector.snapshot.process(id),
      inspector.ownKinds(of: process).contains(where: { named.links[$0] == process.links[$0] })
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
    container.user = inspector.userName(of: container.uid).map(String.init(visible:))
    container.started = inspector.snapshot.taken - inspector.snapshot.age(of: first)
    container.sources[.started] = "/proc/\(first.pid)/stat"
    container.sources[.namespaces] = "/proc/\(first.pid)/ns"
    container.cgroup =
      inspector.cgroups(of: first.pid).lazy
      .compactMap { container.id.ownCgroup(in: $0) }.first
    known[container.id] = container
  }

  /// Reads again what changes while a container lives, of some containers in each look.
  private mutating func measure(_ sharing: inout ContainerSharing) {
    let count = sharing.containers.count
    let perLook = min(64, count)
    for offset in 0..<perLook {
      let index = (turn + offset) % count
      let id = sharing.containers[index].id
      guard let path = sharing.containers[index].cgroup, var container = known[id] else {
        continue
      }
      meter.measure(&container, at: path)
      known[id] = container
      sharing.containers[index].copyUsage(of: container)
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
  fileprivate func creators(host: NamespaceLinks) -> [Int] {
    var creators: [Int] = []
    for index in processes.indices {
      let process = processes[index]
      if process.isKernelThread { continue }
      if process.links.isEmpty {
        if let parent = self.process(pid: process.parent), parent.isMonitor {
          creators.append(index)
        }
        continue
      }
      if host.has(process.links) { continue }
      if let parent = processIndex(pid: process.parent), !processes[parent].links.isEmpty,
        processes[parent].links.has(process.links)
      {
        continue
      }
      creators.append(index)
    }
    return creators
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
  fileprivate mutating func copyUsage(of other: Container) {
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
