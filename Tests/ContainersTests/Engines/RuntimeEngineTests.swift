import Foundation
import JSONCoding
import Namespaces
import TestSupport
import Testing

@testable import Containers

extension RealEngines {
  @Suite("containerd, runc, crun, buildah")
  struct RuntimeEngineTests {
    private let runtimeFixture: RuntimeFixture

    init() throws { runtimeFixture = try RuntimeFixture() }

    @Test(
      "a container of ctr has the id and image that ctr lists",
      .needs("containerd", "ctr", "containerd-shim-runc-v2", "busybox", "tar"))
    func containerd() throws {
      let directory = runtimeFixture.directory
      let settings = """
        version = 2
        root = "\(directory)/root"
        state = "\(directory)/state"
        disabled_plugins = ["io.containerd.grpc.v1.cri"]
        [grpc]
          address = "\(directory)/sock"

        """
      try Data(settings.utf8).write(to: URL(fileURLWithPath: "\(directory)/config.toml"))
      try runtimeFixture.start("containerd", "--config", "config.toml")
      let ctr = ["ctr", "-a", "\(directory)/sock", "-n", "heya-lab"]
      try runtimeFixture.wait(for: "containerd") { try runtimeFixture.run(ctr + ["version"]) != "" }
      runtimeFixture.atTheEnd { runtimeFixture in
        _ = try? runtimeFixture.run(ctr + ["task", "rm", "-f", "heya-box"])
      }
      let root = try runtimeFixture.rootfs()
      let image = try imageArchive(of: root)
      try runtimeFixture.run(ctr + ["image", "import", image])
      try runtimeFixture.run(
        ctr + [
          "run", "-d", "--label", "shelf=top", "heya.example/box:1", "heya-box", "/bin/sleep",
          "600",
        ])
      let row = try runtimeFixture.run(ctr + ["container", "ls"]).rows(" ")[1].filter {
        !$0.isEmpty
      }
      let task = try runtimeFixture.run(ctr + ["task", "ls"]).rows(" ")[1].filter { !$0.isEmpty }
      let container = try runtimeFixture.container("containerd", row[0])
      #expect(container.image == row[1])
      #expect(container.name == row[0])
      #expect(container.initProcess.map { String($0.pid) } == task[1])
      #expect(container.status.rawValue == task[2].lowercased())
      #expect(container.group == .init(kind: .namespace, name: "heya-lab"))
    }

    /// An image of one layer, as `docker save` lays it out.
    private func imageArchive(of root: String) throws -> String {
      let directory = "\(runtimeFixture.directory)/image"
      try runtimeFixture.run("mkdir", directory)
      try runtimeFixture.run("tar", "-C", root, "-cf", "\(directory)/layer.tar", ".")
      let sum = try runtimeFixture.run("sha256sum", "\(directory)/layer.tar").rows(" ")[0][0]
      let config: JSONValue = [
        "architecture": "amd64", "os": "linux", "config": [:],
        "rootfs": ["type": "layers", "diff_ids": ["sha256:\(sum)"]],
      ]
      let manifest: JSONValue = [
        ["Config": "config.json", "RepoTags": ["heya.example/box:1"], "Layers": ["layer.tar"]]
      ]
      for (name, value) in [("config", config), ("manifest", manifest)] {
        try Data(value.text().utf8).write(to: URL(fileURLWithPath: "\(directory)/\(name).json"))
      }
      try runtimeFixture.run(
        "tar", "-C", directory, "-cf", "\(runtimeFixture.directory)/image.tar", ".")
      return "\(runtimeFixture.directory)/image.tar"
    }

    private func bundle() throws -> String {
      let directory = "\(runtimeFixture.directory)/bundle"
      try runtimeFixture.run("mkdir", directory)
      _ = try runtimeFixture.rootfs("bundle/rootfs")
      try runtimeFixture.run("runc", "spec", "-b", directory)
      let path = URL(fileURLWithPath: "\(directory)/config.json")
      var config = try JSONValue(reading: Array(try Data(contentsOf: path))).object
      config["annotations"] = ["org.example.app": "till"]
      var process = try #require(config["process"]).object
      process["args"] = ["/bin/sleep", "600"]
      process["terminal"] = false
      process["rlimits"] = []
      config["process"] = .object(process)
      try Data(JSONValue.object(config).text().utf8).write(to: path)
      return directory
    }

    private func check(_ runtime: String, _ ids: [String]) throws {
      let list = try runtimeFixture.run(runtime, "list", "-f", "json")
      let states = try JSONValue(reading: Array(list.utf8)).elements
      for id in ids {
        let state = try #require(states.first { $0["id"].string == id })
        let container = try runtimeFixture.container(runtime, id)
        #expect(container.name == id)
        #expect(container.initProcess.map { Int64($0.pid) } == state["pid"].integer)
        #expect(container.status.rawValue == state["status"].string)
        #expect(container.rootfs == "\(state["bundle"].string ?? "")/rootfs")
        #expect(container.label("org.example.app") == "till")
        #expect(container.user == state["owner"].string)
      }
    }

    @Test("a bundle of runc is found, running and created", .needs("runc", "busybox"))
    func runc() throws {
      let bundle = try bundle()
      let ids = ["heya-running-\(getpid())", "heya-created-\(getpid())"]
      runtimeFixture.atTheEnd { runtimeFixture in
        for id in ids { _ = try? runtimeFixture.run("runc", "delete", "-f", id) }
      }
      // The runtime leaves its descriptors to the container: nobody may wait for their end.
      let start = "exec >/dev/null 2>&1; runc"
      try runtimeFixture.run("sh", "-c", "\(start) run -d -b \(bundle) \(ids[0])")
      try runtimeFixture.run("sh", "-c", "\(start) create -b \(bundle) \(ids[1])")
      try check("runc", ids)
    }

    @Test("a bundle of crun is found", .needs("runc", "crun", "busybox", "unshare"))
    func crun() throws {
      let bundle = try bundle()
      let id = "heya-crun-\(getpid())"
      runtimeFixture.atTheEnd { runtimeFixture in
        _ = try? runtimeFixture.run("crun", "delete", "-f", id)
      }
      // crun refuses hosts where versions 1 and 2 of cgroups live side by side: it sees only the
      // second.
      let alone = "umount -R /sys/fs/cgroup; mount -t cgroup2 none /sys/fs/cgroup"
      let run = "crun --cgroup-manager=disabled run -d -b \(bundle) \(id)"
      try runtimeFixture.run(
        "unshare", "-m", "--propagation", "private", "sh", "-c",
        "exec >/dev/null 2>&1; \(alone); \(run)")
      try check("crun", [id])
    }

    @Test(
      "a step of buildah has the working container's name",
      .needs("buildah", "runc", "busybox"))
    func buildah() throws {
      let directory = runtimeFixture.directory
      let buildah = [
        "buildah", "--root", "\(directory)/storage", "--runroot", "\(directory)/run",
        "--storage-driver", "vfs",
      ]
      try runtimeFixture.run(buildah + ["from", "--name", "heya-work", "scratch"])
      try runtimeFixture.run(buildah + ["copy", "heya-work", try runtimeFixture.rootfs(), "/"])
      let step = try runtimeFixture.start(
        buildah + ["run", "--isolation", "oci", "--runtime", "runc", "heya-work", "sleep", "600"])
      let id = String(step.pid)
      runtimeFixture.atTheEnd { runtimeFixture in
        let first = try? runtimeFixture.container("buildah", id).initProcess
        if let first { kill(first.pid, SIGKILL) }
        step.end(after: 5)
      }
      try runtimeFixture.wait(for: "the step") {
        let first = try #require(try runtimeFixture.container("buildah", id).initProcess)
        return try RuntimeFixture.text(of: "/proc/\(first.pid)/comm") == "sleep\n"
      }
      let name = try runtimeFixture.run(buildah + ["containers", "--format", "{{.ContainerName}}"])
      #expect(try runtimeFixture.container("buildah", id).name == name)
    }
  }
}
