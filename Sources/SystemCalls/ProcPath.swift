internal import CLinux
internal import Glibc

/// A path below `/proc` such as `1234/task/1240/ns`, built in a fixed buffer: scanning makes tens
/// of thousands of them and allocates none.
package struct ProcPath: Sendable {
  private var bytes: [64 of UInt8] = .init(repeating: 0)
  private var count = 0

  /// The path `PID` or `PID/NAME`.
  package init(_ pid: Int32, _ name: StaticString? = nil) {
    append(pid)
    if let name { append("/", name) }
  }

  /// The path `PID/task/TID/NAME`.
  package init(_ pid: Int32, task tid: Int32, _ name: StaticString) {
    append(pid)
    append("/", "task/")
    append(tid)
    append("/", name)
  }

  /// The path that is just `number`, as of a descriptor below `/proc/PID/fd`.
  init(number: Int32) {
    append(number)
  }

  /// The path with another number at its end.
  fileprivate func appending(_ number: Int32) -> ProcPath {
    var path = self
    path.append(number)
    return path
  }

  private mutating func append(_ number: Int32) {
    var divisor: Int32 = 1
    while number / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      put(UInt8(ascii: "0") + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }

  private mutating func append(_ first: StaticString, _ second: StaticString) {
    for text in [first, second] {
      for offset in 0..<text.utf8CodeUnitCount { unsafe put(text.utf8Start[offset]) }
    }
  }

  private mutating func put(_ byte: UInt8) {
    // The last byte stays zero: the longest path that is ever made takes 40.
    precondition(count < bytes.count - 1)
    bytes[count] = byte
    count += 1
  }

  func withCString<Result: ~Copyable>(
    _ body: (UnsafePointer<CChar>) -> Result
  ) -> Result {
    unsafe bytes.span.withUnsafeBytes { bytes in
      // The buffer is never empty.
      unsafe body(bytes.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: CChar.self))
    }
  }
}

/// A link below `/proc` that leads to whatever its process chose, and to something else a moment
/// later: to be read as a link or found, see ``UntrustedFile``, but never opened as it is.
package struct ProcLink: Sendable {
  let path: ProcPath

  /// A link to a directory.
  package enum Place: Sendable {
    /// The root directory.
    case root

    /// The working directory.
    case workingDirectory
  }

  /// The link `PID/root` or `PID/cwd`.
  package init(_ pid: Int32, _ place: Place) {
    path = ProcPath(pid, place.name)
  }

  /// The link `PID/task/TID/root`, or that of the working directory.
  package init(_ pid: Int32, task tid: Int32, _ place: Place) {
    path = ProcPath(pid, task: tid, place.name)
  }

  /// The link `PID/fd/FD`.
  package init(_ pid: Int32, descriptor: Int32) {
    path = ProcPath(pid, "fd/").appending(descriptor)
  }

  /// The link `PID/task/TID/fd/FD`.
  package init(_ pid: Int32, task tid: Int32, descriptor: Int32) {
    path = ProcPath(pid, task: tid, "fd/").appending(descriptor)
  }

  /// The link that is just `number` in a directory such as `/proc/PID/fd`.
  package init(number: Int32) {
    path = ProcPath(number: number)
  }
}

extension ProcLink.Place {
  fileprivate var name: StaticString {
    switch self {
    case .root: "root"
    case .workingDirectory: "cwd"
    }
  }
}

extension Descriptor {
  /// Opens a file below this directory.
  ///
  /// The corresponding C function is `openat`.
  package borrowing func open(
    _ path: ProcPath, _ flags: Int32 = O_RDONLY
  ) throws(Errno) -> Descriptor {
    let directory = rawValue
    return try Descriptor(
      owning: call { unsafe path.withCString { unsafe heya_openat(directory, $0, flags) } })
  }

  /// The status of a file below this directory.
  ///
  /// The corresponding C function is `fstatat`.
  package borrowing func status(of path: ProcPath) throws(Errno) -> FileStatus {
    let directory = rawValue
    var status = stat()
    _ = try call { unsafe path.withCString { unsafe fstatat(directory, $0, &status, 0) } }
    return FileStatus(status)
  }

  /// The device and the inode of the file that a link below this directory leads to.
  ///
  /// A file server that does not answer is not asked, and nothing is opened. The corresponding C
  /// function is `statx`.
  package borrowing func fileIdentity(
    of path: ProcPath
  ) throws(Errno) -> (device: UInt64, inode: UInt64) {
    let directory = rawValue
    var (device, inode): (UInt64, UInt64) = (0, 0)
    _ = try call {
      unsafe path.withCString { unsafe heya_file_identity(directory, $0, &device, &inode) }
    }
    return (device, inode)
  }

  /// The device and the inode of the file that a link below this directory leads to; see
  /// ``fileIdentity(of:)-(ProcPath)``.
  package borrowing func fileIdentity(
    of link: ProcLink
  ) throws(Errno) -> (device: UInt64, inode: UInt64) {
    try fileIdentity(of: link.path)
  }

  /// The device and the inode of the file at `path`, without asking a file server.
  ///
  /// The corresponding C function is `statx` with `AT_STATX_DONT_SYNC`.
  package static func fileIdentity(
    of path: String
  ) throws(Errno) -> (device: UInt64, inode: UInt64) {
    var (device, inode): (UInt64, UInt64) = (0, 0)
    _ = try call { unsafe heya_file_identity(AT_FDCWD, path, &device, &inode) }
    return (device, inode)
  }

  /// Reads a file below this directory that gives all it has in one read; see
  /// ``readAtOnce(into:)``.
  package borrowing func readFile(
    _ path: ProcPath, into buffer: inout [UInt8]
  ) throws(Errno) -> Int {
    let file = try open(path)
    return try file.readAtOnce(into: &buffer)
  }

  /// The target of a symbolic link below this directory, as bytes.
  ///
  /// The corresponding C function is `readlinkat`.
  package borrowing func readLink(
    _ link: ProcLink, into buffer: inout [UInt8]
  ) throws(Errno) -> Int {
    let directory = rawValue
    return try unsafe Self.readLink(into: &buffer) { target, size in
      unsafe link.path.withCString { unsafe readlinkat(directory, $0, target, size) }
    }
  }
}
