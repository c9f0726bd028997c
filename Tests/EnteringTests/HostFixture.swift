import Namespaces

@testable import Entering

/// A host that nobody has: the observer's initial namespaces, and what a test adds.
struct HostFixture {
  var observer: Observer
  private var processes: [ProcessRecord] = []
  private var namespaces: [Namespace] = []

  /// The inode of the initial namespace of a kind.
  static func initial(_ kind: NamespaceKind) -> UInt32 { kind.initialInode }

  /// A host on which the observer has these privileges.
  init(uid: UInt32 = 0, capabilities: UInt64 = .max) {
    var links = NamespaceLinks()
    for kind in NamespaceKind.allCases { links[kind] = kind.initialInode }
    observer = Observer(pid: 100, uid: uid, capabilities: capabilities, links: links)
    for kind in NamespaceKind.allCases {
      add(kind, kind.initialInode, parent: kind.isHierarchical ? Namespace.Parent.none : nil)
    }
    add(process: 1)
    add(process: 100, parent: 1)
  }

  /// Adds a namespace, owned by the initial user namespace unless told otherwise.
  mutating func add(
    _ kind: NamespaceKind, _ inode: UInt32, parent: Namespace.Parent? = nil,
    ownerUID: UInt32? = nil,
    owner: UInt32 = NamespaceKind.user.initialInode, holders: [Holder] = []
  ) {
    var namespace = Namespace(id: Self.id(kind, inode))
    namespace.owner = kind == .user ? nil : Self.id(.user, owner)
    if kind.isHierarchical {
      namespace.parent = parent ?? .namespace(Self.id(kind, kind.initialInode))
    }
    namespace.ownerUID = ownerUID
    namespace.holders = holders
    namespaces.append(namespace)
  }

  /// Adds a process that shares all namespaces with the observer but those given.
  mutating func add(process pid: Int32, parent: Int32 = 1, in own: [NamespaceKind: UInt32] = [:]) {
    var process = ProcessRecord(pid: pid, parent: parent)
    process.startTicks = UInt64(pid)
    process.links = observer.links
    for (kind, inode) in own { process.links[kind] = inode }
    processes.append(process)
    for index in namespaces.indices
    where namespaces[index].id.inode == process.links[namespaces[index].kind] {
      namespaces[index].members.append(pid)
    }
  }

  /// Adds the first process of a pid namespace.
  mutating func add(first pid: Int32, in own: [NamespaceKind: UInt32]) {
    add(process: pid, in: own)
    processes[processes.count - 1].nestedPIDs = [1]
  }

  /// Adds a process whose namespaces the observer may not see.
  mutating func add(hidden pid: Int32, uid: UInt32) {
    var process = ProcessRecord(pid: pid, parent: 1)
    process.startTicks = UInt64(pid)
    process.uid = uid
    processes.append(process)
  }

  static func id(_ kind: NamespaceKind, _ inode: UInt32) -> NamespaceID {
    NamespaceID(kind: kind, inode: inode, device: 4)
  }

  static func target(_ pid: Int32) -> EntryTarget {
    .process(ProcessID(pid: pid, startTicks: UInt64(pid)))
  }

  var snapshot: Snapshot {
    var namespaces = namespaces
    for index in namespaces.indices { namespaces[index].members.sort() }
    return Snapshot(
      host: "house", kernel: "6.18.0", taken: 0, uptime: 0, observer: observer,
      processes: processes.sorted { $0.pid < $1.pid }, namespaces: namespaces, unseen: [])
  }
}
