internal import CLinux
internal import Glibc

/// Reads files below a directory in a process of its own, so that a file system which never
/// answers, such as a hostile one of FUSE, hangs nobody else: a thread that hangs there would keep
/// its whole process from ending.
///
/// That process ends with the value, and with the thread that made that, also where it hangs. One
/// that no signal ends is left behind.
///
/// No path leads out of the directory, and nothing but regular files that were stored is opened,
/// unless a function says otherwise.
package struct SandboxedFileReader: ~Copyable, Sendable {
  private let channel: Descriptor
  private let memory: Descriptor
  private let pid: Int32
  private let timeout: Duration
  private var hasEnded = false

  /// How many bytes of memory are kept from one text to the next.
  private static let keptMemory = 1 << 16

  /// Stands at a directory.
  ///
  /// - Parameters:
  ///   - root: the directory.
  ///   - timeout: how long an answer is waited for.
  /// - Throws: what fork(2) and memfd_create(2) say.
  package init(
    at root: borrowing Descriptor, timeout: Duration = .seconds(2)
  ) throws(Errno) {
    let memory = try Descriptor.memoryFile(named: "heya reader")
    var channel: Int32 = -1
    let (root, copy) = (root.rawValue, memory.rawValue)
    AbandonedChildren.reap()
    pid = try call { unsafe heya_file_reader_start(root, copy, &channel) }
    self.channel = Descriptor(owning: channel)
    self.memory = memory
    self.timeout = timeout
  }

  deinit {
    if !hasEnded { _ = end() }
  }

  /// It ends at once unless it hangs; then it is waited for when there is time.
  private borrowing func end() -> Bool {
    heya_file_reader_end(channel.rawValue)
    return AbandonedChildren.wait(for: pid, atMost: .milliseconds(40), kills: true) != nil
  }

  /// Ends the process; its number where it hangs and is left behind, to be asked about with
  /// ``isLeftBehind(_:)``.
  package consuming func giveUp() -> Int32? {
    hasEnded = true
    return end() ? nil : pid
  }

  /// Whether a process that was left behind still hangs.
  package static func isLeftBehind(_ pid: Int32) -> Bool {
    AbandonedChildren.reap()
    return AbandonedChildren.contains(pid)
  }

  /// Whether an answer did not come in time once; nobody is asked again then.
  package var isSilent: Bool { heya_file_reader_is_silent(channel.rawValue) != 0 }
}

// Each of these throws ETIMEDOUT where no answer comes in time, EPIPE where the process has ended, and
// what openat2(2) says.
extension SandboxedFileReader {
  /// The status of a file.
  package borrowing func status(of path: String) throws(Errno) -> FileStatus {
    try ask(HEYA_STATUS, path).status
  }

  /// A file as a place to open others from, or to open it itself later (`O_PATH`).
  package borrowing func place(at path: [CChar]) throws(Errno) -> Descriptor {
    try ask(HEYA_PLACE, path).taken()
  }

  /// The same wherever links lead, also out of the directory.
  package borrowing func place(anywhere path: [CChar]) throws(Errno) -> Descriptor {
    try ask(HEYA_PLACE_ANYWHERE, path).taken()
  }

  /// What is read of a file.
  package enum Extent: Sendable {
    /// All of it; a larger file is refused.
    case whole

    /// As much as the limit allows.
    case beginning
  }

  /// The content of a regular file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - limit: how many bytes at most.
  ///   - extent: what of it.
  ///   - isStored: whether it has to be one that was stored there: none of `/proc`, `/sys` and their
  ///     kind.
  /// - Returns: the bytes.
  /// - Throws: EFBIG, and EINVAL for anything else.
  package borrowing func contents(
    of path: String, limit: Int, _ extent: Extent = .whole, isStored: Bool = true
  ) throws(Errno) -> [UInt8] {
    let wish =
      switch extent {
      case .whole: isStored ? HEYA_STORED : HEYA_REGULAR
      case .beginning: isStored ? HEYA_STORED_BEGINNING : HEYA_REGULAR_BEGINNING
      }
    return try text(ask(wish, path, limit: limit).length)
  }

  /// The target of a symbolic link.
  package borrowing func link(_ path: String) throws(Errno) -> [UInt8] {
    try text(ask(HEYA_LINK, path).length)
  }

  /// The names in a directory without `.` and `..`, in its order, no more than `limit`; those that
  /// are no UTF-8 are left out.
  package borrowing func names(in path: String, limit: Int) throws(Errno) -> [String] {
    try text(ask(HEYA_NAMES, path, limit: limit).length).split(separator: 0)
      .compactMap { String(validating: $0, as: UTF8.self) }
  }

  /// A connection to a socket of a user's.
  ///
  /// - Throws: ENOTSOCK where it is none of that user's.
  package borrowing func connection(to path: String, of uid: UInt32) throws(Errno) -> UnixStream {
    UnixStream(try ask(HEYA_CONNECTION, path, limit: Int(uid)).taken())
  }

  // MARK: From place to place

  /// The place of one name in a directory; of a link the link itself.
  package borrowing func step(
    from directory: borrowing Descriptor, to name: String
  ) throws(Errno) -> Descriptor {
    try ask(HEYA_STEP, name, from: directory.rawValue).taken()
  }

  /// The content of a stored regular file that was found, of at most `limit` bytes.
  ///
  /// - Throws: EFBIG, and EINVAL for anything else.
  package borrowing func contents(
    of place: borrowing Descriptor, limit: Int
  ) throws(Errno) -> [UInt8] {
    try text(ask(HEYA_STORED, "", limit: limit, from: place.rawValue).length)
  }

  /// The target of a symbolic link that was found.
  package borrowing func link(at place: borrowing Descriptor) throws(Errno) -> [UInt8] {
    try text(ask(HEYA_LINK, "", from: place.rawValue).length)
  }

  /// Makes a directory that only its owner can enter, unless there is something of that name.
  package borrowing func makeDirectory(
    _ name: String, in directory: borrowing Descriptor
  ) throws(Errno) {
    _ = try ask(HEYA_MAKE_DIRECTORY, name, from: directory.rawValue)
  }

  /// Puts a file with these bytes in the place of what is called so in a directory, at once.
  ///
  /// - Throws: what openat(2), write(2), fsync(2) and renameat(2) say; the old file is then as it
  ///   was, and nothing is left beside it.
  package borrowing func replace(
    _ name: String, in directory: borrowing Descriptor, with bytes: [UInt8]
  ) throws(Errno) {
    try memory.empty()
    try memory.write(bytes)
    _ = try ask(HEYA_REPLACE, name, limit: bytes.count, from: directory.rawValue)
  }

  // MARK: Asking

  private struct Answer: ~Copyable {
    var status: FileStatus
    var length: Int
    var descriptor: Descriptor?

    consuming func taken() throws(Errno) -> Descriptor {
      guard let descriptor = descriptor.take() else { throw .noSuchFile }
      return descriptor
    }
  }

  private borrowing func ask(
    _ wish: heya_wish, _ path: String, limit: Int = 0, from directory: Int32 = -1
  ) throws(Errno) -> Answer {
    // A path with a zero in it names nothing.
    if path.utf8.contains(0) { throw .noSuchFile }
    return try ask(wish, Array(path.utf8CString), limit: limit, from: directory)
  }

  private borrowing func ask(
    _ wish: heya_wish, _ path: [CChar], limit: Int = 0, from directory: Int32 = -1
  ) throws(Errno) -> Answer {
    var status = stat()
    var length: Int64 = 0
    var descriptor: Int32 = -1
    let (channel, milliseconds) = (channel.rawValue, timeout.pollMilliseconds)
    _ = try call {
      unsafe heya_file_reader_ask(
        channel, wish, directory, path, Int64(limit), milliseconds, &status, &length, &descriptor)
    }
    return Answer(
      status: FileStatus(status), length: Int(length),
      descriptor: descriptor == -1 ? nil : Descriptor(owning: descriptor))
  }

  /// What the process copied.
  private borrowing func text(_ length: Int) throws(Errno) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: length)
    var count = 0
    while count < length {
      let got = try memory.read(into: &bytes, from: count, at: count)
      if got == 0 { break }
      count += got
    }
    bytes.removeLast(length - count)
    if length > Self.keptMemory { try memory.empty() }
    return bytes
  }
}

extension Descriptor {
  /// Empties a file in memory, and goes to its beginning.
  fileprivate borrowing func empty() throws(Errno) {
    let raw = rawValue
    _ = try call { Int(lseek(raw, 0, SEEK_SET)) }
    _ = try call { ftruncate(raw, 0) }
  }
}
