internal import CLinux

extension NamespaceHandle {
  /// The mounts of this mount namespace as `mountinfo` lists them from its root (proc(5)).
  ///
  /// A thread made for the purpose joins the namespace, so that it needs no process to live there.
  ///
  /// - Parameter proc: the directory `/proc`.
  /// - Returns: the text of the file.
  /// - Throws: EPERM without CAP_SYS_ADMIN and CAP_SYS_CHROOT.
  package func mountInfo(proc: borrowing Descriptor) throws(Errno) -> [UInt8] {
    let file = try open("thread-self/mountinfo", below: proc.rawValue)
    var text = [UInt8](repeating: 0, count: 65536)
    let count = try file.readWhole(into: &text)
    text.removeLast(text.count - count)
    return text
  }

  /// Opens a file by its path inside this mount namespace, for reading.
  ///
  /// - Throws: EPERM without CAP_SYS_ADMIN and CAP_SYS_CHROOT, and what openat2(2) says.
  package func open(_ path: String) throws(Errno) -> Descriptor {
    try open(path, below: -1)
  }

  private func open(_ path: String, below directory: Int32) throws(Errno) -> Descriptor {
    let namespace = descriptor.rawValue
    return try Descriptor(
      owning: call { unsafe heya_open_inside(namespace, directory, path) })
  }
}
