import Foundation
import Limits
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
    #expect(files.names(in: "\(runtimeFixture.directory)/mnt").names == [])
    #expect(error(files, "/etc/passwd", limit: 1 << 20) == nil)
  }

  /// The readers of files that this process has, whether it still uses them or not.
  private var readers: [pid_t] {
    RealProcess.all.filter {
      RealProcess.parent(of: $0) == getpid() && RealProcess.name($0) == "heya-files"
    }
  }

  @Test(
    "one user's many silent places leave few readers behind, and others are read as ever",
    .needs("python3", "mount", "umount"), .requiresRoot)
  func manySilentPlaces() throws {
    let runtimeFixture = try RuntimeFixture()
    let server = try UnresponsiveFileSystem(in: runtimeFixture, swallows: true)
    let places = (0..<8).map { "\(runtimeFixture.directory)/place\($0)" }
    for place in places {
      try runtimeFixture.run("mkdir", place)
      try runtimeFixture.run("mount", "--bind", server.path, place)
      runtimeFixture.atTheEnd { runtimeFixture in
        _ = try? runtimeFixture.run("umount", "-l", place)
      }
    }
    try server.fallSilent()
    let before = readers
    let files = try HostFiles(root: "/")
    for place in places {
      #expect(throws: HostFiles.Failure.silent) {
        try files.read("\(place)/absent", limit: 10, for: 1001)
      }
    }
    for uid: UInt32 in [0, 1001, 1002] {
      // Where there is no reader more for a user, nothing of theirs is read.
      let passwd = try? files.read("/etc/passwd", limit: 1 << 20, for: uid)
      #expect((passwd == nil) == (uid == 1001), "\(uid)")
    }
    #expect(Set(readers).subtracting(before).count <= 1 + 2)
    // Root leads to places of others, too: they are known by who owns the directories on the way.
    try runtimeFixture.run("chown", "1002", runtimeFixture.directory)
    for place in places {
      #expect(throws: HostFiles.Failure.silent) { try files.read("\(place)/absent", limit: 10) }
    }
    #expect(try files.read("/etc/passwd", limit: 1 << 20).count > 0)
    server.end()
    try runtimeFixture.wait(for: "the readers") {
      _ = try? files.read("/etc/passwd", limit: 1 << 20)
      return Set(readers).subtracting(before).count <= 1
    }
    #expect(try files.read("/etc/passwd", limit: 1 << 20, for: 1001).count > 0)
  }

  @Test("a command line and a directory that are read in part are told of")
  func cutLists() throws {
    let host = try HostFixture()
    let id = String(repeating: "0", count: 64)
    let bundle = "/home/alice/overlay-containers/1/userdata"
    try host.process(
      1000,
      ["conmon", "-c", id, "-b", bundle, "--exit-command", "/usr/bin/podman"]
        + [String](repeating: "x", count: ReadLimits.arguments), uid: 1000)
    try host.process(1001, parent: 1000, ["sleep"], uid: 1000, own: usual)
    _ = try host.container()
    let notes = host.notes.map { "\($0.what): \($0.reason)" }
    #expect(notes.contains("/proc/1000/cmdline: only 4096 entries were read"), "\(notes)")

    for number in 0...ReadLimits.names { try host.file("/run/user/\(100_000 + number)", "") }
    let files = try HostFiles(root: host.root.path)
    let snapshot = host.snapshot
    let inspector = HostInspector(
      snapshot: snapshot, host: snapshot.hostLinks, files: files, sockets: EngineSockets(files))
    #expect(inspector.userDirectories.count == ReadLimits.names)
    #expect(inspector.notes.map(\.what) == [.file("/run/user")])
    #expect(inspector.notes.map(\.reason) == [.onlyEntries(4096)])
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
