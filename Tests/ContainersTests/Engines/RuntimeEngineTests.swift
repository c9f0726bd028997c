import Foundation
import JSONCoding
import Namespaces
import TestSupport
import Testing

@testable import Containers

extension RealEngines {
  @Suite("containerd, runc, crun, buildah")
  struct RuntimeEngineTests {
    private let workshop: Workshop

    init() throws { workshop = try Workshop() }

    @Test(
      "a container of ctr has the id and image that ctr lists",
      .needs("containerd", "ctr", "containerd-shim-runc-v2", "busybox", "tar"))
    func containerd() throws {
      let directory = workshop.directory
      let settings = """
        version = 2
        root = "\(directory)/root"
        state = "\(directory)/state"
        disabled_plugins = ["io.containerd.grpc.v1.cri"]
        [grpc]
          address = "\(directory)/sock"

        """
      try Data(settings.utf8).write(to: URL(fileURLWithPath: "\(directory)/config.toml"))
      try workshop.start("containerd", "--config", "config.toml")
      let ctr = ["ctr", "-a", "\(directory)/sock", "-n", "heya-lab"]
      try workshop.wait(for: "containerd") { try workshop.run(ctr + ["version"]) != "" }
      workshop.atTheEnd { workshop in
        _ = try? workshop.run(ctr + ["task", "rm", "-f", "heya-box"])
      }
      let root = try workshop.rootfs()
      let image = try imageArchive(of: root)
      try workshop.run(ctr + ["image", "import", image])
      try workshop.run(
        ctr + [
          "run", "-d", "--label", "shelf=top", "heya.example/box:1", "heya-box", "/bin/sleep",
          "600",
        ])
      let row = try workshop.run(ctr + ["container", "ls"]).rows(" ")[1].filter { !$0.isEmpty }
      let task = try workshop.run(ctr + ["task", "ls"]).rows(" ")[1].filter { !$0.isEmpty }
      let container = try workshop.container("containerd", row[0])
      #expect(container.image == row[1])
      #expect(container.name == row[0])
      #expect(container.initProcess.map { String($0.pid) } == task[1])
      #expect(container.status.rawValue == task[2].lowercased())
      #expect(container.group == .init(kind: .namespace, name: "heya-lab"))
    }

    /// An image of one layer, as `docker save` lays it out.
    private func imageArchive(of root: String) throws -> String {
      let directory = "\(workshop.directory)/image"
      try workshop.run("mkdir", directory)
      try workshop.run("tar", "-C", root, "-cf", "\(directory)/layer.tar", ".")
      let sum = try workshop.run("sha256sum", "\(directory)/layer.tar").rows(" ")[0][0]
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
      try workshop.run("tar", "-C", directory, "-cf", "\(workshop.directory)/image.tar", ".")
      return "\(workshop.directory)/image.tar"
    }

    private func bundle() throws -> String {
      let directory = "\(workshop.directory)/bundle"
      try workshop.run("mkdir", directory)
      _ = try workshop.rootfs("bundle/rootfs")
      try workshop.run("runc", "spec", "-b", directory)
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
      let list = try workshop.run(runtime, "list", "-f", "json")
      let states = try JSONValue(reading: Array(list.utf8)).elements
      for id in ids {
        let state = try #require(states.first { $0["id"].string == id })
        let container = try workshop.container(runtime, id)
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
      workshop.atTheEnd { workshop in
        for id in ids { _ = try? workshop.run("runc", "delete", "-f", id) }
      }
      // The runtime leaves its descriptors to the container: nobody may wait for their end.
      let start = "exec >/dev/null 2>&1; runc"
      try workshop.run("sh", "-c", "\(start) run -d -b \(bundle) \(ids[0])")
      try workshop.run("sh", "-c", "\(start) create -b \(bundle) \(ids[1])")
      try check("runc", ids)
    }

    @Test("a bundle of crun is found", .needs("runc", "crun", "busybox", "unshare"))
    func crun() throws {
      let bundle = try bundle()
      let id = "heya-crun-\(getpid())"
      workshop.atTheEnd { workshop in
        _ = try? workshop.run("crun", "delete", "-f", id)
      }
      // crun refuses hosts where versions 1 and 2 of cgroups live side by side: it sees only the
      // second.
      let alone = "umount -R /sys/fs/cgroup; mount -t cgroup2 none /sys/fs/cgroup"
      let run = "crun --cgroup-manager=disabled run -d -b \(bundle) \(id)"
      try workshop.run(
        "unshare", "-m", "--propagation", "private", "sh", "-c",
        "exec >/dev/null 2>&1; \(alone); \(run)")
      try check("crun", [id])
    }

    @Test(
      "a step of buildah has the working container's name",
      .needs("buildah", "runc", "busybox"))
    func buildah() throws {
      let directory = workshop.directory
      let buildah = [
        "buildah", "--root", "\(directory)/storage", "--runroot", "\(directory)/run",
        "--storage-driver", "vfs",
      ]
      try workshop.run(buildah + ["from", "--name", "heya-work", "scratch"])
      try workshop.run(buildah + ["copy", "heya-work", try workshop.rootfs(), "/"])
      let step = try workshop.start(
        buildah + ["run", "--isolation", "oci", "--runtime", "runc", "heya-work", "sleep", "600"])
      let id = String(step.pid)
      workshop.atTheEnd { workshop in
        let first = try? workshop.container("buildah", id).initProcess
        if let first { kill(first.pid, SIGKILL) }
        step.end(after: 5)
      }
      try workshop.wait(for: "the step") {
        let first = try #require(try workshop.container("buildah", id).initProcess)
        return try Workshop.text(of: "/proc/\(first.pid)/comm") == "sleep\n"
      }
      let name = try workshop.run(buildah + ["containers", "--format", "{{.ContainerName}}"])
      #expect(try workshop.container("buildah", id).name == name)
    }
  }
}
