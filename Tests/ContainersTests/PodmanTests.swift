import Foundation
import Namespaces
import TestSupport
import Testing

@testable import Containers

@Suite("Podman")
struct PodmanTests {
  let id = engineID("c")

  private func conmon(_ id: String, name: String, storage: String) -> [String] {
    [
      "/usr/bin/conmon", "--api-version", "1", "-c", id, "-u", id, "-r", "/usr/bin/crun", "-b",
      "\(storage)/overlay-containers/\(id)/userdata", "-n", name, "--exit-command",
      "/usr/bin/podman",
    ]
  }

  private func list(_ entries: (id: String, name: String)...) -> String {
    let entries = entries.map { entry in
      """
      {"id": "\(entry.id)", "names": ["\(entry.name)"],
       "metadata": "{\\"image-name\\":\\"localhost/web:2\\",\\"name\\":\\"\(entry.name)\\"}"}
      """
    }
    return "[\(entries.joined(separator: ","))]"
  }

  @Test("a conmon with namespaces of its own is no container beside its container")
  func conmonApart() throws {
    let host = try HostFixture()
    let id = engineID("d")
    let scope = "/machine.slice/libpod-conmon-\(id).scope"
    try host.process(
      10, conmon(id, name: "web", storage: Self.storage), own: [.mnt, .uts], cgroup: scope)
    try host.process(
      11, parent: 10, ["/bin/web"], own: usual, cgroup: "/machine.slice/libpod-\(id).scope")
    let container = try host.container()
    #expect(container.id == ContainerID(runtime: "podman", id: id))
    #expect(container.initProcess?.pid == 11)
    // Whoever only calls itself so made a namespace like any other.
    let other = try HostFixture()
    try other.process(20, ["conmon"], own: [.uts])
    #expect(try other.container().runtime == "unshare")
  }

  @Test("a container of root has its name from conmon and its image from the storage")
  func root() throws {
    let host = try HostFixture()
    let storage = "/var/lib/containers/storage"
    try host.process(10, conmon(id, name: "web", storage: storage))
    try host.process(
      11, parent: 10, ["sleep"], own: usual, cgroup: "/libpod_parent/libpod-\(id)")
    try host.file("\(storage)/overlay-containers/containers.json", list((id, "web")))
    try host.file(
      "\(storage)/overlay-containers/\(id)/userdata/config.json",
      #"{"root": {"path": "/var/lib/containers/storage/overlay/x/merged"}}"#)
    let container = try host.container()
    #expect(container.id == ContainerID(runtime: "podman", id: id))
    #expect(container.name == "web")
    #expect(container.image == "localhost/web:2")
    #expect(container.rootfs == "/var/lib/containers/storage/overlay/x/merged")
    #expect(container.user == "root")
    #expect(container.cgroup == "/libpod_parent/libpod-\(id)")
  }

  @Test("containers of a user without privileges are below the namespaces that Podman keeps")
  func rootless() throws {
    let host = try HostFixture()
    let storage = "/home/alice/.local/share/containers/storage"
    try host.process(9, ["podman"], name: "podman pause", uid: 1000, own: [.user, .mnt])
    try host.process(
      10, conmon(id, name: "mine", storage: storage), uid: 1000, joined: [.user: 9, .mnt: 9])
    try host.process(11, parent: 10, ["sleep"], uid: 1000, own: usual)
    try host.file("\(storage)/overlay-containers/containers.json", list((id, "mine")))
    let containers = try host.containers()
    #expect(containers.map(\.name) == ["mine", "rootless"])
    #expect(containers.map(\.user) == ["alice", "alice"])
    #expect(containers[0].image == "localhost/web:2")
    #expect(containers[0].sharing[.user] == .container(containers[1].id))
    #expect(containers[0].members == [11])
    #expect(containers[1].members == [9, 10])
  }

  @Test(
    "the members of a pod share what the pod's first container brought along",
    arguments: [
      "/libpod_parent/POD/libpod-ID", "/machine.slice/machine-libpod_pod_POD.slice/libpod-ID.scope",
    ])
  func pod(pattern: String) throws {
    let host = try HostFixture()
    let storage = "/var/lib/containers/storage"
    let (infra, pod) = (engineID("d"), engineID("e"))
    for (pid, id, name) in [(10, infra, "eeeeeeeeeeee-infra"), (20, id, "web")] as [(Int32, _, _)] {
      try host.process(pid, conmon(id, name: name, storage: storage))
      try host.process(
        pid + 1, parent: pid, ["sleep"], own: pid == 10 ? usual : [.mnt, .pid],
        joined: pid == 10 ? [:] : [.net: 11, .ipc: 11, .uts: 11],
        cgroup: pattern.replacingOccurrences(of: "POD", with: pod)
          .replacingOccurrences(of: "ID", with: id))
    }
    let database = BoltFixture(
      ["pod": .bucket([pod: .bucket(["config": .value(#"{"name": "shop"}"#)])])])
    try host.file("\(storage)/libpod/bolt_state.db", database.bytes)
    let containers = try host.containers()
    #expect(containers.map(\.name) == ["eeeeeeeeeeee-infra", "web"])
    #expect(containers.allSatisfy { $0.group == .init(kind: .pod, name: "shop") })
    #expect(containers[1].sharing[.net] == .container(containers[0].id))
    #expect(containers[1].sharing[.mnt] == .own)
    #expect(containers[0].sharing[.net] == .own)
  }

  /// A container in a pod as Podman 5 has it on Debian 13: systemd's cgroups, crun, and no bbolt.
  private func podman5() throws -> (host: HostFixture, pod: String) {
    let host = try HostFixture()
    let pod = engineID("e")
    try host.process(10, conmon(id, name: "web", storage: Self.storage))
    try host.process(
      11, parent: 10, ["sleep"], own: usual,
      cgroup: "/machine.slice/machine-libpod_pod_\(pod).slice/libpod-\(id).scope/container")
    try host.file("\(Self.storage)/overlay-containers/containers.json", list((id, "web")))
    try host.file(
      "\(Self.storage)/overlay-containers/\(id)/userdata/config.json",
      #"{"root": {"path": "/var/lib/containers/storage/overlay/x/merged"}}"#)
    return (host, pod)
  }

  private static let storage = "/var/lib/containers/storage"

  @Test("in the layout of Podman 5 no database is needed for name, image, root and user")
  func withoutDatabase() throws {
    let (host, pod) = try podman5()
    let container = try host.container()
    #expect(container.name == "web")
    #expect(container.image == "localhost/web:2")
    #expect(container.rootfs == "/var/lib/containers/storage/overlay/x/merged")
    #expect(container.user == "root")
    #expect(container.cgroup?.hasSuffix("/libpod-\(id).scope") == true)
    #expect(container.group == .init(kind: .pod, name: String(pod.prefix(12))))
    #expect(host.notes.isEmpty)
  }

  @Test(
    "the database of Podman 5, in its log or not, adds labels, the project and the pod's name (from documentation)",
    .tags(.fromDocumentation), .requires(program: "python3"), arguments: ["WAL", "DELETE"])
  func database(eventLog: String) throws {
    for podID in [engineID("e"), ""] {
      let (host, pod) = try podman5()
      let config = """
        {"id":"\(id)","name":"web","pod":"\(podID)","spec":"\(String(repeating: "x", count: 9000))",
        "labels":{"com.docker.compose.project":"till","shelf":"top"}}
        """
      // The tables as libpod makes them, without their foreign keys.
      let fixture = try SQLiteFixture(
        "PRAGMA journal_mode = \(eventLog)",
        "CREATE TABLE PodConfig(ID TEXT PRIMARY KEY NOT NULL, Name TEXT UNIQUE NOT NULL, "
          + "JSON TEXT NOT NULL)",
        "CREATE TABLE ContainerConfig(ID TEXT PRIMARY KEY NOT NULL, Name TEXT UNIQUE NOT NULL, "
          + "PodID TEXT, JSON TEXT NOT NULL)",
        #"INSERT INTO PodConfig VALUES('\#(pod)', 'shop', '{"id":"\#(pod)","name":"shop"}')"#,
        "INSERT INTO ContainerConfig VALUES('\(id)', 'web', NULL, '\(config)')")
      try host.file("\(Self.storage)/db.sql", fixture.bytes)
      if !fixture.log.isEmpty { try host.file("\(Self.storage)/db.sql-wal", fixture.log) }
      let container = try host.container()
      #expect(container.label("shelf") == "top")
      #expect(container.group == .init(kind: .pod, name: "shop"))
      #expect(container.sources[.labels] == "\(Self.storage)/db.sql")
      #expect(container.sources[.group] == "\(Self.storage)/db.sql")
    }
  }

  @Test("without conmon the cgroup tells the id and the default storage the name")
  func orphan() throws {
    let host = try HostFixture()
    try host.process(
      11, ["sleep"], own: usual, cgroup: "/machine.slice/libpod-\(id).scope/container")
    try host.file(
      "/var/lib/containers/storage/overlay-containers/containers.json", list((id, "web")))
    let container = try host.container()
    #expect(container.name == "web")
    #expect(container.cgroup == "/machine.slice/libpod-\(id).scope")
  }
}
