import Namespaces

/// A small host: the initial namespaces, a container, and namespaces that only holders keep alive.
enum HostFixture {
  static let user = NamespaceID(kind: .user, inode: 1, device: 4, unique: 101)
  static let net = NamespaceID(kind: .net, inode: 2, device: 4, unique: 102)
  static let pid = NamespaceID(kind: .pid, inode: 3, device: 4, unique: 103)
  static let uts = NamespaceID(kind: .uts, inode: 4, device: 4, unique: 104)
  static let containerUser = NamespaceID(kind: .user, inode: 11, device: 4, unique: 111)
  static let containerNet = NamespaceID(kind: .net, inode: 12, device: 4, unique: 112)
  static let pinned = NamespaceID(kind: .net, inode: 13, device: 4)

  /// Every capability of Linux 6.18.
  static let allCapabilities: UInt64 = 0x1FF_FFFF_FFFF

  /// Root of the host.
  static var root: Observer {
    Observer(pid: 50, uid: 0, capabilities: allCapabilities, links: links())
  }

  /// What `observer` sees of it.
  static func snapshot(observer: Observer = root) -> Snapshot {
    var namespaces = [user, net, pid, uts].map { id in
      var namespace = Namespace(id: id)
      namespace.isInitial = true
      namespace.owner = id == user ? nil : user
      namespace.parent = id.kind.isHierarchical ? .none : .notHierarchical
      namespace.members = id == user || id == net ? [50] : [50, 60]
      return namespace
    }
    namespaces[0].ownerUID = 0
    var containerUser = Namespace(id: Self.containerUser)
    containerUser.owner = user
    containerUser.parent = .namespace(user)
    containerUser.ownerUID = 1000
    containerUser.members = [60]
    var containerNet = Namespace(id: Self.containerNet)
    containerNet.owner = Self.containerUser
    containerNet.members = [60]
    containerNet.holders = [.socket(pid: 60, fd: 3)]
    var pinned = Namespace(id: Self.pinned)
    pinned.owner = user
    pinned.holders = [
      .thread(pid: 50, tid: 51), .forChildren(pid: 50, tid: 50), .descriptor(pid: 50, fd: 7),
      .mount(path: "/run/netns/blue", mountNamespace: 5),
    ]
    namespaces += [containerUser, containerNet, pinned]
    namespaces.sort { $0.id < $1.id }
    namespaces.addDescendants()
    var snapshot = Snapshot(
      host: "town", kernel: "6.18.0", taken: 1_763_990_000, uptime: 5000, observer: observer,
      processes: [host, containerProcess], namespaces: namespaces,
      unseen: [Unseen(what: "cellars", count: 2, reason: "they are dark")])
    snapshot.users = [0: "root", 1000: "alice"]
    snapshot.containers = [container]
    return snapshot
  }

  static func links(user: UInt32 = 1, net: UInt32 = 2) -> NamespaceLinks {
    var links = NamespaceLinks()
    links[.user] = user
    links[.net] = net
    links[.pid] = 3
    links[.uts] = 4
    return links
  }

  static var host: ProcessRecord {
    var process = ProcessRecord(pid: 50)
    process.name = "sh"
    process.command = "sh -i"
    process.links = links()
    process.startTicks = 100_000
    process.state = .running
    process.threads = 2
    process.divergentThreads = [DivergentThread(tid: 51, links: links(net: 13))]
    return process
  }

  static var containerProcess: ProcessRecord {
    var process = ProcessRecord(pid: 60, parent: 50)
    process.name = "a)\\n"
    process.command = "guest"
    process.uid = 1000
    process.links = links(user: 11, net: 12)
    process.linksAreHidden = false
    process.nestedPIDs = [7, 1]
    process.startTicks = 200_000
    process.cpuTicks = 1500
    process.residentBytes = 256 * 4096
    process.state = .running
    return process
  }

  private static var container: Container {
    var container = Container(id: ContainerID(runtime: "docker", id: "4f1c"), name: "web")
    container.image = "nginx"
    container.initProcess = containerProcess.id
    container.namespaces = containerProcess.links
    container.sharing = [.user: .own, .net: .own, .pid: .host]
    container.sources = [.name: "/proc/60/cgroup"]
    return container
  }
}
