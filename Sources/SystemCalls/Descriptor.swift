internal import CLinux
public import Glibc
internal import Limits

/// An open file descriptor that closes itself at the end of its life; it can't be copied, so it is
/// neither closed twice nor forgotten.
///
/// Every descriptor is opened with `O_CLOEXEC`.
public struct Descriptor: ~Copyable, Sendable {
  /// The number of the descriptor, for calls that only borrow it.
  public let rawValue: Int32

  /// Takes over a descriptor that somebody else opened.
  public init(owning rawValue: Int32) {
    self.rawValue = rawValue
  }

  deinit {
    _ = close(rawValue)
  }

  /// Gives the descriptor away: the caller closes it.
  public consuming func take() -> Int32 {
    let rawValue = rawValue
    discard self
    return rawValue
  }
}

extension Descriptor {
  /// Flags to open a directory whose entries shall be read.
  package static let directory = O_RDONLY | O_DIRECTORY

  /// The flag to open a file only as a place or to ask about it (`O_PATH`).
  package static let path = HEYA_O_PATH

  /// Flags to open a directory only as a place to open others from, which is cheaper (`O_PATH`).
  package static let directoryPath = path | O_DIRECTORY

  /// The flag to open a file for writing only.
  package static let writing = O_WRONLY

  /// Opens a file.
  ///
  /// The corresponding C function is `openat`.
  ///
  /// - Parameters:
  ///   - path: the path, from the working directory when it is relative.
  ///   - flags: such as `O_RDONLY`.
  /// - Returns: the open file.
  /// - Throws: what open(2) says, such as ENOENT.
  public static func open(_ path: String, _ flags: Int32 = O_RDONLY) throws(Errno) -> Descriptor {
    try Descriptor(owning: call { unsafe heya_openat(AT_FDCWD, path, flags) })
  }

  /// Opens a file at a path that need not be text, as C has it.
  ///
  /// The corresponding C function is `open`.
  package static func open(_ path: [CChar], _ flags: Int32 = O_RDONLY) throws(Errno) -> Descriptor {
    try Descriptor(owning: call { unsafe heya_openat(AT_FDCWD, path, flags) })
  }

  /// Opens a file below this directory.
  ///
  /// The corresponding C function is `openat`.
  public borrowing func open(
    _ path: String, _ flags: Int32 = O_RDONLY
  ) throws(Errno) -> Descriptor {
    let directory = rawValue
    return try Descriptor(owning: call { unsafe heya_openat(directory, path, flags) })
  }

  /// Makes a new file that only its owner can read and write.
  ///
  /// The corresponding C function is `openat` with `O_CREAT | O_EXCL`.
  ///
  /// - Throws: EEXIST when there is one of that name.
  package static func createNew(_ path: String) throws(Errno) -> Descriptor {
    try Descriptor(owning: call { unsafe heya_create(AT_FDCWD, path) })
  }

  /// Reads at most as many bytes as `buffer` holds, from the present position.
  ///
  /// The corresponding C function is `read`.
  public borrowing func read(into buffer: inout [UInt8]) throws(Errno) -> Int {
    let descriptor = rawValue
    var span = buffer.mutableSpan
    return try unsafe span.withUnsafeMutableBytes { bytes throws(Errno) in
      try call { unsafe Glibc.read(descriptor, bytes.baseAddress, bytes.count) }
    }
  }

  /// Reads a file of `/proc` that gives all it has in one read, such as `stat` and `status`.
  ///
  /// What comes is of one moment. Makes `buffer` larger where the file does not fit.
  ///
  /// The corresponding C function is `pread`.
  ///
  /// - Parameters:
  ///   - buffer: where the bytes go, from its beginning.
  ///   - limit: how many bytes are read at most; nil for ``ReadLimits/kernelFile``.
  /// - Returns: how many bytes of `buffer` are the file's.
  /// - Throws: what read(2) says; ESRCH when the process is gone, EFBIG when the file has more than
  ///   the limit.
  package borrowing func readAtOnce(
    into buffer: inout [UInt8], limit: Int? = nil
  ) throws(Errno) -> Int {
    let limit = limit ?? ReadLimits.kernelFile
    let beginning = try readBeginning(into: &buffer, limit: limit)
    if beginning.isCut { throw .fileTooLarge }
    return beginning.count
  }

  /// Reads of a file of `/proc` what it gives in one read, and no more than `limit` bytes.
  ///
  /// The corresponding C function is `pread`.
  ///
  /// - Returns: how many bytes of `buffer` are the file's, and whether it has more.
  /// - Throws: what read(2) says; ESRCH when the process is gone.
  package borrowing func readBeginning(
    into buffer: inout [UInt8], limit: Int
  ) throws(Errno) -> (count: Int, isCut: Bool) {
    while true {
      let count = try read(into: &buffer, from: 0, at: 0)
      if count > limit { return (limit, true) }
      if count < buffer.count { return (count, false) }
      buffer.append(contentsOf: repeatElement(0, count: min(buffer.count, limit)))
    }
  }

  /// Reads a file from its beginning to its end; makes `buffer` larger where the file does not fit.
  ///
  /// The corresponding C function is `pread`.
  ///
  /// - Parameters:
  ///   - buffer: where the bytes go, from its beginning.
  ///   - limit: how many bytes are read at most; nil for ``ReadLimits/kernelFile``.
  /// - Returns: how many bytes of `buffer` are the file's.
  /// - Throws: what read(2) says; ESRCH when the process is gone, EFBIG when the file has more than
  ///   the limit.
  public borrowing func readWhole(
    into buffer: inout [UInt8], limit: Int? = nil
  ) throws(Errno) -> Int {
    let limit = limit ?? ReadLimits.kernelFile
    let beginning = try readOn(into: &buffer, limit: limit)
    if beginning.isCut { throw .fileTooLarge }
    return beginning.count
  }

  /// Reads a file from its beginning on, no more than `limit` bytes, and for as long as `isInTime`,
  /// which is asked before each read but the first.
  ///
  /// The corresponding C function is `pread`.
  ///
  /// - Returns: how many bytes of `buffer` are the file's, and whether it has more.
  /// - Throws: what read(2) says; ESRCH when the process is gone.
  package borrowing func readOn(
    into buffer: inout [UInt8], limit: Int, while isInTime: () -> Bool = { true }
  ) throws(Errno) -> (count: Int, isCut: Bool) {
    var count = 0
    while true {
      if count > limit { return (limit, true) }
      if count > 0, !isInTime() { return (count, true) }
      if count == buffer.count {
        buffer.append(contentsOf: repeatElement(0, count: max(4096, count)))
      }
      let got = try read(into: &buffer, from: count, at: count)
      if got == 0 { return (count, false) }
      count += got
    }
  }

  /// The whole file from its beginning, whatever was read of it before.
  ///
  /// - Parameter limit: how many bytes are read at most; nil for ``ReadLimits/kernelFile``.
  /// - Returns: the bytes.
  /// - Throws: what read(2) says, and EFBIG when the file has more than the limit.
  package borrowing func contents(upTo limit: Int? = nil) throws(Errno) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 16384)
    let count = try readWhole(into: &buffer, limit: limit)
    buffer.removeLast(buffer.count - count)
    return buffer
  }

  /// All that comes from a file or a pipe until its end, from the present position.
  ///
  /// The corresponding C function is `read`.
  ///
  /// - Parameters:
  ///   - limit: how many bytes at most.
  ///   - goingOn: whether there is a reason to read on after these, the first ones.
  /// - Returns: the bytes; nil when there are more than `limit`.
  /// - Throws: what read(2) says.
  package borrowing func contents(
    limit: Int, goingOn: (ArraySlice<UInt8>) -> Bool = { _ in true }
  ) throws(Errno) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count: Int
      do throws(Errno) {
        count = try read(into: &buffer)
      } catch .wouldBlock {
        _ = try waitForInput(on: [rawValue])
        continue
      }
      if count == 0 { return bytes }
      let isFirst = bytes.isEmpty
      bytes += buffer[..<count]
      if isFirst, !goingOn(buffer[..<count]) { return bytes }
      if bytes.count > limit { return nil }
    }
  }

  /// Reads at most as many bytes as `buffer` holds behind `start`, from a place of the file on.
  ///
  /// The corresponding C function is `pread`.
  borrowing func read(
    into buffer: inout [UInt8], from start: Int, at offset: Int
  ) throws(Errno) -> Int {
    let descriptor = rawValue
    var span = buffer.mutableSpan
    return try unsafe span.withUnsafeMutableBytes { bytes throws(Errno) in
      try call {
        unsafe pread(
          descriptor, bytes.baseAddress?.advanced(by: start), bytes.count - start, off_t(offset))
      }
    }
  }

  /// Writes all of `bytes`.
  ///
  /// The corresponding C function is `write`.
  public borrowing func write(_ bytes: [UInt8]) throws(Errno) {
    var done = 0
    while done < bytes.count { done += try write(bytes[done...]) }
  }

  /// Writes as many of `bytes` as there is room for, and tells how many.
  ///
  /// The corresponding C function is `write`.
  borrowing func write(_ bytes: ArraySlice<UInt8>) throws(Errno) -> Int {
    let descriptor = rawValue
    return try unsafe bytes.span.withUnsafeBytes { bytes throws(Errno) in
      try call { unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count) }
    }
  }

  /// The target of a symbolic link below this directory, as bytes.
  ///
  /// The corresponding C function is `readlinkat`.
  public borrowing func readLink(
    _ path: String, into buffer: inout [UInt8]
  ) throws(Errno) -> Int {
    let directory = rawValue
    return try unsafe Self.readLink(into: &buffer) { unsafe readlinkat(directory, path, $0, $1) }
  }

  /// Has `read` put the target of a link into a buffer of a size.
  static func readLink(
    into buffer: inout [UInt8], _ read: (UnsafeMutablePointer<CChar>, Int) -> Int
  ) throws(Errno) -> Int {
    var span = buffer.mutableSpan
    return try unsafe span.withUnsafeMutableBytes { bytes throws(Errno) in
      guard let base = bytes.baseAddress else { return 0 }
      return try call { unsafe read(base.assumingMemoryBound(to: CChar.self), bytes.count) }
    }
  }

  /// The status of the open file.
  ///
  /// The corresponding C function is `fstat`.
  public borrowing func status() throws(Errno) -> FileStatus {
    var status = stat()
    let descriptor = rawValue
    _ = try call { unsafe fstat(descriptor, &status) }
    return FileStatus(status)
  }

  /// Ends a connection for whoever else has it too.
  ///
  /// The corresponding C function is `shutdown`.
  borrowing func shutDown() {
    _ = shutdown(rawValue, Int32(SHUT_RDWR))
  }

  /// A second descriptor on the same open file.
  ///
  /// The corresponding C function is `fcntl` with `F_DUPFD_CLOEXEC`.
  public borrowing func duplicate() throws(Errno) -> Descriptor {
    let descriptor = rawValue
    return try Descriptor(owning: call { fcntl(descriptor, F_DUPFD_CLOEXEC, 3) })
  }
}

/// What stat(2) tells of a file.
public struct FileStatus: Sendable, Hashable {
  /// The device that the file lives on.
  public var device: UInt64

  /// The inode number.
  public var inode: UInt64

  /// Type and permissions.
  public var mode: UInt32

  /// The user id of its owner.
  public var uid: UInt32

  /// The group id of its group.
  public var gid: UInt32

  /// How many names the file has; two more than its subdirectories for a directory.
  public var links: UInt64

  /// The size in bytes.
  public var size: Int64

  /// The device that the file is, for device files.
  public var specialDevice: UInt64

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    mode = status.st_mode
    uid = status.st_uid
    gid = status.st_gid
    links = UInt64(status.st_nlink)
    size = Int64(status.st_size)
    specialDevice = UInt64(status.st_rdev)
  }

  /// The status of the file at `path`, of the link itself where it is one and `following` is false.
  ///
  /// The corresponding C function is `fstatat`.
  public init(path: String, following: Bool = true) throws(Errno) {
    var status = stat()
    _ = try call {
      unsafe fstatat(AT_FDCWD, path, &status, following ? 0 : AT_SYMLINK_NOFOLLOW)
    }
    self.init(status)
  }

  /// Whether it is a directory.
  public var isDirectory: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFDIR) }

  /// Whether it is a symbolic link.
  public var isLink: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFLNK) }

  /// Whether it is a socket.
  public var isSocket: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFSOCK) }

  /// Whether it is a pipe, with a name or without.
  public var isFIFO: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFIFO) }

  /// Whether it is a regular file.
  public var isRegular: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFREG) }
}
