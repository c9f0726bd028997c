internal import CLinux
internal import Glibc

extension NamespaceHandle {
  /// Opens a namespace by the path of a bind mount that keeps it ("pin").
  ///
  /// No file server is waited for that does not answer, such as a hostile one of FUSE above the
  /// pin, and nothing but a namespace's file is opened, whatever is there by now.
  ///
  /// - Parameters:
  ///   - path: the path below `root`, which it does not leave; zero comes last.
  ///   - root: the root directory of a process or of a mount namespace.
  ///   - waits: whether a file server may be asked at all; where the kernel knows the whole path,
  ///     as it does without one, there is no need to.
  /// - Throws: what openat2(2) says, ENOTTY when no namespace's file is there, ETIMEDOUT.
  package init(
    pinnedAt path: [CChar], below root: borrowing Descriptor, waits: Bool = true
  ) throws(Errno) {
    try self.init(root.find(pin: path, waits: waits).open(as: .namespace))
  }
}

extension NamespaceHandle {
  /// Opens a namespace by any path that somebody names, such as that of a pin or `/proc/1/ns/net`.
  ///
  /// - Throws: as ``init(pinnedAt:below:waits:)`` does.
  package init(at path: [CChar]) throws(Errno) {
    let isAbsolute = path.first == CChar(bitPattern: UInt8(ascii: "/"))
    let start = try Descriptor.start(ofAbsolute: isAbsolute)
    do throws(Errno) {
      try self.init(pinnedAt: path, below: start)
    } catch {
      // A link of /proc leads to no place below a directory, nor does `..` out of one.
      if error == .timedOut || error == .unknownRequest { throw error }
      let place =
        Self.isOwnLink(path)
        ? try Descriptor.open(path, Descriptor.path)
        : try SandboxedFileReader(at: start).place(anywhere: path)
      try self.init(UntrustedFile(place).open(as: .namespace))
    }
  }

  /// Whether a path is a link of this process's own in `/proc`, which means another file in any other
  /// process; no file server is on the way there.
  private static func isOwnLink(_ path: [CChar]) -> Bool {
    let text = String(decoding: path.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    var parts = text.split(separator: "/")
    if parts.starts(with: ["dev", "fd"]) { parts.replaceSubrange(0..<1, with: ["proc", "self"]) }
    guard text.hasPrefix("/"), parts.count == 4, parts[0] == "proc" else { return false }
    return ["self", "thread-self"].contains(parts[1]) && ["fd", "ns"].contains(parts[2])
      && parts[3] != ".."
  }
}

extension Descriptor {
  /// Finds a file below this directory, as if the directory were the root.
  fileprivate borrowing func find(pin path: [CChar], waits: Bool) throws(Errno) -> UntrustedFile {
    let root = rawValue
    do throws(Errno) {
      return try UntrustedFile(
        Descriptor(owning: call { unsafe heya_open_known_in_root(root, path, Self.path) }))
    } catch .wouldBlock, .invalidArgument {
      // A part of the path is not known, or the kernel is older than 5.12.
      guard waits else { throw .timedOut }
      return try UntrustedFile(SandboxedFileReader(at: self).place(at: path))
    }
  }
}
