import Foundation
import JSON
import Namespaces
import TestSupport
import Testing

@testable import Containers

extension RealEngines {
  @Suite("Podman")
  struct PodmanEngineTests {
    private let workshop: Workshop
    private let podman: [String]

    init() throws {
      workshop = try Workshop()
      let directory = workshop.directory
      // Raising limits needs a capability that machines for tests may lack.
      let settings = """
        [containers]
        default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]

        """
      try Data(settings.utf8).write(to: URL(fileURLWithPath: "\(directory)/containers.conf"))
      workshop.environment["CONTAINERS_CONF"] = "\(directory)/containers.conf"
      podman = [
        "podman", "--root", "\(directory)/storage", "--runroot", "\(directory)/run",
        "--tmpdir", "\(directory)/tmp", "--cgroup-manager", "cgroupfs", "--runtime", "runc",
      ]
    }

    @Test(
      "each container that podman ps lists is found under its name, pods included",
      .needs("podman", "conmon", "runc", "busybox", "tar"))
    func root() throws {
      try workshop.run(podman + ["import", try workshop.archive(), "localhost/heya-box:1"])
      workshop.atTheEnd { [podman] workshop in
        _ = try? workshop.run(podman + ["pod", "rm", "-af", "-t", "0"])
        _ = try? workshop.run(podman + ["rm", "-af", "-t", "0"])
      }
      let image = "localhost/heya-box:1"
      try workshop.run(
        podman + [
          "pod", "create", "--name", "heya-pod", "--infra-image", image, "--infra-command",
          "/bin/sleep 600", "--network", "none",
        ])
      let run = podman + ["run", "-d"]
      try workshop.run(run + ["--pod", "heya-pod", "--name", "heya-a", image, "/bin/sleep", "600"])
      try workshop.run(
        run + [
          "--network", "none", "--label", "shelf=top", "--name", "heya-b", image, "/bin/sleep",
          "600",
        ])

      let format = "{{.ID}}|{{.Names}}|{{.Image}}|{{.Status}}|{{.Pid}}|{{.PodName}}"
      let list = try workshop.run(podman + ["ps", "--pod", "--no-trunc", "--format", format])
      let expected = list.rows()
      #expect(expected.count == 3)
      let found = try workshop.containers()
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
      let home = "\(workshop.directory)/home"
      try workshop.run("useradd", "-d", home, "-m", user)
      workshop.atTheEnd { workshop in _ = try? workshop.run("userdel", user) }
      try workshop.run("chmod", "755", workshop.directory)
      let archive = try workshop.archive()
      try workshop.run("mkdir", "-m", "700", "\(home)/run")
      try workshop.run("chown", user, "\(home)/run")
      workshop.environment["HOME"] = home
      workshop.environment["XDG_RUNTIME_DIR"] = "\(home)/run"
      let podman =
        ["setpriv", "--reuid", user, "--regid", user, "--init-groups"] + [
          "podman", "--storage-driver", "vfs", "--cgroup-manager", "cgroupfs", "--runtime", "runc",
        ]
      workshop.atTheEnd { workshop in
        _ = try? workshop.run(podman + ["rm", "-af", "-t", "0"])
        // Ends the process that keeps the user's namespaces.
        _ = try? workshop.run(podman + ["system", "migrate"])
      }
      let image = "localhost/heya-box:1"
      try workshop.run(podman + ["import", archive, image])
      try workshop.run(
        podman + ["run", "-d", "--network", "none", "--name", "heya-mine", image, "sleep", "600"])
      let row = try workshop.run(
        podman + ["ps", "--no-trunc", "--format", "{{.ID}}|{{.Names}}|{{.Image}}|{{.Pid}}"]
      ).rows()[0]
      let container = try workshop.container("podman", row[0])
      #expect([container.name, container.image] == Array(row[1...2]))
      #expect(container.initProcess.map { String($0.pid) } == row[3])
      #expect(container.user == user)
      #expect(!container.kindsOfHost.contains(.user))
    }

    @Test(
      "users that Podman maps are a user namespace of the container's own",
      .needs("podman", "conmon", "runc", "busybox", "tar"))
    func users() throws {
      let image = "localhost/heya-box:1"
      try workshop.run(podman + ["import", try workshop.archive(), image])
      workshop.atTheEnd { [podman] workshop in
        _ = try? workshop.run(podman + ["rm", "-af", "-t", "0"])
      }
      let maps = ["0:200000:1000", "0:300000:1000"]
      for (index, map) in maps.enumerated() {
        try workshop.run(
          podman + [
            "run", "-d", "--uidmap", map, "--gidmap", map, "--network", "none", "--name",
            "heya-user-\(index)", image, "/bin/sleep", "600",
          ])
      }
      let found = try workshop.containers()
      let list = try workshop.run(podman + ["ps", "--ns", "--format", "{{.Names}}|{{.USERNS}}"])
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
      "Podman's service tells a user who may ask it what the user may not read",
      .needs("podman", "conmon", "runc", "busybox", "tar", "setpriv"))
    func service() throws {
      let image = "localhost/heya-box:1"
      try workshop.run(podman + ["import", try workshop.archive(), image])
      workshop.atTheEnd { [podman] workshop in
        _ = try? workshop.run(podman + ["rm", "-af", "-t", "0"])
      }
      try workshop.run(
        podman + [
          "run", "-d", "--network", "none", "--label", "shelf=top", "--name", "heya-asked", image,
          "/bin/sleep", "600",
        ])
      let socket = "\(workshop.directory)/podman.sock"
      try workshop.start(podman + ["system", "service", "--time", "0", "unix://\(socket)"])
      try workshop.wait(for: "the service") { FileManager.default.fileExists(atPath: socket) }
      try workshop.run("chmod", "666", socket)
      let heya = try workshop.place("heya")
      let text = try workshop.run(
        "setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "sh", "-c",
        "\(heya) containers --json --filter container=heya-asked 2>/dev/null")
      let asked = try JSONValue(reading: Array(text.utf8))["containers"][0]
      let row = try workshop.run(
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
