import Foundation
import JSONCoding
import Namespaces
import Scanning
import TestSupport
import Testing

@testable import Containers

extension RealEngines {
  @Suite("Docker")
  struct DockerEngineTests {
    private let runtimeFixture: RuntimeFixture
    private let daemon: DockerDaemon

    init() throws {
      runtimeFixture = try RuntimeFixture()
      daemon = DockerDaemon(in: runtimeFixture)
    }

    private func docker(_ arguments: String...) throws -> String { try daemon.run(arguments) }

    @Test(
      "each container that docker ps lists is found under its name, with what it shares",
      .needs("docker", "dockerd", "busybox", "tar"))
    func list() throws {
      try daemon.start()
      let sleep = ["heya/box:1", "/bin/sleep", "600"]
      let runs: [[String]] = [
        [
          "--name", "heya-web-1", "--network", "none", "-l", "com.docker.compose.project=heya-shop",
          "-l", "com.docker.compose.service=web",
        ],
        ["--name", "heya-host", "--network", "host", "--pid", "host", "--memory", "64m"],
        ["--name", "heya-side", "--network", "container:heya-web-1"],
        ["--name", "heya-paused", "--network", "none"],
      ]
      for run in runs { _ = try daemon.run(["run", "-d"] + run + sleep) }
      _ = try docker("pause", "heya-paused")
      _ = try docker("exec", "-d", "heya-web-1", "/bin/sleep", "601")

      let format = "{{.ID}}|{{.Names}}|{{.Image}}|{{.State}}"
      let expected = try docker("ps", "--no-trunc", "--format", format).rows()
      #expect(expected.count == 4)
      let found = try runtimeFixture.containers()
      for row in expected {
        let container = try #require(found.first { $0.id.id == row[0] })
        #expect(container.runtime == "docker")
        #expect([container.name, container.image, container.status.rawValue] == Array(row[1...]))
        let pid = try docker("inspect", "-f", "{{.State.Pid}}", row[0])
        #expect(container.initProcess.map { String($0.pid) } == pid)
        let inside = try docker("top", row[0], "-o", "pid").rows(" ").dropFirst()
        #expect(container.members.map(String.init) == inside.compactMap(\.last).sorted())
        // The daemon was not asked.
        #expect(!container.sources.values.contains { $0.hasPrefix("GET ") })
      }
      let named = Dictionary(found.map { ($0.name, $0) }) { first, _ in first }
      let web = try #require(named["heya-web-1"])
      #expect(web.group == .init(kind: .project, name: "heya-shop"))
      #expect(web.label("com.docker.compose.service") == "web")
      #expect(named["heya-side"]?.sharing[.net] == .container(web.id))
      let host = try #require(named["heya-host"])
      #expect(host.kindsOfHost.contains(.net) && host.kindsOfHost.contains(.pid))
      #expect(host.memory?.limit == 64 << 20)
      #expect(web.ownKinds.contains(.net) && web.ownKinds.contains(.pid))
    }

    @Test(
      "a name that only a container that has exited has is told so",
      .needs("docker", "dockerd", "busybox", "tar"))
    func exited() throws {
      try daemon.start()
      let run = ["run", "--network", "none", "--name", "heya-gone", "heya/box:1"]
      _ = try? daemon.run(run + ["/bin/sh", "-c", "exit 7"])
      let output = try BuiltProgram.run("heya", ["show", "heya-gone", "--lang", "en"])
      #expect(output.status == 1)
      #expect(
        output.errors.hasPrefix(
          "heya: 'heya-gone' of docker does not run (exited with status 7): "
            + "`docker start heya-gone` starts it.\n"), "\(output.errors)")
      let entered = try BuiltProgram.run("heya", ["enter", "docker:heya-gone", "--lang", "ja"])
      #expect(entered.status == 125)
      #expect(entered.errors.contains("は動いていません（exited、終了ステータス 7）"))
    }

    @Test(
      "the processor time and the memory of a container are those that Docker counts",
      .needs("docker", "dockerd", "busybox", "tar"))
    func use() throws {
      try daemon.start()
      _ = try docker(
        "run", "-d", "--name", "heya-busy", "--network", "none", "--memory", "64m", "heya/box:1",
        "/bin/sh", "-c", "while :; do :; done")
      let id = try docker("ps", "-q", "--no-trunc")
      let sockets = EngineSockets(try HostFiles(root: "/"), timeout: .seconds(30))
      func counted() throws -> UInt64 {
        let stats = try sockets.get(
          "/containers/\(id)/stats?stream=false&one-shot=true",
          at: "\(runtimeFixture.directory)/sock",
          of: 0)
        // Where containerd cannot find the mount of a cgroup, Docker has no figures.
        guard let nanoseconds = stats["cpu_stats"]["cpu_usage"]["total_usage"].integer,
          let limit = stats["memory_stats"]["limit"].integer
        else { try Test.cancel("Docker has no figures of its own here: \(stats.text())") }
        #expect(limit == 64 << 20)
        return UInt64(nanoseconds) / 1000
      }
      var scanner = try NamespaceScanner(sources: .all)
      var finder = try ContainerFinder()
      func look() throws -> Container {
        try #require(finder.containers(in: try scanner.scan()).first { $0.id.id == id })
      }
      let before = try counted()
      let first = try look()
      let between = try counted()
      let second = try look()
      let after = try counted()
      let (early, late) = (try #require(first.processor), try #require(second.processor))
      #expect((before...between).contains(early.microseconds))
      #expect((between...after).contains(late.microseconds))
      #expect(early.share == nil)
      #expect(try #require(late.share) > 0)
      #expect(try #require(second.memory).limit == 64 << 20)
      for fact in [Container.Fact.cpu, .memory, .status] {
        #expect(second.sources[fact]?.hasPrefix("/sys/fs/cgroup/") == true)
      }
      // The same by the counters of version 2, where nothing else is mounted.
      let alone = "umount -R /sys/fs/cgroup; mount -t cgroup2 none /sys/fs/cgroup"
      let text = try runtimeFixture.run(
        "unshare", "-m", "--propagation", "private", "sh", "-c",
        "\(alone); \(BuiltProgram.path("heya")) show \(id) --json 2>/dev/null")
      let shown = try JSONValue(reading: Array(text.utf8))
      #expect(shown["sources"]["cpu"].string?.hasSuffix("\(id)/cpu.stat") == true)
      #expect(try #require(shown["cpuSeconds"].number) > 0)
    }

    @Test(
      "a second network is a namespace of its own, wired to a bridge of the host",
      .needs("docker", "dockerd", "busybox", "tar", "ip"))
    func network() throws {
      try daemon.start()
      let (network, bridge) = ("heya-net", "heya\(getpid() % 100_000)")
      _ = try docker(
        "network", "create", "-o", "com.docker.network.bridge.name=\(bridge)", network)
      runtimeFixture.atTheEnd { [socket = daemon.socket] runtimeFixture in
        _ = try? runtimeFixture.run("docker", "-H", socket, "rm", "-f", "heya-a", "heya-b")
        _ = try? runtimeFixture.run("docker", "-H", socket, "network", "rm", network)
      }
      for name in ["heya-a", "heya-b"] {
        _ = try docker(
          "run", "-d", "--name", name, "--network", network, "heya/box:1", "/bin/sleep", "600")
      }
      let found = try runtimeFixture.containers()
      let (a, b) = (
        try #require(found.first { $0.name == "heya-a" }),
        try #require(found.first { $0.name == "heya-b" })
      )
      #expect(a.sharing[.net] == .own && b.sharing[.net] == .own)
      #expect(a.namespaces[.net] != b.namespaces[.net])
      for container in [a, b] {
        let sandbox = try docker("inspect", "-f", "{{.NetworkSettings.SandboxKey}}", container.name)
        // The daemon pins each network's file; the inode of the pin is the namespace.
        let inode = try runtimeFixture.run("stat", "-L", "-c", "%i", sandbox)
        #expect(String(container.namespaces[.net]) == inode)
      }
      let ports = try runtimeFixture.run("ip", "-o", "link", "show", "master", bridge)
      #expect(ports.split(separator: "\n").count == 2)
    }

    @Test(
      "a container whose users are mapped has a user namespace of its own, another the host's",
      .needs("docker", "dockerd", "busybox", "tar", "useradd"))
    func users() throws {
      let user = "heya-\(getpid())"
      try runtimeFixture.run("useradd", user)
      runtimeFixture.atTheEnd { runtimeFixture in _ = try? runtimeFixture.run("userdel", user) }
      try daemon.start(["--userns-remap=\(user)"])
      for (name, option) in [("heya-mapped", "--userns="), ("heya-plain", "--userns=host")] {
        _ = try docker(
          "run", "-d", "--name", name, option, "--network", "none", "heya/box:1", "/bin/sleep",
          "600")
      }
      let found = try runtimeFixture.containers()
      for row in try docker("ps", "--no-trunc", "--format", "{{.ID}}|{{.Names}}|{{.Image}}").rows()
      {
        let container = try #require(found.first { $0.id.id == row[0] })
        #expect([container.name, container.image] == Array(row[1...]))
        let pid = try docker("inspect", "-f", "{{.State.Pid}}", row[0])
        let map = try RuntimeFixture.text(of: "/proc/\(pid)/uid_map").split(separator: " ")
        #expect((container.sharing[.user] == .host) == (map[1] == "0"))
        #expect(container.exposedKinds == (map[1] == "0" ? [.user] : []))
      }
    }

    @Test(
      "a user of the group that may ask Docker sees its containers without reading its files",
      .needs("docker", "dockerd", "busybox", "tar", "setpriv"))
    func group() throws {
      try daemon.start(["--group", "65533"])
      _ = try docker(
        "run", "-d", "--name", "heya-asked", "--network", "none", "-l",
        "com.docker.compose.project=heya-shop", "heya/box:1", "/bin/sleep", "600")
      let heya = try runtimeFixture.place("heya")
      func list(groups: String) throws -> JSONValue {
        let text = try runtimeFixture.run(
          "setpriv", "--reuid", "65534", "--regid", "65534", "--groups", groups, "sh", "-c",
          "\(heya) containers --json --filter runtime=docker 2>/dev/null")
        return try JSONValue(reading: Array(text.utf8))["containers"]
      }
      let row = try docker("ps", "--no-trunc", "--format", "{{.ID}}|{{.Names}}|{{.Image}}").rows()[
        0]
      let asked = try #require(
        try list(groups: "65533").elements.first { $0["id"].string == row[0] })
      #expect(asked["name"].string == row[1])
      #expect(asked["image"].string == row[2])
      #expect(asked["group"].string == "heya-shop")
      #expect(asked["sources"]["name"].string?.hasSuffix("/sock") == true)
      #expect(
        asked["pid"].integer.map(String.init)
          == (try docker("inspect", "-f", "{{.State.Pid}}", row[0])))
      let refused = try #require(
        try list(groups: "65532").elements.first { $0["id"].string == row[0] })
      #expect(refused["name"].string == String(row[0].prefix(12)))
    }

    @Test(
      "a user's own Docker is found with its containers, within the namespace that it works in",
      .needs(
        "docker", "dockerd", "busybox", "tar", "useradd", "newuidmap", "setpriv", "rootlesskit"),
      .enabled(if: RootlessDocker.isInstalled, "needs docker.io"))
    func rootless() throws {
      let rootless = try RootlessDocker(in: runtimeFixture)
      let docker = rootless.words
      try runtimeFixture.run(docker + ["import", try runtimeFixture.archive(), "heya/box:1"])
      try runtimeFixture.run(
        docker + [
          "run", "-d", "--name", "heya-mine", "--network", "none", "heya/box:1", "/bin/sleep",
          "600",
        ])
      let row = try runtimeFixture.run(
        docker + ["ps", "--no-trunc", "--format", "{{.ID}}|{{.Names}}|{{.Image}}"]
      ).rows()[0]
      let container = try runtimeFixture.container("docker", row[0])
      #expect([container.name, container.image] == Array(row[1...]))
      #expect(container.user == rootless.user)
      let uid = container.uid
      let base = try runtimeFixture.container("docker", "rootless-\(uid)")
      #expect(base.form == .namespaces && base.user == rootless.user)
      #expect(container.sharing[.user] == .container(base.id))
      #expect(container.outer == base.id)
    }
  }
}
