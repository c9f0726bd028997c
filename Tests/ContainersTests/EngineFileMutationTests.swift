import Foundation
import FuzzTargets
import JSONCoding
import Namespaces
import Testing

@testable import Containers

@Suite("Files of engines that somebody changed")
struct EngineFileMutationTests {
  private let id = engineID("a")

  /// A container of Docker and one of Podman, with the files that their names come from.
  private static func files(_ id: String) -> [(path: String, text: String)] {
    [
      (
        "/var/lib/docker/containers/\(id)/config.v2.json",
        #"""
        {"State": {"Running": true, "Paused": false, "Pid": 11}, "ID": "\#(id)", "Config":
          {"Image": "nginx:1.27", "Labels": {"com.docker.compose.project": "shop"}}, "Name": "/web"}
        """#
      ),
      (
        "/run/containerd/io.containerd.runtime.v2.task/moby/\(id)/config.json",
        #"""
        {"root": {"path": "/srv/merged"}, "annotations": {"a": "b"}, "mounts": [
          {"destination": "/etc/hostname", "source": "/var/lib/docker/containers/\#(id)/hostname"}]}
        """#
      ),
      (
        "/home/alice/storage/overlay-containers/\(id)/userdata/config.json",
        #"{"root": {"path": "/srv/root"}, "annotations": {"io.container.manager": "libpod"}}"#
      ),
      (
        "/home/alice/storage/overlay-containers/containers.json",
        #"""
        [{"id": "\#(id)", "names": ["db"], "image": "5", "created": "2026-01-02T03:04:05Z",
          "metadata": "{\"image-name\":\"pg\",\"name\":\"db\",\"created-at\":1}", "flags": {"a": 1}}]
        """#
      ),
    ]
  }

  private func host() throws -> HostFixture {
    let host = try HostFixture()
    try host.process(
      10, ["/usr/bin/containerd-shim-runc-v2", "-namespace", "moby", "-id", id],
      cwd: "/run/containerd/io.containerd.runtime.v2.task/moby/\(id)")
    try host.process(11, parent: 10, ["nginx"], own: usual, cgroup: "/docker/\(id)")
    let bundle = "/home/alice/storage/overlay-containers/\(id)/userdata"
    try host.process(
      20, ["conmon", "-c", id, "-n", "db", "-b", bundle, "--exit-command", "/usr/bin/podman"],
      uid: 1000)
    try host.process(21, parent: 20, ["postgres"], uid: 1000, own: usual)
    return host
  }

  @Test("each is read or left, and both containers stay", arguments: 0..<4)
  func engineFiles(changed: Int) throws {
    let host = try host()
    let files = Self.files(id)
    for file in files { try host.file(file.path, file.text) }
    #expect(Set(try host.containers().map(\.name)) == ["web", "db"])
    let document = try JSONValue(reading: Array(files[changed].text.utf8))
    var mutation = DocumentMutation(seed: UInt64(changed))
    for _ in 0..<150 {
      try host.file(files[changed].path, mutation.text(of: document))
      // One that remembers nothing reads the files anew.
      var finder = try ContainerFinder(root: host.root.path)
      #expect(finder.containers(in: host.snapshot).count == 2)
    }
  }
}
