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
