import Foundation
import Namespaces
import Testing

@testable import Containers

@Suite("Docker")
struct DockerTests {
  let id = engineID("a")

  private func host(shimUID: UInt32 = 0, cgroup: String? = nil) throws -> HostFixture {
    let host = try HostFixture()
    try host.process(
      10,
      [
        "/usr/bin/containerd-shim-runc-v2", "-namespace", "moby", "-id", id, "-address",
        "/run/containerd/containerd.sock",
      ], uid: shimUID, cwd: "/run/containerd/io.containerd.runtime.v2.task/moby/\(id)")
    try host.process(
      11, parent: 10, ["nginx"], own: usual, cgroup: cgroup ?? "/docker/\(id)")
    return host
  }

  private func config(name: String = "/web-1", pid: Int = 11) -> String {
    """
    {"State": {"Running": true, "Paused": false, "Pid": \(pid)}, "ID": "\(id)",
     "Config": {"Image": "nginx:1.27", "Labels": {"com.docker.compose.project": "shop",
       "com.docker.compose.service": "web"}}, "Name": "\(name)"}
    """
  }

  @Test("a container has the name, image, project and labels of its config.v2.json")
  func names() throws {
    let host = try host()
    let path = "/var/lib/docker/containers/\(id)/config.v2.json"
    try host.file(path, config())
    let container = try host.container()
    #expect(container.id == ContainerID(runtime: "docker", id: id))
    #expect(container.name == "web-1")
    #expect(container.image == "nginx:1.27")
    #expect(container.group == .init(kind: .project, name: "shop"))
    #expect(container.label("com.docker.compose.service") == "web")
    #expect(container.initProcess?.pid == 11)
    #expect(container.started == 1_800_000_011)
    #expect(container.user == "root")
    #expect(container.sources[.name] == path)
    #expect(container.sources[.id] == "/proc/10/cmdline")
    #expect(container.ownKinds == [.ipc, .uts, .net, .pid, .mnt])
    #expect(container.kindsOfHost == [.user, .cgroup, .time])
  }

  @Test("the bundle leads to a data directory that is anywhere")
  func dataRoot() throws {
    let host = try host()
    try host.file(
      "/run/containerd/io.containerd.runtime.v2.task/moby/\(id)/config.json",
      """
      {"root": {"path": "/srv/docker/overlay2/x/merged"}, "mounts": [
        {"destination": "/etc/hostname", "source": "/srv/docker/containers/\(id)/hostname"}]}
      """)
    try host.file("/srv/docker/containers/\(id)/config.v2.json", config())
    let container = try host.container()
    #expect(container.name == "web-1")
    #expect(container.rootfs == "/srv/docker/overlay2/x/merged")
  }

  @Test("a container in another's network has its own name, though it has the other's host name")
  func sharedNetwork() throws {
    let host = try host()
    let other = engineID("b")
    try host.file(
      "/run/containerd/io.containerd.runtime.v2.task/moby/\(id)/config.json",
      """
      {"mounts": [
        {"destination": "/etc/hostname", "source": "/srv/docker/containers/\(other)/hostname"}]}
      """)
    try host.file("/srv/docker/containers/\(id)/config.v2.json", config())
    try host.file("/srv/docker/containers/\(other)/config.v2.json", config(name: "/other"))
    #expect(try host.container().name == "web-1")
  }

  @Test("the daemon's own argument and its configuration lead to the data directory as well")
  func daemon() throws {
    for way in 0..<2 {
      let host = try host()
      if way == 0 {
        try host.process(5, ["dockerd", "--data-root=/data/docker"])
      } else {
        try host.file("/etc/docker/daemon.json", #"{"data-root": "/data/docker"}"#)
      }
      try host.file("/data/docker/containers/\(id)/config.v2.json", config())
      #expect(try host.container().name == "web-1")
    }
  }

  @Test("a user's own Docker is read below the user's home")
  func rootless() throws {
    let cgroup = "/user.slice/user-1000.slice/user@1000.service/app.slice/docker-\(id).scope"
    let host = try host(shimUID: 1000, cgroup: cgroup)
    try host.file(
      "/home/alice/.local/share/docker/containers/\(id)/config.v2.json", config(name: "/mine"))
    let container = try host.container()
    #expect(container.name == "mine")
    #expect(container.user == "alice")
    #expect(container.cgroup == cgroup)
  }

  @Test("without its files a container is still known by its id")
  func bare() throws {
    let container = try host().container()
    #expect(container.name == String(id.prefix(12)))
    #expect(container.image == nil)
    #expect(container.sources[.name] == nil)
  }

  @Test(
    "the cgroup alone tells it, whichever driver made it",
    arguments: ["/docker/ID", "/system.slice/docker-ID.scope"])
  func cgroupOnly(pattern: String) throws {
    let host = try HostFixture()
    let cgroup = pattern.replacingOccurrences(of: "ID", with: id)
    try host.process(11, ["nginx"], own: usual, cgroup: cgroup)
    let container = try host.container()
    #expect(container.id == ContainerID(runtime: "docker", id: id))
    #expect(container.sources[.id] == "/proc/11/cgroup")
    #expect(container.cgroup == cgroup)
  }

  @Test("a process that docker exec brought in is a member, not a container of its own")
  func exec() throws {
    let host = try host()
    try host.process(12, parent: 11, ["worker"], cgroup: "/docker/\(id)")
    let joined = Dictionary(uniqueKeysWithValues: usual.map { ($0, Int32(11)) })
    try host.process(13, parent: 10, ["bash"], joined: joined, cgroup: "/docker/\(id)")
    #expect(try host.container().members == [11, 12, 13])
  }

  @Test("a namespace that was made inside is one of its own, with the container around it")
  func nested() throws {
    let host = try host()
    try host.process(14, parent: 11, ["sleep", "9"], own: [.net], cgroup: "/docker/\(id)")
    let containers = try host.containers()
    #expect(containers.map(\.runtime) == ["docker", "unshare"])
    #expect(containers[1].outer == containers[0].id)
    #expect(containers[1].sharing[.mnt] == .container(containers[0].id))
    #expect(containers[0].members == [11])
  }

  @Test("nobody takes over the id of root's container, whoever was first")
  func impostor() throws {
    for pids in [(impostor: 5, real: 10), (impostor: 20, real: 10)]
      as [(impostor: Int32, real: Int32)]
    {
      let host = try host(shimUID: 0)
      try host.process(
        pids.impostor, ["containerd-shim", "-namespace", "moby", "-id", id], uid: 1000)
      try host.process(pids.impostor + 1, parent: pids.impostor, ["evil"], uid: 1000, own: usual)
      try host.file("/var/lib/docker/containers/\(id)/config.v2.json", config())
      try host.file(
        "/home/alice/.local/share/docker/containers/\(id)/config.v2.json",
        config(name: "/web-1", pid: Int(pids.impostor + 1)))
      _ = try host.containers()
      let containers = try host.containers()
      #expect(containers.map(\.runtime) == ["docker", "unshare"])
      #expect(containers[0].initProcess?.pid == 11)
      #expect(containers[0].members == [11])
      #expect(containers[0].user == "root")
      #expect(containers[1].user == "alice")
    }
  }

  @Test("a file that names a process elsewhere as the first one is not believed")
  func wrongProcess() throws {
    let host = try host()
    try host.process(30, ["other"], own: usual)
    try host.file("/var/lib/docker/containers/\(id)/config.v2.json", config(pid: 30))
    let container = try #require(try host.containers().first { $0.runtime == "docker" })
    #expect(container.initProcess?.pid == 11)
    #expect(container.sources[.process] == "/proc/11/ns")
  }

  @Test("a cgroup in the part of a user tells that the user runs it")
  func userSlice() throws {
    let host = try HostFixture()
    let path = "/user.slice/user-1000.slice/user@1000.service/app.slice/docker-\(id).scope"
    try host.process(11, ["nginx"], uid: 1000, own: usual, cgroup: path)
    #expect(try host.container().user == "alice")
  }

  @Test("of a Docker inside a container the innermost id counts")
  func dockerInDocker() throws {
    let host = try host()
    let inner = engineID("b")
    try host.process(
      20, parent: 11, ["containerd-shim-runc-v2", "-namespace", "moby", "-id", inner],
      cgroup: "/docker/\(id)")
    try host.process(
      21, parent: 20, ["sh"], own: usual, cgroup: "/docker/\(id)/docker/\(inner)")
    let containers = try host.containers()
    #expect(Set(containers.map(\.id.id)) == [id, inner])
    #expect(containers.first { $0.id.id == inner }?.outer?.id == id)
  }
}
