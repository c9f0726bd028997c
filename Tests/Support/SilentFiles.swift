import Foundation
import Testing

/// A file system of FUSE that answers until it is told to fall silent; then whoever asks it hangs.
///
/// It holds one file, `pin`, and is unmounted with its workshop.
package final class SilentFiles {
  /// Where it is mounted.
  package let path: String

  private let order: String
  private let workshop: Workshop

  /// Answers INIT, LOOKUP, GETATTR and OPENDIR of fuse(4), with times of zero so that nothing is
  /// remembered, and everything else with ENOSYS, as long as there is no file with the order.
  private static let server = """
    import ctypes, os, select, struct, sys, time
    path, order = sys.argv[1:]
    device = os.open("/dev/fuse", os.O_RDWR)
    options = f"fd={device},rootmode=40000,user_id=0,group_id=0,allow_other".encode()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"silence", path.encode(), b"fuse", 0, options): sys.exit("no mount")
    def attributes(node):
        mode = 0o40755 if node == 1 else 0o100644
        return struct.pack("<6Q10I", node, 0, 0, 0, 0, 0, 0, 0, 0, mode, 1, 0, 0, 0, 4096, 0)
    def answer(code, node, body):
        if code == 26:
            return struct.pack("<IIIIHHIIHHIIII", 7, 31, 0, 0, 1, 1, 4096, 1, 1, 0, 0, 0, 0, 0) + bytes(16)
        if code == 1:
            if body.rstrip(b"\\0") != b"pin": return -2
            return struct.pack("<4QII", 2, 0, 0, 0, 0, 0) + attributes(2)
        if code == 3: return struct.pack("<QII", 0, 0, 0) + attributes(node)
        if code == 27: return struct.pack("<QII", 0, 0, 0)
        return -38
    while not os.path.exists(order):
        if not select.select([device], [], [], 0.05)[0]: continue
        request = os.read(device, 1 << 17)
        length, code, unique, node = struct.unpack_from("<IIQQ", request)
        if code in (2, 36, 42): continue
        found = answer(code, node, request[40:length])
        error, found = (found, b"") if isinstance(found, int) else (0, found)
        os.write(device, struct.pack("<IiQ", 16 + len(found), error, unique) + found)
    os.unlink(order)
    time.sleep(600)
    """

  /// Mounts it in the workshop's directory.
  package init(in workshop: Workshop, at name: String = "silent") throws {
    path = "\(workshop.directory)/\(name)"
    order = "\(workshop.directory)/silence"
    self.workshop = workshop
    let path = path
    try workshop.run("mkdir", "-p", path)
    try workshop.start("python3", "-c", Self.server, path, order)
    try workshop.wait(for: "the mount") {
      try Workshop.text(of: "/proc/self/mounts").contains("silence \(path) ")
    }
    workshop.atTheEnd { workshop in _ = try? workshop.run("umount", "-l", path) }
  }

  /// Answers nobody any more.
  package func fallSilent() throws {
    try Data().write(to: URL(fileURLWithPath: order))
    try workshop.wait(for: "silence") { !FileManager.default.fileExists(atPath: order) }
  }

  /// Keeps the namespace of a process by a bind mount on the file, which must still be answered for.
  ///
  /// - Returns: the path of the pin.
  package func pin(_ link: String) throws -> String {
    try workshop.run("mount", "--bind", link, "\(path)/pin")
    return "\(path)/pin"
  }
}
