import Glibc
import Namespaces
import SystemCalls

/// A bind mount that keeps a namespace alive after the process that made it.
struct Pin: ~Copyable {
  private let directory: TemporaryDirectory
  private let path: String

  init() throws {
    let directory = try TemporaryDirectory()
    try directory.write("", to: "pin")
    path = directory.path + "/pin"
    self.directory = directory
  }

  deinit {
    unsafe umount2(path, Int32(MNT_DETACH))
    unsafe umount2(directory.path, Int32(MNT_DETACH))
  }

  /// Makes a namespace, pins it, and ends the process in it.
  func keep(_ kind: NamespaceKind) throws -> UInt32 {
    // A mount namespace can be pinned only where mounts don't spread into it (mount_namespaces(7)).
    guard unsafe mount(directory.path, directory.path, nil, UInt(MS_BIND), nil) == 0,
      unsafe mount(nil, directory.path, nil, UInt(MS_PRIVATE), nil) == 0
    else { throw Errno.last }
    let isolated = try IsolatedProcess([kind])
    let link = "/proc/\(isolated.pid)/ns/\(kind)"
    guard unsafe mount(link, path, nil, UInt(MS_BIND), nil) == 0 else { throw Errno.last }
    return try isolated.inode(kind)
  }
}
