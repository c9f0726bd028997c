import Namespaces
import Testing

@testable import Containers

@Suite("Bundles that runc, crun and youki run, and build steps")
struct BundleTests {
  private let bundle = #"{"annotations": {"org.example.app": "till"}, "root": {"path": "tree"}}"#

  @Test("a runtime's state directory leads from the process to the bundle")
  func states() throws {
    let states = [
      (
        "/run/runc/till/state.json",
        #"{"init_process_pid": 11, "config": {"rootfs": "/b/tree", "labels": ["bundle=/b"]}}"#
      ),
      ("/run/crun/till/status", #"{"pid": 11, "rootfs": "tree", "bundle": "/b"}"#),
    ]
    for (path, state) in states { try check(path, state) }
  }

  @Test("youki's state has the bundle as well (from documentation)", .tags(.fromDocumentation))
  func youki() throws {
    try check("/run/youki/till/state.json", #"{"id": "till", "pid": 11, "bundle": "/b"}"#)
  }

  private func check(_ path: String, _ state: String) throws {
    let host = try HostFixture()
    try host.process(11, ["sleep"], own: usual)
    try host.file(path, state)
    try host.file("/b/config.json", bundle)
    let container = try host.container()
    #expect(container.id == ContainerID(runtime: String(path.split(separator: "/")[1]), id: "till"))
    #expect(container.rootfs == "/b/tree")
    #expect(container.label("org.example.app") == "till")
    #expect(container.sources[.process] == path)
    #expect(container.status == .running)
  }

  @Test("a user's bundles are found below /run/user")
  func rootless() throws {
    let host = try HostFixture()
    try host.process(11, ["sleep"], own: usual + [.user])
    try host.file("/run/user/1000/crun/till/status", #"{"pid": 11}"#)
    #expect(try host.container().id == ContainerID(runtime: "crun", id: "till"))
  }

  @Test("what was created waits to be started, and then runs")
  func created() throws {
    let host = try HostFixture()
    try host.process(11, ["runc", "init"], name: "runc:[2:INIT]", own: usual)
    try host.file("/run/runc/till/state.json", #"{"init_process_pid": 11}"#)
    #expect(try host.container().status == .created)
    host.rename(11, "sleep")
    #expect(try host.container().status == .running)
  }

  @Test("a step of BuildKit is known by its cgroup (from documentation)", .tags(.fromDocumentation))
  func buildKit() throws {
    let host = try HostFixture()
    try host.process(10, ["buildkitd"])
    try host.process(11, parent: 10, ["/bin/sh"], own: usual, cgroup: "/buildkit/x9k2m1")
    let container = try host.container()
    #expect(container.id == ContainerID(runtime: "buildkit", id: "x9k2m1"))
    #expect(container.name == "step x9k2m1")
  }

  @Test("a step of buildah has the name of the working container, and is not buildah's helper")
  func buildah() throws {
    let host = try HostFixture()
    try host.process(10, ["buildah", "run", "--isolation", "oci", "web-working", "sleep", "9"])
    try host.process(
      11, parent: 10, ["buildah-oci-runtime"], name: "exe", own: [.mnt])
    try host.process(12, parent: 11, ["sleep", "9"], own: usual)
    try host.file(
      "/var/lib/containers/storage/overlay-containers/containers.json",
      #"[{"id": "x", "names": ["web-working"], "metadata": "{\"image-name\": \"web:2\"}"}]"#)
    let container = try host.container()
    #expect(container.id == ContainerID(runtime: "buildah", id: "10"))
    #expect(container.name == "web-working")
    #expect(container.image == "web:2")
    #expect(container.initProcess?.pid == 12)
    #expect(container.members == [11, 12])
  }
}
