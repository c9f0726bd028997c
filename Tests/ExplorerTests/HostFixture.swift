import Explorer
import Namespaces

/// Builds snapshots by hand: a host with the eight namespaces of the host, to which namespaces and
/// inhabitants are added.
struct HostFixture {
  /// The initial namespaces, by kind.
  private(set) var home = NamespaceLinks()

  private var namespaces: [UInt32: Namespace] = [:]
  private var processes: [Int32: ProcessRecord] = [:]
  private var next: UInt32 = 4_026_532_200

  var taken = 1_800_000_000.0
  var capabilities = UInt64.max
  var unseen: [Unseen] = []
  var host = "web-01"
  var containers: [Container] = []

  init() {
    for kind in NamespaceKind.allCases {
      home[kind] = kind.initialInode
      var namespace = Namespace(
        id: NamespaceID(
          kind: kind, inode: kind.initialInode, device: 4, unique: UInt64(kind.rawValue) + 1))
      namespace.isInitial = true
      namespace.owner = kind == .user ? nil : Self.initialUser
      namespace.parent = kind.isHierarchical ? .none : .notHierarchical
      namespaces[kind.initialInode] = namespace
    }
  }

  private static let initialUser = NamespaceID(
    kind: .user, inode: NamespaceKind.user.initialInode, device: 4, unique: 1)

  /// Adds a namespace below the initial ones, or below `parent`.
  @discardableResult
  mutating func namespace(
    _ kind: NamespaceKind, inode: UInt32? = nil, pin: String? = nil, owner: NamespaceID? = nil,
    parent: NamespaceID? = nil, ownerUID: UInt32? = nil
  ) -> NamespaceID {
    next += 1
    let id = NamespaceID(
      kind: kind, inode: inode ?? next, device: 4, unique: UInt64(inode ?? next) + 1_000)
    var namespace = Namespace(id: id)
    let above = parent ?? namespaces[kind.initialInode]?.id
    namespace.owner = owner ?? Self.initialUser
    namespace.ownerUID = ownerUID
    if kind.isHierarchical, let above { namespace.parent = .namespace(above) }
    if let pin { namespace.holders = [.mount(path: RawPath(pin), mountNamespace: home[.mnt])] }
    namespaces[id.inode] = namespace
    return id
  }

  /// Mounts the file of a namespace in another mount namespace as well.
  mutating func pin(_ id: NamespaceID, at path: String, in mounts: NamespaceID) {
    namespaces[id.inode]?.holders.append(.mount(path: RawPath(path), mountNamespace: mounts.inode))
  }

  /// Adds a process that lives where its parent lives, but in `namespaces`.
  mutating func process(
    _ pid: Int32, _ command: String, parent: Int32 = 1, name: String? = nil, uid: UInt32 = 0,
    inside: [Int32] = [], in namespaces: [NamespaceID] = [], cpu: UInt64 = 0, pages: UInt64 = 1_000,
    start: UInt64? = nil
  ) {
    var record = ProcessRecord(pid: pid, parent: parent)
    record.command = command
    let program = command.split(separator: " ").first?.split(separator: "/").last
    record.name = name ?? String(program ?? "")
    record.uid = uid
    record.state = ProcessState(rawValue: UInt8(ascii: "S"))
    record.startTicks = start ?? UInt64(max(0, pid)) * 10
    record.cpuTicks = cpu
    record.residentBytes = pages * 4096
    record.nestedPIDs = inside
    record.links = processes[parent]?.links ?? home
    for namespace in namespaces { record.links[namespace.kind] = namespace.inode }
    record.links.pidForChildren = record.links[.pid]
    record.links.timeForChildren = record.links[.time]
    processes[pid] = record
  }

  /// Changes a process.
  mutating func change(_ pid: Int32, _ change: (inout ProcessRecord) -> Void) {
    if var record = processes[pid] {
      change(&record)
      processes[pid] = record
    }
  }

  /// Removes a process.
  mutating func end(_ pid: Int32) { processes[pid] = nil }

  /// Removes a namespace.
  mutating func remove(_ id: NamespaceID) { namespaces[id.inode] = nil }

  /// The host as a scan would see it.
  var snapshot: Snapshot {
    let processes = processes.values.sorted { $0.pid < $1.pid }
    var namespaces = namespaces
    for process in processes {
      for kind in NamespaceKind.allCases {
        namespaces[process.links[kind]]?.members.append(process.pid)
      }
    }
    var snapshot = Snapshot(
      host: host, kernel: "6.18.0", taken: taken, uptime: 90_000,
      observer: Observer(pid: 900, uid: 0, capabilities: capabilities, links: home),
      processes: processes, namespaces: Array(namespaces.values), unseen: unseen)
    snapshot.users = [0: "root", 1_000: "alice", 101: "nginx"]
    snapshot.containers = containers
    return snapshot
  }
}

extension HostFixture {
  /// A small server: system services, a web container, a rootless one, a pinned network, and a
  /// shell in a pid namespace of its own.
  static func server() -> HostFixture {
    var fixture = HostFixture()
    fixture.process(1, "/sbin/init splash", parent: 0, name: "systemd", cpu: 400, pages: 3_200)
    fixture.process(2, "", parent: 0, name: "kthreadd", pages: 0)
    fixture.process(3, "", parent: 2, name: "rcu_gp", pages: 0)
    for pid: Int32 in [2, 3] { fixture.change(pid) { $0.isKernelThread = true } }
    let eventLog = fixture.namespace(.mnt, inode: 4_026_532_101)
    fixture.process(310, "/lib/systemd/systemd-journald", in: [eventLog], cpu: 90, pages: 9_000)
    fixture.process(620, "sshd: /usr/sbin/sshd -D [listener]", name: "sshd", pages: 1_800)
    fixture.process(700, "sshd: alice [priv]", parent: 620, name: "sshd", pages: 2_100)
    fixture.process(702, "-bash", parent: 700, name: "bash", uid: 1_000)
    fixture.process(900, "heya", parent: 702, uid: 1_000, pages: 2_500)
    fixture.process(
      1_210, "/usr/bin/containerd-shim-runc-v2 -namespace moby -id 4f1c",
      name: "containerd-shim", pages: 2_700)
    let web = [NamespaceKind.mnt, .uts, .ipc, .pid, .cgroup, .net].enumerated().map {
      fixture.namespace($1, inode: 4_026_532_300 + UInt32($0))
    }
    fixture.process(
      1_234, "nginx: master process nginx -g daemon off;", parent: 1_210, name: "nginx",
      inside: [1], in: web, cpu: 20, pages: 1_900)
    for worker in Int32(1)...3 {
      fixture.process(
        1_260 + worker, "nginx: worker process", parent: 1_234, name: "nginx", uid: 101,
        inside: [28 + worker], cpu: 1_000, pages: 1_200)
    }
    let user = fixture.namespace(.user, inode: 4_026_532_400, ownerUID: 1_000)
    let inner = [NamespaceKind.mnt, .net, .pid].enumerated().map {
      fixture.namespace($1, inode: 4_026_532_401 + UInt32($0), owner: user)
    }
    fixture.process(
      2_001, "python3 -m http.server 8000", parent: 702, uid: 1_000, inside: [1],
      in: [user] + inner, pages: 6_400)
    fixture.namespace(.net, inode: 4_026_532_500, pin: "/run/netns/blue")
    let pid = fixture.namespace(.pid, inode: 4_026_532_600)
    let mounts = fixture.namespace(.mnt, inode: 4_026_532_601)
    fixture.process(
      4_241, "unshare --pid --fork --mount-proc sh", parent: 702, in: [mounts], pages: 300)
    fixture.process(4_242, "sh", parent: 4_241, inside: [1], in: [pid], pages: 400)
    fixture.containers = Self.containers(in: fixture.snapshot)
    return fixture
  }
}

extension HostFixture {
  /// The web container and a sidecar in its network, as a finder would tell of them, and a pinned
  /// network.
  private static func containers(in snapshot: Snapshot) -> [Container] {
    var web = Container(id: ContainerID(runtime: "docker", id: "4f1c9a"), name: "web-1")
    web.image = "nginx:1.27"
    web.group = Container.Group(kind: .project, name: "shop")
    web.started = snapshot.taken - 7_200
    web.initProcess = snapshot.process(pid: 1_234)?.id
    web.members = [1_234, 1_261, 1_262, 1_263]
    web.memory = Container.Memory(used: 21_000_000, limit: 512_000_000)
    web.labels = [Container.Label(key: "com.docker.compose.service", value: "web")]
    web.sources = [.name: "/var/lib/docker/containers/4f1c9a/config.v2.json"]
    for kind in NamespaceKind.allCases {
      web.namespaces[kind] = snapshot.process(pid: 1_234)?.links[kind] ?? 0
      web.sharing[kind] = [.user, .time].contains(kind) ? .host : .own
    }
    var host = Container(id: ContainerID(runtime: "docker", id: "77aa01"), name: "agent")
    host.image = "node-exporter"
    host.status = .paused
    host.sharing = web.sharing
    host.sharing[.net] = .host
    host.sharing[.ipc] = .container(web.id)
    var blue = Container(id: ContainerID(runtime: "ip-netns", id: "blue"), name: "blue")
    blue.status = .empty
    blue.namespaces[.net] = 4_026_532_500
    blue.sharing = [.net: .own]
    return [host, web, blue]
  }

  /// The host's bridge with the veth of the web container, and a veth into the pinned network.
  static var interfaces: [NetworkInterface] {
    let snapshot = HostFixture.server().snapshot
    func add(
      _ inode: UInt32, _ index: UInt32, _ name: String, _ kind: String = "",
      _ addresses: [String] = [], master: String? = nil, peer: (UInt32, UInt32)? = nil
    ) -> NetworkInterface? {
      guard let id = snapshot.namespace(inode: inode)?.id else { return nil }
      var interface = NetworkInterface(namespace: id, index: index, name: name)
      interface.kind = kind
      interface.isUp = true
      interface.addresses = addresses
      interface.master = master
      interface.peer = peer.map { NetworkInterface.Peer(namespace: $0.0, index: $0.1) }
      return interface
    }
    let (host, web, blue) = (
      NamespaceKind.net.initialInode, UInt32(4_026_532_305), UInt32(4_026_532_500)
    )
    return [
      add(host, 1, "lo", "", ["127.0.0.1/8"]), add(host, 2, "eth0", "", ["10.0.0.5/24"]),
      add(host, 3, "docker0", "bridge", ["172.17.0.1/16"]),
      add(host, 7, "veth3a1f", "veth", master: "docker0", peer: (web, 6)),
      add(host, 9, "vblue", "veth", ["10.9.0.1/30"], peer: (blue, 2)),
      add(web, 1, "lo", "", ["127.0.0.1/8"]),
      add(web, 6, "eth0", "veth", ["172.17.0.2/16"], peer: (host, 7)),
      add(blue, 1, "lo"), add(blue, 2, "vroom", "veth", ["10.9.0.2/30"], peer: (host, 9)),
    ].compactMap(\.self)
  }
}
