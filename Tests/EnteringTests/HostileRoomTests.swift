import Kernel
import TestSupport
import Testing

@testable import Entering

@Suite struct HostileRoomTests {
  private let room: Files

  init() throws {
    room = try Files()
  }

  @Test(
    "a link to the host's file leads to the room's own, or nowhere",
    arguments: [
      "/etc/passwd", "../../../../../../etc/passwd", "/proc/self/root/etc/passwd",
    ])
  func link(_ target: String) throws {
    try room.directory.directory("etc")
    try room.directory.link("etc/passwd", to: target)
    #expect(try room.text("/etc/passwd") == nil)
  }

  @Test("a link that leads out by a link of /proc is no shell")
  func magicLink() throws {
    try room.directory.directory("bin")
    try room.directory.link("bin/sh", to: "/proc/self/root/bin/sh")
    let host = try RoomProbe(root: Descriptor.open("/", Descriptor.directoryPath))
    let (plain, magic) = (host.isExecutable("/bin/sh"), host.isExecutable("/proc/self/root/bin/sh"))
    #expect(plain && !magic)
    #expect(try room.shell() == nil)
  }

  @Test("a link that loops is no shell")
  func loop() throws {
    try room.directory.directory("bin")
    try room.directory.link("bin/bash", to: "sh")
    try room.directory.link("bin/sh", to: "bash")
    #expect(try room.shell("/bin/bash") == nil)
  }

  @Test("a fifo in place of passwd is not waited for")
  func fifo() throws {
    try room.directory.directory("etc")
    room.directory.fifo("etc/passwd")
    #expect(try room.text("/etc/passwd") == nil)
  }

  @Test("a passwd of 1 GiB is not read")
  func huge() throws {
    try room.directory.directory("etc")
    room.directory.sparse("etc/passwd", size: 1 << 30)
    #expect(try room.text("/etc/passwd") == nil)
  }

  @Test("a passwd of an ordinary size is read")
  func ordinary() throws {
    try room.directory.directory("etc")
    try room.directory.write("me:x:7:8::/home:/bin/sh\n", to: "etc/passwd")
    #expect(try room.text("/etc/passwd") == "me:x:7:8::/home:/bin/sh\n")
  }

  @Test("a directory in place of a shell is none")
  func directory() throws {
    try room.directory.directory("bin/sh")
    #expect(try room.shell() == nil)
  }

  @Test("a shell is looked for below the room's root, busybox last")
  func shells() throws {
    try room.directory.directory("bin")
    try room.directory.write("", to: "bin/busybox", mode: 0o755)
    #expect(
      try room.shell()
        == Program(paths: ["/bin/busybox"], arguments: ["busybox", "sh"]))
    try room.directory.write("", to: "bin/sh", mode: 0o755)
    #expect(
      try room.shell()
        == Program(paths: ["/bin/sh"], arguments: ["sh"]))
  }

  @Test("a user's shell that only says no is passed over")
  func noLogin() throws {
    try room.directory.directory("bin")
    try room.directory.write("", to: "bin/false", mode: 0o755)
    try room.directory.write("", to: "bin/sh", mode: 0o755)
    #expect(try room.shell("/bin/false")?.paths == ["/bin/sh"])
  }

  @Test("a file that nobody may execute is no shell")
  func notExecutable() throws {
    try room.directory.directory("bin")
    try room.directory.write("", to: "bin/sh")
    #expect(try room.shell() == nil)
  }
}

@Suite("A room whose files never answer", .needs("python3", "umount"))
struct SilentRoomTests {
  /// Serves a file system that answers that it is there, and nothing else.
  private static let server = """
    import ctypes, os, struct, sys, time
    device = os.open("/dev/fuse", os.O_RDWR)
    options = f"fd={device},rootmode=40000,user_id=0,group_id=0".encode()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"silence", sys.argv[1].encode(), b"fuse", 0, options): sys.exit("no mount")
    unique = struct.unpack_from("<IIQ", os.read(device, 1 << 17))[2]
    answer = struct.pack("<IIIIHHIIHHIIII", 7, 31, 0, 0, 1, 1, 4096, 1, 1, 0, 0, 0, 0, 0) + bytes(16)
    os.write(device, struct.pack("<IiQ", 16 + len(answer), 0, unique) + answer)
    while True: os.read(device, 1 << 17)
    """

  @Test("is given up, and entering it is refused with a way out")
  func silence() throws {
    let workshop = try Workshop()
    let root = "\(workshop.directory)/root"
    try workshop.run("mkdir", "-p", "\(root)/etc")
    try workshop.start("python3", "-c", Self.server, "\(root)/etc")
    try workshop.wait(for: "the mount") {
      try Workshop.text(of: "/proc/self/mounts").contains("silence \(root)/etc ")
    }
    workshop.atTheEnd { workshop in _ = try? workshop.run("umount", "-l", "\(root)/etc") }
    let probe = try RoomProbe(root: Descriptor.open(root, Descriptor.directoryPath))
    let isThere = probe.isDirectory("/")
    #expect(isThere)
    let wasSilent = probe.isSilent
    let passwd = probe.text(of: "/etc/passwd")
    #expect(passwd == nil)
    // Nobody waits a second time.
    let (isSilent, shell) = (probe.isSilent, probe.isDirectory("/"))
    #expect(!wasSilent && isSilent && !shell)
  }
}

/// A directory that plays a room's root.
private final class Files {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  func text(_ path: String) throws -> String? { try probe().text(of: path) }

  func shell(_ preferred: String? = nil) throws -> Program? {
    try Program.shell(preferred: preferred, in: probe())
  }

  private func probe() throws -> RoomProbe {
    try RoomProbe(root: Descriptor.open(directory.path, Descriptor.directoryPath))
  }
}
