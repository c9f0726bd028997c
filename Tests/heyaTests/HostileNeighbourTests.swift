import Foundation
import SystemCalls
import TestSupport
import Testing

/// Processes of others that mean to stall, blind or mislead whoever looks at them.
@Suite("Beside hostile neighbours", .needs("python3", "mount", "umount", "timeout"), .serialized)
struct HostileNeighbourTests {
  private let runtimeFixture: RuntimeFixture

  init() throws {
    runtimeFixture = try RuntimeFixture()
  }

  /// Runs heya, which is to end by itself within the time that hardly any machine needs.
  private func heya(_ arguments: String...) throws -> String { try heya(arguments) }

  private func heya(_ arguments: [String]) throws -> String {
    try runtimeFixture.run(
      ["timeout", "--signal", "KILL", "20", BuiltProgram.path("heya")] + arguments)
  }

  @Test("a descriptor that is now a namespace, now a fifo or a device: neither of these is opened")
  func swapper() throws {
    let (pin, fifo, device, log) = (path("pin"), path("fifo"), path("device"), path("opened"))
    try runtimeFixture.run("chmod", "755", runtimeFixture.directory)
    try runtimeFixture.run("touch", pin)
    try runtimeFixture.run("unshare", "--uts", "mount", "--bind", "/proc/self/ns/uts", pin)
    try runtimeFixture.run("mkfifo", fifo)
    // As harmless as /dev/null, but whose opening is told to a witness.
    try runtimeFixture.run("mknod", "--mode", "666", device, "c", "1", "3")
    try runtimeFixture.start("python3", "-c", Self.witness, device, log)
    try runtimeFixture.wait(for: "the witness") { FileManager.default.fileExists(atPath: log) }
    let helper = try HelperProcess()
    try helper.order("user 65534")
    helper.begin("swap \(pin) \(fifo) \(device)")
    try runtimeFixture.wait(for: "the swapping") {
      try runtimeFixture.run("readlink", "/proc/\(helper.pid)/fd/59") != ""
    }
    for _ in 0..<30 { _ = try heya("list") }
    #expect(try RuntimeFixture.text(of: log).isEmpty)
    // Whether the witness is awake.
    _ = try Descriptor.open(device)
    try runtimeFixture.wait(for: "the witness") { try !RuntimeFixture.text(of: log).isEmpty }
  }

  /// Tells in a file that another one was opened (inotify(7), `IN_OPEN`).
  private static let witness = """
    import ctypes, os, sys
    path, log = sys.argv[1:]
    libc = ctypes.CDLL(None)
    watch = libc.inotify_init1(0)
    libc.inotify_add_watch(watch, path.encode(), 0x20)
    told = os.open(log, os.O_CREAT | os.O_WRONLY)
    while os.read(watch, 4096): os.write(told, b"opened\\n")
    """

  @Test("a process whose memory cannot be read is shown, is told of, and keeps nobody")
  func jammed() throws {
    let files = try UnresponsiveFileSystem(in: runtimeFixture)
    let victim = try files.startJammed()
    let told = "1 command line of a process (ETIMEDOUT: "
    let tree = try heya("tree", "--by", "process")
    #expect(tree.contains("not seen: \(told)") && tree.contains(": \(victim.pid))"), "\(tree)")
    for command in [["list"], ["list", "--json"], ["tree"], ["containers"]] {
      _ = try heya(command)
    }
    #expect(try heya("show", "\(victim.pid)").contains("\(victim.pid)"))
    _ = try heya("why", "\(victim.pid)")
    _ = try heya("enter", "--explain", "\(victim.pid)")
    _ = try heya("enter", "\(victim.pid)", "--", "true")
  }

  private func path(_ name: String) -> String { "\(runtimeFixture.directory)/\(name)" }
}
