import Foundation
import Namespaces
import SystemCalls
import TestSupport
import Testing

@testable import Containers

@Suite("Files of a host are read with distrust")
struct HostFilesTests {
  private func error(_ files: HostFiles, _ path: String, limit: Int = 1000) -> HostFiles.Failure? {
    do throws(HostFiles.Failure) {
      _ = try files.read(path, limit: limit)
      return nil
    } catch {
      return error
    }
  }

  @Test("links and dots never lead out of the root")
  func confined() throws {
    let host = try HostFixture()
    try host.file("/etc/motd", "inside")
    try host.link("/a", to: "/etc/motd")
    try host.link("/b", to: "../../../../../../../etc/motd")
    try host.link("/c", to: host.root.path + "/etc/motd")
    let files = try HostFiles(root: host.root.path)
    #expect(try files.read("/a", limit: 100) == Array("inside".utf8))
    #expect(try files.read("/b", limit: 100) == Array("inside".utf8))
    #expect(try files.read("/../../etc/motd", limit: 100) == Array("inside".utf8))
    #expect(error(files, "/c") == .absent)
  }

  @Test("a pipe does not make the reader wait, a device and a directory are not read")
  func notRegular() throws {
    let host = try HostFixture()
    unsafe mkfifo(host.root.appendingPathComponent("pipe").path, 0o600)
    try host.link("/loop", to: "/loop")
    let files = try HostFiles(root: host.root.path)
    #expect(error(files, "/pipe") == .notRegular)
    #expect(error(files, "/etc") == .notRegular)
    #expect(error(files, "/loop") == .failed(Errno(rawValue: ELOOP)))
    #expect(error(files, "/absent") == .absent)
    let real = try HostFiles(root: "/")
    #expect(error(real, "/dev/zero") == .notRegular)
  }

  @Test("more than the limit is not read, even of a file that has no size")
  func tooLarge() throws {
    let host = try HostFixture()
    try host.file("/large", String(repeating: "x", count: 1001))
    try host.file("/fits", String(repeating: "x", count: 1000))
    let files = try HostFiles(root: host.root.path)
    #expect(error(files, "/large") == .tooLarge(limit: 1000))
    #expect(error(files, "/fits") == nil)
    #expect(error(try HostFiles(root: "/"), "/proc/self/maps", limit: 10) == .tooLarge(limit: 10))
  }

  @Test(
    "a file system whose server is silent costs a second and a note, not a hang",
    .needs("fuse-overlayfs", "fusermount3"))
  func silent() throws {
    let runtimeFixture = try RuntimeFixture()
    for name in ["lower", "upper", "work", "mnt"] {
      try runtimeFixture.run("mkdir", "\(runtimeFixture.directory)/\(name)")
    }
    let path = "\(runtimeFixture.directory)/mnt/state.json"
    try runtimeFixture.run("sh", "-c", "echo '{}' > lower/state.json; echo '{}' > lower/other.json")
    let server = try runtimeFixture.start(
      "fuse-overlayfs", "-f", "-o", "lowerdir=lower,upperdir=upper,workdir=work", "mnt")
    let files = try HostFiles(root: "/")
    try runtimeFixture.wait(for: "the file system") { try files.read(path, limit: 10).count == 3 }
    kill(server.pid, SIGSTOP)
    // Before the end asks it to end.
    defer { kill(server.pid, SIGCONT) }
    #expect(error(files, "\(runtimeFixture.directory)/mnt/other.json") == .silent)
    #expect(files.names(in: "\(runtimeFixture.directory)/mnt") == [])
    #expect(error(files, "/etc/passwd", limit: 1 << 20) == nil)
  }

  @Test("a state file that is hostile costs a note, and the container keeps what else is known")
  func hostile() throws {
    let id = engineID("a")
    let path = "/var/lib/docker/containers/\(id)/config.v2.json"
    for content in ["", "{", String(repeating: "[", count: 100_000), "\u{0}", "[1, 2]", "null"] {
      let host = try HostFixture()
      try host.process(11, ["nginx"], own: usual, cgroup: "/docker/\(id)")
      try host.file(path, content)
      let container = try host.container()
      #expect(container.name == String(id.prefix(12)))
      let isJSON = content == "[1, 2]" || content == "null"
      #expect(host.notes.map(\.what.description) == (isJSON ? [] : [path]))
    }
  }

  @Test("names that would move the cursor or turn text around are made visible")
  func visible() throws {
    let id = engineID("a")
    let host = try HostFixture()
    try host.process(11, ["nginx"], own: usual, cgroup: "/docker/\(id)")
    try host.file(
      "/var/lib/docker/containers/\(id)/config.v2.json",
      #"{"Name": "/a\u001b[2Jb\u202e", "Config": {"Image": "x\n", "Labels": {"\u0007": "\u009b"}}}"#
    )
    let container = try host.container()
    #expect(container.name == #"a\e[2Jb\u{202e}"#)
    #expect(container.image == #"x\n"#)
    #expect(container.labels.map(\.key) == [#"\x07"#])
    #expect(container.labels.map(\.value) == [#"\x9b"#])
  }
}
