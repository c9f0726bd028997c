import Foundation
import Namespaces
import Scanning
import Synchronization
import Testing

@testable import Containers

/// A host on paper: a directory that is laid out like the root of one, and its processes.
final class HostFixture {
  let root: URL
  private var processes: [Int32: ProcessRecord] = [:]
  private var namespaces: [UInt32: Namespace] = [:]
  private var nextInode: UInt32 = 5000
  private var finder: ContainerFinder?

  /// The clock by which looks are apart.
  let clock = Clock()

  /// A clock that stands until it is moved.
  final class Clock: Sendable {
    private let seconds = Mutex(0.0)

    var now: Double { seconds.withLock { $0 } }

    func advance(by amount: Double) { seconds.withLock { $0 += amount } }
  }

  /// A host on which only the first process runs, in the initial namespaces.
  init() throws {
    root = FileManager.default.temporaryDirectory
      .appendingPathComponent("heya-containers-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    var first = ProcessRecord(pid: 1)
    first.name = "init"
    for kind in NamespaceKind.allCases {
      first.links[kind] = kind.initialInode
      var namespace = Namespace(
        id: NamespaceID(kind: kind, inode: kind.initialInode, device: 4))
      namespace.isInitial = true
      namespaces[kind.initialInode] = namespace
    }
    processes[1] = first
    try file(
      "/etc/passwd", "root:x:0:0:root:/root:/bin/sh\nalice:x:1000:1000::/home/alice:/bin/sh\n")
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  /// Writes a file.
  func file(_ path: String, _ text: String) throws { try file(path, Array(text.utf8)) }

  /// Writes a file of any bytes.
  func file(_ path: String, _ bytes: [UInt8]) throws {
    let file = root.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  /// Makes a symbolic link.
  func link(_ path: String, to target: String) throws {
    let file = root.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: target)
  }

  /// Adds a process that has `own` namespaces and shares the others with its parent, or with other
  /// processes as in `joined`.
  func process(
    _ pid: Int32, parent: Int32 = 1, _ arguments: [String], name: String? = nil, uid: UInt32 = 0,
    own: [NamespaceKind] = [], joined: [NamespaceKind: Int32] = [:], cgroup: String = "/",
    cwd: String? = nil, environment: [String] = [], isKernelThread: Bool = false,
    isHidden: Bool = false
  ) throws {
    var process = ProcessRecord(pid: pid, parent: parent)
    process.name = name ?? String(arguments[0].split(separator: "/").last ?? "")
    process.name = String(process.name.prefix(15))
    process.command = arguments.joined(separator: " ")
    process.uid = uid
    process.isKernelThread = isKernelThread
    process.startTicks = UInt64(pid) * 100
    process.links = try #require(processes[parent]).links
    for kind in own {
      nextInode += 1
      process.links[kind] = nextInode
      namespaces[nextInode] = Namespace(id: NamespaceID(kind: kind, inode: nextInode, device: 4))
    }
    for (kind, other) in joined { process.links[kind] = try #require(processes[other]).links[kind] }
    if isHidden { process.links = NamespaceLinks() }
    processes[pid] = process
    try file("/proc/\(pid)/cmdline", arguments.map { $0 + "\0" }.joined())
    try file("/proc/\(pid)/cgroup", "0::\(cgroup)\n")
    try file("/proc/\(pid)/environ", environment.map { $0 + "\0" }.joined())
    if let cwd { try link("/proc/\(pid)/cwd", to: cwd) }
  }

  /// Adds a process without files in `/proc`.
  func bare(_ pid: Int32, uid: UInt32, own: [NamespaceKind]) {
    var process = ProcessRecord(pid: pid, parent: 1)
    process.uid = uid
    process.startTicks = UInt64(pid) * 100
    process.links = processes[1]?.links ?? NamespaceLinks()
    for kind in own {
      nextInode += 1
      process.links[kind] = nextInode
    }
    processes[pid] = process
  }

  /// Lets a process end.
  func end(_ pid: Int32) { processes[pid] = nil }

  /// Lets a process run another program, as execve(2) does.
  func rename(_ pid: Int32, _ name: String) { processes[pid]?.name = name }

  /// Mounts the file of the namespace that a process is in.
  func pin(_ kind: NamespaceKind, of pid: Int32, at path: String) {
    guard let inode = processes[pid]?.links[kind] else { return }
    namespaces[inode]?.holders.append(.mount(path: RawPath(path), mountNamespace: 1))
  }

  /// A snapshot 1,000 s after boot.
  var snapshot: Snapshot {
    var namespaces = namespaces
    for process in processes.values {
      for kind in NamespaceKind.allCases where process.links[kind] != 0 {
        namespaces[process.links[kind]]?.members.append(process.pid)
      }
    }
    let observer = Observer(
      pid: 1, uid: 0, capabilities: .max, links: processes[1]?.links ?? NamespaceLinks())
    return Snapshot(
      host: "host", kernel: "6.18", taken: 1_800_001_000, uptime: 1000, observer: observer,
      processes: processes.values.sorted { $0.pid < $1.pid },
      namespaces: Array(namespaces.values), unseen: [])
  }

  /// The snapshot with no other processes than those by which containers are known.
  ///
  /// What `/proc` would show of namespaces, names and parents is laid out for that.
  func snapshotOfContainers() throws -> Snapshot {
    for process in processes.values {
      let home = "/proc/\(process.pid)"
      if (try? FileManager.default.attributesOfItem(atPath: root.path + home + "/ns")) == nil {
        for kind in NamespaceKind.allCases where process.links[kind] != 0 {
          try link("\(home)/ns/\(kind.name)", to: "\(kind.name):[\(process.links[kind])]")
        }
      }
      try file("\(home)/comm", process.name + "\n")
      try file(
        "\(home)/stat",
        "\(process.pid) (\(process.name)) S \(process.parent) 1 1 0 -1 \(process.isKernelThread ? 0x200000 : 0) 0 0 0 0 3 1 0 0 20 0 1 0 "
          + "\(process.startTicks) 4096 25 18446744073709551615\n")
    }
    let known = try #require(
      try ContainerProcesses(
        services: ContainerFinder.services, root: root.appendingPathComponent("proc").path))
    var snapshot = snapshot
    snapshot.processes.removeAll { !known.pids.contains($0.pid) }
    return snapshot
  }

  /// What a finder that is kept from look to look finds.
  func containers() throws -> [Container] {
    let clock = clock
    var finder = try self.finder ?? ContainerFinder(root: root.path) { clock.now }
    defer { self.finder = finder }
    return finder.containers(in: snapshot)
  }

  /// How many processes the finder looked into so far.
  var classifiedCount: Int { finder?.classifiedCount ?? 0 }

  /// What could not be read at the last look.
  var notes: [Unseen] { finder?.notes ?? [] }

  /// The only container of this host.
  func container() throws -> Container {
    let containers = try containers()
    try #require(containers.count == 1, "\(containers.map(\.id))")
    return containers[0]
  }
}

extension Tag {
  /// The fixture was made from the runtime's documentation, not taken from a running one.
  @Tag static var fromDocumentation: Self
}

/// The namespaces that engines make when nothing else is asked for.
let usual: [NamespaceKind] = [.mnt, .pid, .net, .ipc, .uts]

/// An id as engines make them.
func engineID(_ digit: Character) -> String { String(repeating: digit, count: 64) }
