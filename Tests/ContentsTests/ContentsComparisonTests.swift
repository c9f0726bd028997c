import Localization
import Namespaces
import Scanning
import TestSupport
import Testing

@testable import Contents

/// What differs inside two namespaces of a kind.
@Suite("The differences between contents")
struct ContentsComparisonTests {
  private let nobody = Snapshot(
    host: "", kernel: "", taken: 0, uptime: 0,
    observer: Observer(pid: 1, uid: 0, capabilities: 0, links: NamespaceLinks()), processes: [],
    namespaces: [], unseen: [])

  private func differences(_ left: NamespaceContents, _ right: NamespaceContents)
    -> [FactDifference]
  {
    left.differences(to: right, in: nobody)
  }

  @Test("of two host names are the names, and the domain only where it differs")
  func hostName() {
    let (web, host) = (
      UTSContents(hostName: "web", domainName: "(none)"),
      UTSContents(hostName: "host", domainName: "(none)")
    )
    #expect(differences(.uts(web), .uts(host)) == [FactDifference("hostname", "web", "host")])
    #expect(differences(.uts(web), .uts(web)).isEmpty)
  }

  @Test("of two user namespaces are their maps, written as in uid_map")
  func maps() {
    func user(_ outside: UInt32, _ count: UInt32) -> NamespaceContents {
      let range = UserContents.IDRange(inside: 0, outside: outside, count: count)
      return .user(
        UserContents(
          users: [range], groups: [range], allowsSetgroups: true, depth: 1, owned: [],
          children: []))
    }
    #expect(
      differences(user(1_000, 1), user(100_000, 65_536)) == [
        FactDifference("uid_map", "0 1000 1", "0 100000 65536"),
        FactDifference("gid_map", "0 1000 1", "0 100000 65536"),
      ])
  }

  @Test("of two lists of mounts are those only here, those only there, and those of something else")
  func mounts() {
    func mount(_ path: String, _ source: String, hidden: Bool = false) -> MountContents.Mount {
      MountContents.Mount(
        depth: 0, path: path, source: source, root: "/", type: "ext4", options: ["rw"],
        peerGroup: path.utf8.count, masterGroup: nil, isUnbindable: false, isOvermounted: hidden,
        layers: [])
    }
    let here = MountContents(
      mounts: [
        mount("/", "/dev/a"), mount("/data", "/dev/x", hidden: true), mount("/data", "/dev/y"),
        mount("/only/here", "/dev/z"),
      ], difference: nil)
    let there = MountContents(
      mounts: [mount("/", "/dev/b"), mount("/data", "/dev/y"), mount("/only/there", "/dev/z")],
      difference: nil)
    #expect(
      differences(.mnt(here), .mnt(there)) == [
        FactDifference("/", "ext4 /dev/a", "ext4 /dev/b"),
        FactDifference("/only/here", "ext4 /dev/z", nil),
        FactDifference("/only/there", nil, "ext4 /dev/z"),
      ])
  }

  @Test("of two clocks are their offsets")
  func clocks() {
    let (host, namespace) = (
      TimeContents(monotonicOffset: 0, bootOffset: 0, uptime: 60),
      TimeContents(monotonicOffset: 0, bootOffset: 86_400, uptime: 86_460)
    )
    #expect(
      differences(.time(host), .time(namespace)) == [
        FactDifference(
          Text(verbatim: "boottime"), Text("\("0.000") s"),
          Text("\("86400.000") s"))
      ]
    )
  }

  @Test("of real namespaces are found on the running kernel", .requiresRoot)
  func real() throws {
    let helper = try HelperProcess()
    try helper.order("unshare \(NamespaceKind.uts.cloneFlag | NamespaceKind.net.cloneFlag)")
    try helper.order("host heya-inside")
    var scanner = try NamespaceScanner()
    let snapshot = try scanner.scan()
    let process = try #require(snapshot.process(pid: helper.pid))
    func differences(_ kind: NamespaceKind) throws -> [FactDifference] {
      let namespace = try #require(snapshot.namespace(inode: process.links[kind]))
      let host = try #require(snapshot.namespace(inode: snapshot.observer.links[kind]))
      return try NamespaceContents(of: namespace, in: snapshot)
        .differences(to: NamespaceContents(of: host, in: snapshot), in: snapshot)
    }
    #expect(
      try differences(.uts) == [FactDifference("hostname", "heya-inside", snapshot.host)])
    let loopback = try #require(try differences(.net).first { $0.subject == Text(verbatim: "lo") })
    #expect(loopback.left?[.english] == "down")
    #expect(loopback.right?[.english].hasPrefix("up 127.0.0.1/8") == true)
  }
}

extension FactDifference {
  /// A difference in the words of the kernel, which are the same in every language.
  fileprivate init(_ subject: String, _ left: String?, _ right: String?) {
    self.init(
      Text(verbatim: subject), left.map { Text(verbatim: $0) }, right.map { Text(verbatim: $0) })
  }
}
