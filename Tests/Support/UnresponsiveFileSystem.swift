import Foundation
import Testing

/// A file system of FUSE that answers until it is told to fall silent; then whoever asks it hangs.
///
/// It holds a file `pin`, and a file `jam`: what is written there is never taken. It is unmounted
/// with its fixture.
package final class UnresponsiveFileSystem {
  /// Where it is mounted.
  package let path: String

  private let order: String
  private let runtimeFixture: RuntimeFixture
  private let server: RunningProgram

  /// Answers INIT, LOOKUP, GETATTR, OPENDIR, OPEN and READ of fuse(4), with times of zero so that
  /// nothing is remembered, and everything else with ENOSYS, as long as there is no file with the
  /// order.
  ///
  /// Who opens `jam` a second time gets it without the page cache, which is to be written first.
  private static let script = """
    import ctypes, os, select, struct, sys, time
    path, order, swallows = sys.argv[1:]
    device = os.open("/dev/fuse", os.O_RDWR)
    options = f"fd={device},rootmode=40000,user_id=0,group_id=0,allow_other".encode()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"silence", path.encode(), b"fuse", 0, options): sys.exit("no mount")
    names = {b"pin": 2, b"jam": 3}
    opened = []
    def attributes(node):
        mode = 0o40755 if node == 1 else 0o100666
        size = 8192 if node == 3 else 0
        return struct.pack("<6Q10I", node, size, 0, 0, 0, 0, 0, 0, 0, mode, 1, 0, 0, 0, 4096, 0)
    def answer(code, node, body):
        if code == 26:
            return struct.pack("<IIIIHHIIHHIIII", 7, 31, 0, 0, 1, 1, 4096, 1, 1, 0, 0, 0, 0, 0) + bytes(16)
        if code == 1:
            node = names.get(body.rstrip(b"\\0"))
            return struct.pack("<4QII", node, 0, 0, 0, 0, 0) + attributes(node) if node else -2
        if code == 3: return struct.pack("<QII", 0, 0, 0) + attributes(node)
        if code == 27: return struct.pack("<QII", 0, 0, 0)
        if code == 14:
            opened.append(node)
            return struct.pack("<QII", 0, int(node == 3 and opened.count(3) > 1), 0)
        if code == 15: return bytes(struct.unpack_from("<QQI", body)[2])
        return -38
    while not os.path.exists(order):
        if not select.select([device], [], [], 0.05)[0]: continue
        request = os.read(device, 1 << 17)
        length, code, unique, node = struct.unpack_from("<IIQQ", request)
        if code in (2, 16, 36, 42): continue
        found = answer(code, node, request[40:length])
        error, found = (found, b"") if isinstance(found, int) else (0, found)
        os.write(device, struct.pack("<IiQ", 16 + len(found), error, unique) + found)
    os.unlink(order)
    while swallows == "true": os.read(device, 1 << 17)
    time.sleep(600)
    """

  /// Mounts it in the fixture's directory.
  ///
  /// - Parameters:
  ///   - runtimeFixture: the fixture.
  ///   - name: the directory's name.
  ///   - swallows: whether it goes on taking requests when it has fallen silent: no signal ends
  ///     whoever made one that was taken.
  /// - Throws: what starting its server fails with.
  package init(
    in runtimeFixture: RuntimeFixture, at name: String = "silent", swallows: Bool = false
  ) throws {
    path = "\(runtimeFixture.directory)/\(name)"
    order = "\(runtimeFixture.directory)/silence-\(name.replacing("/", with: "-"))"
    self.runtimeFixture = runtimeFixture
    let path = path
    try runtimeFixture.run("mkdir", "-p", path)
    server = try runtimeFixture.start("python3", "-c", Self.script, path, order, "\(swallows)")
    try runtimeFixture.wait(for: "the mount") {
      try RuntimeFixture.text(of: "/proc/self/mounts").contains("silence \(path) ")
    }
    runtimeFixture.atTheEnd { runtimeFixture in _ = try? runtimeFixture.run("umount", "-l", path) }
  }

  /// Ends the server, whereupon whoever hangs is told that nothing is there.
  package func end() { server.end() }

  /// Answers nobody any more.
  package func fallSilent() throws {
    try Data().write(to: URL(fileURLWithPath: order))
    try runtimeFixture.wait(for: "silence") { !FileManager.default.fileExists(atPath: order) }
  }

  /// Keeps the namespace of a process by a bind mount on the file, which must still be answered
  /// for.
  ///
  /// - Returns: the path of the pin.
  package func pin(_ link: String) throws -> String {
    try runtimeFixture.run("mount", "--bind", link, "\(path)/pin")
    return "\(path)/pin"
  }

  /// Starts a process whose memory nobody can read: it waits for `jam` inside mmap(2), where it
  /// keeps the lock of its memory.
  package func startJammed() throws -> RunningProgram {
    let victim = try runtimeFixture.start("python3", "-c", Self.jammed, "\(path)/jam")
    // Nothing ends it before the server has ended.
    runtimeFixture.atTheEnd { [server] _ in server.end() }
    try runtimeFixture.wait(for: "the victim") { RealProcess.state(victim.pid) == "D" }
    return victim
  }

  private static let jammed = """
    import ctypes, os, sys
    map = ctypes.CDLL(None).mmap
    numbers = [ctypes.c_int] * 3 + [ctypes.c_long]
    map.restype, map.argtypes = ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_size_t] + numbers
    first, second = os.open(sys.argv[1], os.O_RDWR), os.open(sys.argv[1], os.O_RDWR)
    ctypes.memset(map(None, 4096, 3, 1, first, 0), 1, 1)
    map(None, 4096, 1, 2, second, 0)
    """
}
