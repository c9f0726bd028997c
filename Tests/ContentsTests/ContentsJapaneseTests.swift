import Localization
import Namespaces
import SystemCalls
import TestSupport
import Testing

@testable import Contents

/// Every kind's contents with all that there can be to say of them.
@Suite("The contents in Japanese")
struct JapaneseTests {
  private static let snapshot: Snapshot = {
    var process = ProcessRecord(pid: 42)
    process.name = "nginx"
    process.nestedPIDs = [1]
    var snapshot = Snapshot(
      host: "", kernel: "", taken: 0, uptime: 0,
      observer: Observer(pid: 1, uid: 0, capabilities: 0, links: NamespaceLinks()),
      processes: [process], namespaces: [], unseen: [])
    snapshot.users = [1_000: "alice"]
    return snapshot
  }()

  /// What the kernel says in the contents below, which stays as it is.
  private static let reader = JapaneseReader(knowing: [
    """
    nginx alice kitchen example eth0 br0 mac0 veth bridge macvlan 02:42:ac:11:00:02 unreachable
    default IPv6 tcp inet docker name=systemd /app 0x0000002a kernel/shmmni /jobs overlay rw,ro
    /mnt/data ext4 /dev/vda1 upper lower EINVAL ENOENT ETIMEDOUT SYS_ADMIN seccomp unconfined sysctl
    vm.memfd_noexec
    """
  ])

  /// Differences name routes as ip(8) does, and other things as ipcs(1) and the files of /proc.
  private static let differenceReader = JapaneseReader(knowing: [
    """
    nginx alice kitchen example eth0 br0 mac0 veth bridge macvlan unreachable default IPv6 tcp inet
    docker name=systemd /app 0x0000002a kernel/shmmni /jobs /mnt/data ext4 /dev/vda1 ro
    LISTEN shm sem msg mqueue route table via dev allow deny
    """
  ])

  private static let contents: [NamespaceContents] = [
    .user(user([(0, 0, .max)], allowsSetgroups: true, depth: 0)),
    .user(user([], allowsSetgroups: nil, depth: 2)),
    .user(user([(0, 1_000, 1), (1, 100_000, 65_536)], allowsSetgroups: false, depth: 1)),
    .cgroup(
      CgroupContents(
        hierarchies: [
          .init(version: 2, controllers: [], root: nil),
          .init(version: 1, controllers: ["name=systemd"], root: "/app"),
        ],
        memory: .init(used: 4_096, limit: nil), tasks: .init(used: 3, limit: 100),
        processor: .init(time: 1.5, limit: 0.5))),
    .cgroup(
      CgroupContents(
        hierarchies: [], memory: .init(used: 4_096, limit: 8_192),
        tasks: .init(used: 3, limit: nil), processor: .init(time: 1.5, limit: nil))),
    .ipc(ipc(posix: nil)), .ipc(ipc(posix: [])),
    .ipc(ipc(posix: [.init(name: "jobs", size: 10, uid: 1_000)], count: 2)),
    .uts(UTSContents(hostName: "kitchen", domainName: "example")),
    .net(NetworkContents(interfaces: [], routes: [], listening: [])),
    .net(network), .pid(pid(level: 0, first: nil)), .pid(pid(level: 1, first: 42)),
    .pid(pid(level: 1, first: 7)),
    .mnt(MountContents(mounts: mounts, difference: nil)),
    .mnt(
      MountContents(
        mounts: [],
        difference: .init(added: ["/app"], missing: ["/mnt/data"], replaced: ["/"]))),
    .mnt(MountContents(mounts: [], difference: .init(added: [], missing: [], replaced: []))),
    .time(TimeContents(monotonicOffset: 0, bootOffset: -90, uptime: 3_610)),
    .time(TimeContents(monotonicOffset: 90, bootOffset: 0, uptime: 3_610)),
  ]

  @Test("say nothing in English but names", arguments: contents)
  func facts(contents: NamespaceContents) {
    let sections = contents.sections(in: Self.snapshot)
    #expect(!sections.isEmpty)
    for section in sections {
      for words in [section.title] + section.lines.flatMap({ [$0.label, $0.value] }) {
        #expect(Self.reader.untranslated(in: words[.japanese]).isEmpty, "\(words[.japanese])")
      }
    }
  }

  @Test("say nothing in English but names where two differ", arguments: contents, contents)
  func differences(left: NamespaceContents, right: NamespaceContents) {
    for fact in left.differences(to: right, in: Self.snapshot) {
      for words in [fact.subject, fact.left, fact.right].compactMap(\.self) {
        #expect(
          Self.differenceReader.untranslated(in: words[.japanese]).isEmpty, "\(words[.japanese])")
      }
    }
  }

  @Test(
    "say nothing in English but names where there is no looking in, and a capture tells that too",
    arguments: [Errno.notPermitted, .accessDenied, .noSuchFile, .timedOut, .invalidArgument])
  func unreadable(reason: Errno) throws {
    let owner = NamespaceID(kind: .user, inode: 1, device: 4)
    for owner in [owner, nil] {
      var namespace = Namespace(id: NamespaceID(kind: .net, inode: 2, device: 4))
      namespace.owner = owner
      let error = ContentsError(namespace: namespace.id, owner: owner, reason: reason)
      let left = Self.reader.untranslated(in: error.words[.japanese])
      #expect(left.isEmpty, "\(error.words[.japanese])")
      #expect(ContentsError(error.words[.english], of: namespace) == error)
      #expect(ContentsError(error.words[.english] + "!", of: namespace) == nil)
      for cause in [
        Denial.Cause.capability(.sysAdmin, in: owner), .filter(call: "setns"), .memoryPrograms,
        .securityModule(label: "docker-default"), .oldKernel(call: "setns"), .unknown,
      ] {
        var denied = error
        denied.denial = Denial(cause, sudoHelps: false)
        let left = Self.reader.untranslated(in: denied.words[.japanese])
        #expect(left.isEmpty, "\(denied.words[.japanese])")
        let again = ContentsError(denied.words[.english], of: namespace)
        #expect(again?.words == denied.words)
      }
    }
  }

  private static func user(
    _ ranges: [(UInt32, UInt32, UInt32)], allowsSetgroups: Bool?, depth: Int
  ) -> UserContents {
    let map = ranges.map { UserContents.IDRange(inside: $0, outside: $1, count: $2) }
    return UserContents(
      users: map, groups: map, allowsSetgroups: allowsSetgroups, depth: depth,
      owned: depth == 1 ? ["net:[2]"] : [], children: depth == 0 ? ["user:[3]"] : [])
  }

  private static func ipc(
    posix: [IPCContents.MessageQueue]?, count: UInt64? = nil
  ) -> IPCContents {
    let object = IPCContents.Object(
      id: 5, key: "0x0000002a", mode: "600", uid: 1_000, size: 8_192, count: count)
    let objects = posix?.isEmpty == true ? [] : [object]
    return IPCContents(
      queues: objects, semaphores: objects, memory: objects, messageQueues: posix,
      limits: [.init(name: "kernel/shmmni", value: "4096")])
  }

  private static func pid(level: Int, first: Int32?) -> PIDContents {
    let numbers = [42, 43].map { PIDContents.Numbers(outside: $0, between: [7], inside: 1) }
    return PIDContents(
      level: level, initProcess: first, processes: first == nil ? [] : numbers,
      children: ["pid:[3]"])
  }

  private static var network: NetworkContents {
    func interface(
      _ name: String, _ kind: String?, isUp: Bool = true, hasCarrier: Bool = true,
      peer: NetworkContents.Peer?
    ) -> NetworkContents.Interface {
      NetworkContents.Interface(
        index: 2, name: name, kind: kind, isUp: isUp, hasCarrier: hasCarrier, mtu: 1_500,
        hardwareAddress: "02:42:ac:11:00:02", addresses: ["10.0.0.1/24"], master: "br0",
        peer: peer, received: 4_096, sent: 12)
    }
    return NetworkContents(
      interfaces: [
        interface("eth0", "veth", peer: .init(index: 3, namespace: 2, isElsewhere: true)),
        interface("br0", "bridge", hasCarrier: false, peer: nil),
        interface("mac0", "macvlan", isUp: false, peer: .init(index: 3, isElsewhere: true)),
        interface("mac0", "macvlan", peer: .init(index: 3, name: "eth0", isElsewhere: false)),
      ],
      routes: [
        .init(
          destination: "default (IPv6)", gateway: "10.0.0.9", interface: "eth0",
          source: "10.0.0.1", metric: 7, table: 5, type: "unreachable"),
        .init(destination: "10.0.0.0/24", table: 254),
      ],
      listening: [
        .init(protocol: "tcp", address: "0.0.0.0:80", pid: 42),
        .init(protocol: "tcp", address: "0.0.0.0:81"),
      ], nftables: [], iptables: ["inet docker"])
  }

  private static var mounts: [MountContents.Mount] {
    func mount(
      _ root: String, peers: Int?, master: Int?, isOdd: Bool, layers: [String]
    ) -> MountContents.Mount {
      MountContents.Mount(
        depth: 1, path: "/mnt/data", source: "/dev/vda1", root: root, type: "ext4",
        options: ["ro"], peerGroup: peers, masterGroup: master, isUnbindable: isOdd,
        isOvermounted: isOdd, layers: layers)
    }
    return [
      mount("/", peers: 3, master: nil, isOdd: false, layers: []),
      mount("/app", peers: nil, master: 3, isOdd: false, layers: ["upper", "lower"]),
      mount("/", peers: nil, master: nil, isOdd: true, layers: []),
    ]
  }
}
