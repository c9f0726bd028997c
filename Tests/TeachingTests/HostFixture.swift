import Namespaces

/// A small host: init, a shell, and a web server that is PID 1 of a namespace with its own net, pid
/// and mnt, whose network is pinned.
enum HostFixture {
  static let containerNet = NamespaceID(kind: .net, inode: 5001, device: 4)
  private static let containerPID = NamespaceID(kind: .pid, inode: 5002, device: 4)
  private static let containerMnt = NamespaceID(kind: .mnt, inode: 5003, device: 4)

  static let snapshot = Snapshot(
    host: "shop", kernel: "6.18.0", taken: 0, uptime: 100,
    observer: Observer(pid: 10, uid: 0, capabilities: 0, links: initialLinks),
    processes: [first, shell, server], namespaces: initialNamespaces + namespaces, unseen: [])

  private static let initialLinks: NamespaceLinks = {
    var links = NamespaceLinks()
    for kind in NamespaceKind.allCases { links[kind] = kind.initialInode }
    return links
  }()

  private static let first = process(1, "systemd", parent: 0, links: initialLinks)
  private static let shell = process(10, "sh", parent: 1, links: initialLinks)

  private static let server: ProcessRecord = {
    var links = initialLinks
    links[.net] = containerNet.inode
    links[.pid] = containerPID.inode
    links[.mnt] = containerMnt.inode
    var server = process(42, "nginx", parent: 1, links: links)
    server.nestedPIDs = [1]
    return server
  }()

  private static func process(
    _ pid: Int32, _ name: String, parent: Int32, links: NamespaceLinks
  ) -> ProcessRecord {
    var process = ProcessRecord(pid: pid, parent: parent)
    process.name = name
    process.startTicks = 7
    process.links = links
    return process
  }

  private static let initialNamespaces: [Namespace] = NamespaceKind.allCases.map { kind in
    var namespace = Namespace(id: NamespaceID(kind: kind, inode: kind.initialInode, device: 4))
    namespace.isInitial = true
    namespace.members = [1, 10]
    return namespace
  }

  private static let namespaces: [Namespace] = [containerNet, containerPID, containerMnt].map {
    id in
    var namespace = Namespace(id: id)
    namespace.owner = NamespaceID(kind: .user, inode: NamespaceKind.user.initialInode, device: 4)
    namespace.members = [42]
    if id == containerNet {
      namespace.holders = [.mount(path: "/run/netns/shop", mountNamespace: 1)]
    }
    return namespace
  }
}
