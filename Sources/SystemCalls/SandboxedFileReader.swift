internal import CLinux
internal import Glibc

/// Reads files below a directory in a process of its own, so that a file system which never
/// answers, such as a hostile one of FUSE, hangs nobody else.
///
/// That process ends with the value, and with the thread that made that, also where it hangs.
///
/// No path leads out of the directory, and nothing but regular files that were stored is opened.
package struct SandboxedFileReader: ~Copyable {
  private let channel: Descriptor
  private let memory: Descriptor
  private let pid: Int32

  /// How long an answer is waited for, in milliseconds.
  private static let timeout: Int32 = 2000

  /// Stands at a directory.
  ///
  /// - Throws: what fork(2) and memfd_create(2) say.
  package init(at root: borrowing Descriptor) throws(Errno) {
    let memory = try Descriptor.memoryFile(named: "heya reader")
    var channel: Int32 = -1
    let (root, copy) = (root.rawValue, memory.rawValue)
    AbandonedChildren.reap()
    pid = try call { unsafe heya_file_reader_start(root, copy, &channel) }
    self.channel = Descriptor(owning: channel)
    self.memory = memory
  }

  deinit {
    // It ends at once unless it hangs; then it is waited for when there is time.
    heya_file_reader_end(channel.rawValue)
    AbandonedChildren.wait(for: pid, atMost: .milliseconds(40), kills: true)
  }

  /// Whether an answer did not come in time once; nobody is asked again then.
  package var isSilent: Bool { heya_file_reader_is_silent(channel.rawValue) != 0 }

  /// The status of a file.
  ///
  /// - Throws: what openat2(2) says, and ETIMEDOUT.
  package borrowing func status(of path: String) throws(Errno) -> FileStatus {
    try ask(path, limit: 0).status
  }

  /// The content of a regular file of at most `limit` bytes, which was stored there: none of `/proc`,
  /// `/sys` and their kind.
  ///
  /// - Throws: what openat2(2) says, EFBIG, EINVAL for anything else, and ETIMEDOUT.
  package borrowing func contents(of path: String, limit: Int64) throws(Errno) -> [UInt8] {
    let length = try ask(path, limit: limit).length
    return Array(try memory.contents().prefix(Int(length)))
  }

  /// A file as a place to open others from, or to open it itself later (`O_PATH`).
  ///
  /// - Throws: what openat2(2) says, and ETIMEDOUT.
  package borrowing func place(at path: [CChar]) throws(Errno) -> Descriptor {
    let channel = channel.rawValue
    return try Descriptor(
      owning: call { unsafe heya_file_reader_open(channel, path, Self.timeout) })
  }

  private borrowing func ask(
    _ path: String, limit: Int64
  ) throws(Errno) -> (status: FileStatus, length: Int64) {
    var status = stat()
    var length: Int64 = 0
    let channel = channel.rawValue
    _ = try call {
      unsafe heya_file_reader_ask(channel, path, limit, Self.timeout, &status, &length)
    }
    return (FileStatus(status), length)
  }
}
