internal import CLinux
internal import Glibc

extension Descriptor {
  /// Opens a file to write it anew; it is made where there is none.
  ///
  /// The corresponding C function is `open` with `O_CREAT` and `O_TRUNC`.
  ///
  /// - Parameters:
  ///   - path: the path of the file.
  ///   - mode: the permissions of a new file, less those of the umask.
  /// - Returns: the open file.
  /// - Throws: what open(2) says, such as EACCES.
  package static func create(_ path: String, mode: UInt32 = 0o666) throws(Errno) -> Descriptor {
    try Descriptor(
      owning: call {
        unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode_t(mode))
      })
  }

  /// Puts a file with these bytes in the place of what is there, at once: who opens it sees the old
  /// file or the new one whole, also after a crash.
  ///
  /// Only its owner can read and write it. The corresponding C functions are `open`, `write`,
  /// `fsync` and `rename`.
  ///
  /// - Throws: what those say; the old file is then as it was, and nothing is left beside it.
  package static func replaceFile(_ path: String, with bytes: [UInt8]) throws(Errno) {
    let draft = "\(path).\(String(UInt32.random(in: 0 ... .max), radix: 36))"
    try makeFile(draft, with: bytes)
    do throws(Errno) {
      _ = try call { unsafe rename(draft, path) }
    } catch {
      _ = unsafe unlink(draft)
      throw error
    }
  }

  /// Makes a new file with these bytes, never over another; only its owner can read and write it.
  ///
  /// The corresponding C functions are `open`, `write` and `fsync`.
  ///
  /// - Throws: what those say, such as EEXIST; nothing is left of the new file then.
  package static func makeFile(_ path: String, with bytes: [UInt8]) throws(Errno) {
    let file = try createNew(path)
    do throws(Errno) {
      try file.write(bytes)
      let descriptor = file.rawValue
      _ = try call { fsync(descriptor) }
    } catch {
      _ = unsafe unlink(path)
      throw error
    }
  }

  /// Writes these bytes to what is at a path: a regular file, or none, is replaced at once by one
  /// that only its owner can read; a pipe or a device gets them as they come.
  ///
  /// - Throws: EACCES for a link that somebody else made, and what ``replaceFile(_:with:)`` or
  ///   write(2) says.
  package static func writeFile(_ path: String, with bytes: [UInt8]) throws(Errno) {
    // Whoever may put a link into /tmp could have us write to what they may not.
    if let link = try? FileStatus(path: path, following: false), link.isLink, link.uid != 0,
      link.uid != geteuid()
    {
      throw .accessDenied
    }
    guard let status = try? FileStatus(path: path) else {
      return try replaceFile(path, with: bytes)
    }
    if status.isRegular { return try replaceFile(realPath(of: path), with: bytes) }
    try open(path, writing).writeWaiting(bytes)
  }

  /// Where a file is that links lead to, so that the file is replaced and not the link.
  ///
  /// It is opened first, so that what is replaced is a file that one may write to.
  ///
  /// - Throws: what open(2) says.
  private static func realPath(of path: String) throws(Errno) -> String {
    let file = try open(path, writing | O_NONBLOCK | O_NOCTTY)
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let directory = try open("/proc/self/fd", directoryPath)
    let count = try directory.readLink("\(file.rawValue)", into: &buffer)
    return String(decoding: buffer.prefix(count), as: UTF8.self)
  }

  /// Makes a directory and those above it; one that is there already is left as it is.
  ///
  /// The corresponding C function is `mkdir`.
  ///
  /// - Parameters:
  ///   - path: the path of the directory.
  ///   - mode: the permissions of new directories, less those of the umask.
  /// - Throws: what mkdir(2) says of the last one.
  package static func makeDirectories(_ path: String, mode: UInt32 = 0o700) throws(Errno) {
    var end = path.startIndex
    while end < path.endIndex {
      end = path[path.index(after: end)...].firstIndex(of: "/") ?? path.endIndex
      let directory = String(path[..<end])
      do throws(Errno) {
        _ = try call { unsafe mkdir(directory, mode_t(mode)) }
      } catch {
        if error.rawValue != EEXIST, end == path.endIndex { throw error }
      }
    }
  }

  /// Removes a directory and those below it; files in them are left alone, as those of a control
  /// group can only be.
  ///
  /// - Throws: ENOENT when there is none, EBUSY when a control group still has processes.
  package static func removeDirectories(_ path: String) throws(Errno) {
    _ = try call { unsafe heya_remove_directories(path) }
  }
}
