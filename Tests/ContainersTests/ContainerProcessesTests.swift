import Foundation
import Namespaces
import Scanning
import Testing

@testable import Containers

@Suite("The processes by which containers are known")
struct ContainerProcessesTests {
  /// A host with several runtimes, whose containers bear the same names, and with much beside them.
  private func host() throws -> HostFixture {
    let host = try HostFixture()
    try host.process(2, ["kthreadd"], isKernelThread: true)
    try host.process(5, ["/usr/sbin/dockerd", "--data-root", "/srv/docker"])
    try host.process(6, ["/usr/bin/containerd"])
    let containers: [(Int32, Character, String)] = [
      (20, "a", "web"), (30, "b", "shop"), (40, "e", "data"),
    ]
    for (pid, letter, name) in containers {
      let id = engineID(letter)
      try host.process(
        pid,
        [
          "/usr/bin/containerd-shim-runc-v2", "-namespace", "moby", "-id", id, "-address",
          "/run/containerd/containerd.sock",
        ], cwd: "/run/containerd/io.containerd.runtime.v2.task/moby/\(id)")
      try host.process(pid + 1, parent: pid, ["nginx"], own: usual, cgroup: "/docker/\(id)")
      try host.process(pid + 2, parent: pid + 1, ["worker"])
      try host.file(
        "/srv/docker/containers/\(id)/config.v2.json",
        """
        {"State": {"Pid": \(pid + 1)}, "ID": "\(id)", "Config": {"Image": "i:1", "Labels":
          {"com.docker.compose.project": "town"}}, "Name": "/\(name)"}
        """)
    }
    let id = engineID("c")
    let storage = "/var/lib/containers/storage"
    try host.process(
      50,
      [
        "/usr/bin/conmon", "-c", id, "-b", "\(storage)/overlay-containers/\(id)/userdata", "-n",
        "web", "--exit-command", "/usr/bin/podman",
      ])
    try host.process(51, parent: 50, ["web"], own: usual, cgroup: "/libpod_parent/libpod-\(id)")
    // A shell of the host's in which somebody made namespaces, called like a container.
    try host.process(60, ["bash"])
    try host.process(61, parent: 60, ["shop"], own: [.net])
    try host.process(62, parent: 61, ["alone"], own: [.uts])
    for pid in 70..<100 as Range<Int32> { try host.process(pid, parent: 60, ["sleep"]) }
    return host
  }

  @Test("tell the same containers as all processes do, and nothing else of the host")
  func sameContainers() throws {
    let host = try host()
    let few = try host.snapshotOfContainers()
    #expect(few.processes.count < host.snapshot.processes.count - 29)
    func found(_ snapshot: Snapshot) throws -> [Container] {
      var finder = try ContainerFinder(root: host.root.path) { 0 }
      return finder.containers(in: snapshot)
    }
    let (whole, quick) = (try found(host.snapshot), try found(few))
    #expect(whole.count == 6)
    #expect(whole == quick)
  }

  @Test("of a look for one name only files that mention it are parsed, and no engine is asked")
  func cost() throws {
    let host = try host()
    // A file that is cut short is noted, where somebody parses it.
    let id = engineID("b")
    try host.file("/srv/docker/containers/\(id)/config.v2.json", "{\"Name\": \"/shop\", ")
    var (snapshot, finder) = (host.snapshot, try ContainerFinder(root: host.root.path) { 0 })
    finder.find("data", in: &snapshot)
    #expect(try snapshot.container(.name("data"))?.id.id == engineID("e"))
    #expect(finder.notes.isEmpty)
    finder = try ContainerFinder(root: host.root.path) { 0 }
    finder.find("shop", in: &snapshot)
    #expect(!finder.notes.isEmpty)
  }

  @Test(
    "a name leads to the same process or refusal as among all processes",
    arguments: [
      "web", "shop", "data", "docker:web", "podman:web", "docker:shop", "unshare:shop", "alone",
      "town", "aaaa", "docker:bbb", "sleep", "bash", "worker", "nothing", "",
    ])
  func sameName(name: String) throws {
    let host = try host()
    func target(_ snapshot: Snapshot, isSearch: Bool) throws -> Result<ContainerID?, TargetError> {
      var (snapshot, finder) = (snapshot, try ContainerFinder(root: host.root.path) { 0 })
      if isSearch { finder.find(name, in: &snapshot) } else { finder.find(in: &snapshot) }
      return Result { () throws(TargetError) in try snapshot.container(.name(name))?.id }
    }
    let whole = try target(host.snapshot, isSearch: false)
    let quick = try target(host.snapshotOfContainers(), isSearch: true)
    // Where a look for the name finds nothing, a look at everything follows.
    if (try? quick.get()) != nil || (try? whole.get()) != nil { #expect(whole == quick) }
    // Of a name that several have none is chosen.
    if ["web", "shop", "town"].contains(name) {
      #expect(throws: TargetError.self) { try whole.get() }
    }
    if ["data", "docker:web", "unshare:shop", "alone"].contains(name) { _ = try whole.get() }
  }
}
