import Foundation
import JSONCoding
import Namespaces
import TestSupport
import Testing

@testable import Containers

extension RealEngines {
  @Suite("Podman")
  struct PodmanEngineTests {
    private let runtimeFixture: RuntimeFixture
    private let podman: [String]

    init() throws {
      runtimeFixture = try RuntimeFixture()
      let directory = runtimeFixture.directory
      // Raising limits needs a capability that machines for tests may lack.
      let settings = """
        [containers]
        default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]

        """
      try Data(settings.utf8).write(to: URL(fileURLWithPath: "\(directory)/containers.conf"))
      runtimeFixture.environment["CONTAINERS_CONF"] = "\(directory)/containers.conf"
      podman = [
        "podman", "--root", "\(directory)/storage", "--runroot", "\(directory)/run",
        "--tmpdir", "\(directory)/tmp", "--cgroup-manager", "cgroupfs", "--runtime", "runc",
      ]
    }

    @Test(
      "each container that podman ps lists is found under its name, pods included",
      .needs("podman", "conmon", "runc", "busybox", "tar"))
    func root() throws {
      try runtimeFixture.run(
        podman + ["import", try runtimeFixture.archive(), "localhost/heya-box:1"])
      runtimeFixture.atTheEnd { [podman] runtimeFixture in
        _ = try? runtimeFixture.run(podman + ["pod", "rm", "-af", "-t", "0"])
        _ = try? runtimeFixture.run(podman + ["rm", "-af", "-t", "0"])
      }
      let image = "localhost/heya-box:1"
      try runtimeFixture.run(
        podman + [
          "pod", "create", "--name", "heya-pod", "--infra-image", image, "--infra-command",
          "/bin/sleep 600", "--network", "none",
        ])
      let run = podman + ["run", "-d"]
      try runtimeFixture.run(
        run + ["--pod", "heya-pod", "--name", "heya-a", image, "/bin/sleep", "600"])
      try runtimeFixture.run(
        run + [
          "--network", "none", "--label", "shelf=top", "--name", "heya-b", image, "/bin/sleep",
          "600",
        ])

      let format = "{{.ID}}|{{.Names}}|{{.Image}}|{{.Status}}|{{.Pid}}|{{.PodName}}"
      let list = try runtimeFixture.run(podman + ["ps", "--pod", "--no-trunc", "--format", format])
      let expected = list.rows()
      #expect(expected.count == 3)
      let found = try runtimeFixture.containers()
      for row in expected {
        let container = try #require(found.first { $0.id.id == row[0] })
        #expect(container.runtime == "podman")
        #expect([container.name, container.image] == Array(row[1...2]))
        #expect((container.status == .running) == row[3].hasPrefix("Up "))
        #expect(container.initProcess.map { String($0.pid) } == row[4])
        #expect(container.group?.name ?? "" == row[5])
        #expect(container.user == "root")
      }
      let member = try #require(found.first { $0.name == "heya-a" })
      let infra = try #require(found.first { $0.group == member.group && $0.name != "heya-a" })
      #expect(member.sharing[.net] == .container(infra.id))
      #expect(found.first { $0.name == "heya-b" }?.label("shelf") == "top")
    }

    @Test(
      "containers of a user without privileges are found, with whose they are",
      .needs("podman", "conmon", "runc", "busybox", "tar", "useradd", "newuidmap", "setpriv"))
    func rootless() throws {
      let user = "heya-\(getpid())"
      let home = "\(runtimeFixture.directory)/home"
      try runtimeFixture.run("useradd", "-d", home, "-m", user)
      runtimeFixture.atTheEnd { runtimeFixture in _ = try? runtimeFixture.run("userdel", user) }
      try runtimeFixture.run("chmod", "755", runtimeFixture.directory)
      let archive = try runtimeFixture.archive()
      try runtimeFixture.run("mkdir", "-m", "700", "\(home)/run")
      try runtimeFixture.run("chown", user, "\(home)/run")
      runtimeFixture.environment["HOME"] = home
      runtimeFixture.environment["XDG_RUNTIME_DIR"] = "\(home)/run"
      let podman =
        ["setpriv", "--reuid", user, "--regid", user, "--init-groups"] + [
          "podman", "--storage-driver", "vfs", "--cgroup-manager", "cgroupfs", "--runtime", "runc",
        ]
      runtimeFixture.atTheEnd { runtimeFixture in
        _ = try? runtimeFixture.run(podman + ["rm", "-af", "-t", "0"])
        // Ends the process that keeps the user's namespaces.
        _ = try? runtimeFixture.run(podman + ["system", "migrate"])
      }
      let image = "localhost/heya-box:1"
      try runtimeFixture.run(podman + ["import", archive, image])
      for (name, users) in [("heya-mine", "host"), ("heya-keep", "keep-id")] {
        try runtimeFixture.run(
          podman + [
            "run", "-d", "--network", "none", "--userns=\(users)", "--name", name, image, "sleep",
            "600",
          ])
      }
      let format = "{{.ID}}|{{.Names}}|{{.Image}}|{{.Pid}}|{{.USERNS}}"
      let rows = try runtimeFixture.run(podman + ["ps", "--ns", "--no-trunc", "--format", format])
        .rows()
      #expect(rows.count == 2)
      // Without root a user sees what is the user's own, by the same facts.
      let heya = try runtimeFixture.place("heya")
      let text = try runtimeFixture.run(
        "setpriv", "--reuid", user, "--regid", user, "--init-groups", "sh", "-c",
        "\(heya) containers --json --filter runtime=podman 2>/dev/null")
      let own = try JSONValue(reading: Array(text.utf8))["containers"].elements
      for row in rows {
        let container = try #require(own.first { $0["id"].string == row[0] })
        #expect([container["name"].string, container["image"].string] == row[1...2].map { $0 })
        #expect(container["namespaces"]["user"].string == "user:[\(row[4])]")
      }
      let found = try runtimeFixture.containers()
      let base = try #require(found.first { $0.name == "rootless" && $0.user == user })
      for row in rows {
        let container = try #require(found.first { $0.id.id == row[0] })
        #expect(container.runtime == "podman")
        #expect([container.name, container.image] == Array(row[1...2]))
        #expect(container.initProcess.map { String($0.pid) } == row[3])
        #expect(String(container.namespaces[.user]) == row[4])
        #expect(container.user == user)
        #expect(container.exposedKinds.isEmpty)
        // Without a map of its own a container lives in the users that Podman keeps.
        let keepsID = container.name == "heya-keep"
        #expect(container.sharing[.user] == (keepsID ? .own : .container(base.id)))
        if keepsID { #expect(try map(of: container).contains("\(container.uid)")) }
      }
    }

    @Test(
      "users that Podman maps are a user namespace of the container's own",
      .needs("podman", "conmon", "runc", "busybox", "tar"))
    func users() throws {
      let image = "localhost/heya-box:1"
      try runtimeFixture.run(podman + ["import", try runtimeFixture.archive(), image])
      runtimeFixture.atTheEnd { [podman] runtimeFixture in
        _ = try? runtimeFixture.run(podman + ["rm", "-af", "-t", "0"])
      }
      let maps = ["0:200000:1000", "0:300000:1000"]
      for (index, map) in maps.enumerated() {
        try runtimeFixture.run(
          podman + [
            "run", "-d", "--uidmap", map, "--gidmap", map, "--network", "none", "--name",
            "heya-user-\(index)", image, "/bin/sleep", "600",
          ])
      }
      let found = try runtimeFixture.containers()
      let list = try runtimeFixture.run(
        podman + ["ps", "--ns", "--format", "{{.Names}}|{{.USERNS}}"])
      let rows = list.rows()
      #expect(rows.count == maps.count)
      for row in rows {
        let container = try #require(found.first { $0.name == row[0] })
        #expect(container.sharing[.user] == .own)
        #expect(String(container.namespaces[.user]) == row[1])
        #expect(container.exposedKinds.isEmpty)
      }
    }

    @Test(
      "users that Podman chooses for a container are a user namespace of its own, run by root",
      .needs("podman", "conmon", "runc", "busybox", "tar", "useradd"))
    func automaticUsers() throws {
      let directory = runtimeFixture.directory
      // The ids come from those that are set aside for a user; useradd does so.
      let user = "heya-\(getpid())"
      try runtimeFixture.run("useradd", user)
      runtimeFixture.atTheEnd { runtimeFixture in _ = try? runtimeFixture.run("userdel", user) }
      let settings = """
        [storage]
        driver = "vfs"
        graphroot = "\(directory)/storage"
        runroot = "\(directory)/run"
        [storage.options]
        root-auto-userns-user = "\(user)"

        """
      try Data(settings.utf8).write(to: URL(fileURLWithPath: "\(directory)/storage.conf"))
      runtimeFixture.environment["CONTAINERS_STORAGE_CONF"] = "\(directory)/storage.conf"
      let podman = [
        "podman", "--tmpdir", "\(directory)/tmp", "--cgroup-manager", "cgroupfs", "--runtime",
        "runc",
      ]
      runtimeFixture.atTheEnd { runtimeFixture in
        _ = try? runtimeFixture.run(podman + ["rm", "-af", "-t", "0"])
      }
      let image = "localhost/heya-box:1"
      try runtimeFixture.run(podman + ["import", try runtimeFixture.archive(), image])
      for name in ["heya-auto-1", "heya-auto-2"] {
        try runtimeFixture.run(
          podman + [
            "run", "-d", "--userns=auto:size=1000", "--network", "none", "--name", name, image,
            "/bin/sleep", "600",
          ])
      }
      let rows = try runtimeFixture.run(
        podman + ["ps", "--ns", "--format", "{{.Names}}|{{.Pid}}|{{.USERNS}}"]
      ).rows()
      #expect(rows.count == 2)
      let found = try runtimeFixture.containers()
      var maps: Set<String> = []
      for row in rows {
        let container = try #require(found.first { $0.name == row[0] })
        #expect(container.initProcess.map { String($0.pid) } == row[1])
        #expect(String(container.namespaces[.user]) == row[2])
        #expect(container.sharing[.user] == .own && container.exposedKinds.isEmpty)
        #expect(container.user == "root")
        maps.insert(try map(of: container))
      }
      // Podman gives no id to two of them.
      #expect(maps.count == 2)
    }

    /// The map of the user namespace of a container, as heya shows it.
    private func map(of container: Container) throws -> String {
      let namespace = "user:\(container.namespaces[.user])"
      let output = try BuiltProgram.run("heya", ["show", namespace, "--json"])
      let shown = try JSONValue(reading: Array(output.text.utf8))["contents"]["users"]
      let pid = try #require(container.initProcess).pid
      let expected = try RuntimeFixture.text(of: "/proc/\(pid)/uid_map").split(separator: "\n")
        .map { $0.split(separator: " ").compactMap { Int64($0) } }
      #expect(
        shown.elements.map { row in
          ["inside", "outside", "count"].map { row[$0].integer ?? -1 }
        } == expected)
      return shown.text()
    }

    @Test(
      "Podman's service tells a user who may ask it what the user may not read",
      .needs("podman", "conmon", "runc", "busybox", "tar", "setpriv"))
    func service() throws {
      let image = "localhost/heya-box:1"
      try runtimeFixture.run(podman + ["import", try runtimeFixture.archive(), image])
      runtimeFixture.atTheEnd { [podman] runtimeFixture in
        _ = try? runtimeFixture.run(podman + ["rm", "-af", "-t", "0"])
      }
      try runtimeFixture.run(
        podman + [
          "run", "-d", "--network", "none", "--label", "shelf=top", "--name", "heya-asked", image,
          "/bin/sleep", "600",
        ])
      let socket = "\(runtimeFixture.directory)/podman.sock"
      try runtimeFixture.start(podman + ["system", "service", "--time", "0", "unix://\(socket)"])
      try runtimeFixture.wait(for: "the service") { FileManager.default.fileExists(atPath: socket) }
      try runtimeFixture.run("chmod", "666", socket)
      let heya = try runtimeFixture.place("heya")
      let text = try runtimeFixture.run(
        "setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "sh", "-c",
        "\(heya) containers --json --filter container=heya-asked 2>/dev/null")
      let asked = try JSONValue(reading: Array(text.utf8))["containers"][0]
      let row = try runtimeFixture.run(
        podman + ["ps", "--no-trunc", "--format", "{{.ID}}|{{.Image}}|{{.Pid}}"]
      ).rows()[0]
      #expect(asked["id"].string == row[0])
      #expect(asked["image"].string == row[1])
      #expect(asked["pid"].integer.map(String.init) == row[2])
      #expect(asked["labels"]["shelf"].string == "top")
      #expect(asked["sources"]["image"].string?.hasSuffix(socket) == true)
    }
  }
}
