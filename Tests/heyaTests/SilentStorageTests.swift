import Foundation
import SystemCalls
import TestSupport
import Testing

/// Containers whose engine keeps its files where somebody answers nobody.
@Suite(
  "Beside storage that never answers", .serialized, .requiresRoot,
  .needs("python3", "mount", "umount", "setpriv", "timeout"))
struct SilentStorageTests {
  private let runtimeFixture: RuntimeFixture
  private let servers: [UnresponsiveFileSystem]

  /// Two users with a container each, whose monitors name bundles in file systems that fall silent.
  init() throws {
    runtimeFixture = try RuntimeFixture()
    var servers: [UnresponsiveFileSystem] = []
    for user in [1001, 1002] {
      let server = try UnresponsiveFileSystem(
        in: runtimeFixture, at: "storage\(user)", swallows: true)
      servers.append(server)
      let script = "\(runtimeFixture.directory)/monitor.py"
      try Self.monitor.write(toFile: script, atomically: true, encoding: .utf8)
      try runtimeFixture.run("chmod", "755", runtimeFixture.directory)
      let id = String(repeating: "0", count: 60) + "\(user)"
      let monitor = try runtimeFixture.start(
        "setpriv", "--reuid", "\(user)", "--regid", "\(user)", "--clear-groups",
        "/usr/bin/python3", script, "-c", id, "-n", "silent\(user)", "-b",
        "\(server.path)/overlay-containers/\(id)/userdata",
        "--exit-command", "/usr/bin/podman")
      try runtimeFixture.wait(for: "the monitor") {
        RealProcess.name(monitor.pid) == "conmon"
      }
    }
    self.servers = servers
  }

  /// A process that passes for podman's monitor, with a child in namespaces of its own.
  private static let monitor = """
    import ctypes, os, time
    libc = ctypes.CDLL(None)
    ready, told = os.pipe()
    if os.fork() == 0:
        libc.prctl(1, 9, 0, 0, 0)
        libc.unshare(0x10000000 | 0x04000000 | 0x40000000 | 0x00020000)
        os.write(told, b"x")
        time.sleep(600)
    os.read(ready, 1)
    libc.prctl(15, b"conmon", 0, 0, 0)
    time.sleep(600)
    """

  /// Runs heya, which is to end although nothing ever answers.
  private func heya(_ arguments: String...) throws -> String {
    try runtimeFixture.run(
      ["timeout", "--signal", "KILL", "20", BuiltProgram.path("heya")] + arguments)
  }

  private func fallSilent() throws { for server in servers { try server.fallSilent() } }

  @Test("each command ends, shows the containers, and says whose files it did not see")
  func commands() throws {
    try fallSilent()
    for command in ["list", "tree", "containers"] {
      let text = try heya(command)
      if command == "containers" {
        #expect(text.contains("silent1001") && text.contains("silent1002"), "\(text)")
        #expect(text.contains("not seen: ") && text.contains("\(servers[0].path)/"), "\(text)")
      }
    }
    // What hangs for the time being ends with the servers.
    for server in servers { server.end() }
    try runtimeFixture.wait(for: "the readers") {
      !RealProcess.all.contains {
        RealProcess.state($0) == "D" && RealProcess.name($0) == "heya-files"
      }
    }
  }

  @Test("the header says which process a look waits for, and q ends it at once")
  func header() throws {
    try fallSilent()
    var terminal = try PseudoTerminal(
      [BuiltProgram.path("heya"), "--lang", "en", "--interval", "0.2"],
      environment: ["HOME=\(runtimeFixture.directory)"])
    try terminal.expect("waits for pid ")
    // The first key may close the welcome.
    terminal.type("q")
    usleep(300_000)
    terminal.type("q")
    #expect(try terminal.end() == .exited(0))
  }
}
