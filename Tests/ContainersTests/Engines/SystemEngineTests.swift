import Foundation
import Namespaces
import TestSupport
import Testing

@testable import Containers

extension RealEngines {
  @Suite("LXC, systemd-nspawn, ip netns")
  struct SystemEngineTests {
    private let runtimeFixture: RuntimeFixture

    init() throws { runtimeFixture = try RuntimeFixture() }

    @Test("a container of LXC is found as lxc-info tells it", .needs("lxc-start", "busybox"))
    func lxc() throws {
      let name = "heya-\(getpid())"
      let directory = runtimeFixture.directory
      let root = try runtimeFixture.rootfs()
      try runtimeFixture.run("mkdir", "\(directory)/\(name)")
      let settings = """
        lxc.uts.name = \(name)
        lxc.rootfs.path = dir:\(root)
        lxc.net.0.type = empty
        lxc.apparmor.profile = unconfined
        lxc.init.cmd = /bin/sleep 600
        lxc.group = shelf

        """
      try Data(settings.utf8).write(to: URL(fileURLWithPath: "\(directory)/\(name)/config"))
      runtimeFixture.atTheEnd { runtimeFixture in
        _ = try? runtimeFixture.run("lxc-stop", "-k", "-P", directory, "-n", name)
      }
      try runtimeFixture.run("lxc-start", "-P", directory, "-n", name, "-d")
      let list = try runtimeFixture.run("lxc-ls", "-P", directory, "-f", "-F", "NAME,STATE,GROUPS")
      let row = list.rows(" ")[1].filter { !$0.isEmpty }
      let container = try runtimeFixture.container("lxc", name)
      #expect([container.name, container.status.rawValue.uppercased()] == Array(row[0...1]))
      #expect(container.group?.name == row[2])
      #expect(container.rootfs == root)
      let pid = try runtimeFixture.run("lxc-info", "-P", directory, "-n", name, "-pH")
      #expect(container.initProcess.map { String($0.pid) } == pid)
    }

    @Test(
      "a container of systemd-nspawn has its machine's name", .needs("systemd-nspawn", "busybox"))
    func nspawn() throws {
      let name = "heya-\(getpid())"
      let root = try runtimeFixture.rootfs()
      let nspawn = try runtimeFixture.start(
        "systemd-nspawn", "--register=no", "--keep-unit", "-q", "-M", name, "-D", root,
        "/bin/sleep",
        "600")
      try runtimeFixture.wait(for: "the container") {
        try runtimeFixture.container("systemd-nspawn", name).ownKinds.contains(.uts)
      }
      let container = try runtimeFixture.container("systemd-nspawn", name)
      #expect(container.rootfs == root)
      let first = try #require(container.initProcess)
      #expect(
        try runtimeFixture.run("ps", "-o", "ppid=", "-p", "\(first.pid)").trimmed
          == "\(nspawn.pid)")
    }

    @Test("networks are found as ip netns lists them", .needs("ip"))
    func namedNetworks() throws {
      let names = ["heya-blue-\(getpid())", "heya-red-\(getpid())"]
      runtimeFixture.atTheEnd { runtimeFixture in
        for name in names { _ = try? runtimeFixture.run("ip", "netns", "del", name) }
      }
      for name in names { try runtimeFixture.run("ip", "netns", "add", name) }
      // A pair of veths between the two goes with them.
      try runtimeFixture.run(
        "ip", "-n", names[0], "link", "add", "heya0", "type", "veth", "peer", "name", "heya0",
        "netns", names[1])
      try runtimeFixture.start("ip", "netns", "exec", names[0], "sleep", "600")
      try runtimeFixture.wait(for: "sleep") {
        try runtimeFixture.run("ip", "netns", "pids", names[0]) != ""
      }
      let listed = try runtimeFixture.run("ip", "netns", "list").rows(" ").map { $0[0] }
      let found = try runtimeFixture.containers().filter { $0.runtime == "ip netns" }
      for name in names {
        #expect(listed.contains(name))
        let container = try #require(found.first { $0.name == name })
        let pids = try runtimeFixture.run("ip", "netns", "pids", name)
        #expect(container.members.map(String.init) == pids.split(separator: "\n").map(String.init))
        #expect(container.status == (pids.isEmpty ? .empty : .running))
        #expect(container.form == .namespaces && container.exposedKinds.isEmpty)
        let inode = try runtimeFixture.run("stat", "-L", "-c", "%i", "/run/netns/\(name)")
        #expect(String(container.namespaces[.net]) == inode)
      }
    }
  }
}

extension String {
  /// Without blanks around it.
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
