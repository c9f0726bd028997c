internal import CLinux
internal import Glibc

/// A file in the reach of others, held as a place (`O_PATH`): nothing of it is opened yet, nobody's
/// code runs, and nobody is waited for.
///
/// Below `/proc/PID/fd` and `/proc/PID/root`, in a container's files, in a user's home and in an
/// engine's data, somebody else can exchange a file at any moment, also between a look at it and
/// its opening: for a fifo, whose opening waits for ever, or for a device, whose opening acts. So
/// such a file is found first, then checked, and what is opened is the very file that was checked
/// (open(2), `O_PATH`).
///
/// There is no other way to open one: ``ProcLink`` is no path that
/// ``Descriptor/open(_:_:)-(ProcPath,_)`` takes, and a test of the sources knows every path that is
/// opened by name.
package struct UntrustedFile: ~Copyable, Sendable {
  private let place: Descriptor

  /// What a file has to be, so that it is opened.
  package enum Expectation: Sendable {
    /// The file of a namespace (nsfs).
    case namespace

    /// A regular file with bytes that were stored there, on a disk, in memory or on a server: none
    /// of `/proc`, `/sys` and their kind, where reading may wait, or take away what was read.
    ///
    /// Asks the server of a FUSE file system, which may never answer.
    case storedFile

    /// Any regular file, where the path is known to be one of the kernel's, as of a cgroup.
    case regularFile

    /// A directory whose entries are to be read.
    ///
    /// Asks the server of a FUSE file system, which may never answer.
    case directory
  }

  /// Takes a place that was found.
  init(_ place: consuming Descriptor) {
    self.place = place
  }

  /// What is known of it without asking a file server.
  package borrowing func status() throws(Errno) -> FileStatus { try place.knownStatus() }

  /// Opens it for reading if it is what it has to be.
  ///
  /// - Throws: ENOTTY where it is no namespace's file, EINVAL where it is not what it has to be
  ///   else, EWOULDBLOCK where its owner has a lease on it (fcntl(2)), and what open(2) says.
  package borrowing func open(as expected: Expectation) throws(Errno) -> Descriptor {
    let status = try status()
    switch expected {
    case .namespace:
      guard status.device == Self.namespaces else { throw .unknownRequest }
    case .storedFile:
      let raw = place.rawValue
      guard status.isRegular, try call({ heya_is_stored(raw) }) == 1 else { throw .invalidArgument }
    case .regularFile:
      guard status.isRegular else { throw .invalidArgument }
    case .directory:
      guard status.isDirectory else { throw .invalidArgument }
    }
    return try reopened()
  }

  /// A path that leads to exactly this file, as long as this lives, to connect to where it is a
  /// socket (unix(7)).
  package borrowing func socketPath() throws(Errno) -> String {
    guard try status().isSocket else { throw .invalidArgument }
    return "/proc/self/fd/\(place.rawValue)"
  }

  /// Opens what was checked; nobody can exchange it any more.
  private borrowing func reopened() throws(Errno) -> Descriptor {
    let (path, place) = ("/proc/self/fd/\(place.rawValue)", place.rawValue)
    // Neither a lease is waited for nor does a terminal become the caller's.
    let flags = O_RDONLY | O_NONBLOCK | O_NOCTTY
    guard let own = Self.ownDescriptors else { return try .open(path, flags) }
    return try Descriptor(
      owning: call {
        unsafe ProcPath(number: place).withCString { unsafe heya_openat(own, $0, flags) }
      })
  }

  /// The directory of this process's own descriptors, which is another one's in a mount namespace
  /// that a thread joined.
  private static let ownDescriptors: Int32? =
    try? Descriptor.open("/proc/self/fd", Descriptor.directoryPath).take()

  /// The device of namespace files.
  private static let namespaces: UInt64? =
    try? Descriptor.fileIdentity(of: "/proc/self/ns/user").device
}

extension Descriptor {
  /// What is known of the file without asking a file server.
  ///
  /// The corresponding C function is `statx` with `AT_STATX_DONT_SYNC`.
  borrowing func knownStatus() throws(Errno) -> FileStatus {
    var status = stat()
    let raw = rawValue
    _ = try call { unsafe heya_known_status(raw, &status) }
    return FileStatus(status)
  }

  /// Finds the file that a link below this directory leads to.
  ///
  /// - Throws: what open(2) says; ENOENT and ESRCH when the process is gone.
  package borrowing func find(_ link: ProcLink) throws(Errno) -> UntrustedFile {
    try UntrustedFile(open(link.path, Self.path))
  }

  /// Finds a file below this directory as if the directory were the root: no link and no `..` leads
  /// out of it, and no link of `/proc` is followed.
  ///
  /// Asks a file server on the way, which may never answer. The corresponding C function is
  /// `openat2` with `RESOLVE_IN_ROOT`.
  package borrowing func find(_ path: String) throws(Errno) -> UntrustedFile {
    let root = rawValue
    return try UntrustedFile(
      Descriptor(owning: call { unsafe heya_open_in_root(root, path, Self.path) }))
  }

  /// Finds a file as ``find(_:)-(String)`` does, without asking a file server.
  ///
  /// The corresponding C function is `openat2` with `RESOLVE_CACHED`.
  ///
  /// - Throws: EAGAIN where a part of the path is not known.
  package borrowing func find(known path: String) throws(Errno) -> UntrustedFile {
    let root = rawValue
    return try UntrustedFile(
      Descriptor(owning: call { unsafe heya_open_known_in_root(root, path, Self.path) }))
  }

  /// The directory that a link below this one leads to, only as a place to open others from.
  package borrowing func place(at link: ProcLink) throws(Errno) -> Descriptor {
    try open(link.path, Self.directoryPath)
  }

  /// The target of the symbolic link `name` of a directory below this one, which is as if it were
  /// the root.
  package borrowing func readLink(
    _ name: String, in path: String, into buffer: inout [UInt8]
  ) throws(Errno) -> Int {
    let root = rawValue
    let directory = try Descriptor(
      owning: call { unsafe heya_open_in_root(root, path, Self.directoryPath) })
    return try directory.readLink(name, into: &buffer)
  }
}

extension NamespaceHandle {
  /// Opens a namespace by a link below `directory` that leads to whatever a process puts there.
  ///
  /// - Throws: ENOTTY when it leads to anything but a namespace's file, and what open(2) says.
  package init(_ link: ProcLink, below directory: borrowing Descriptor) throws(Errno) {
    try self.init(directory.find(link).open(as: .namespace))
  }
}
