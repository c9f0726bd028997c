internal import Glibc
package import Kernel

/// The files of the host, read with distrust: whoever runs a container may have written them.
///
/// A path never leads out of the root, whatever links it holds. Only regular files are read, so that
/// neither a pipe nor a device makes the reader wait, and never more of them than a limit.
package final class HostFiles: Sendable {
  private let root: Descriptor

  /// Reads below the directory `root`, which is `/` but for tests.
  package init(root: String) throws(Errno) {
    self.root = try Descriptor.open(root, Descriptor.directoryPath)
  }

  /// Why a file was not read.
  package enum Refusal: Error, Hashable {
    /// It is not there.
    case absent

    /// It is a directory, a pipe, a socket or a device.
    case notRegular

    /// It is larger than the limit, in bytes.
    case tooLarge(limit: Int)

    /// The kernel says no.
    case failed(Errno)

    init(_ error: Errno) {
      switch error.rawValue {
      case ENOENT, ENOTDIR, ESRCH: self = .absent
      default: self = .failed(error)
      }
    }
  }

  /// The bytes of the regular file at `path`, which begins at the root.
  package func read(_ path: String, limit: Int) throws(Refusal) -> [UInt8] {
    let file = try openRegular(path)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16384)
    while true {
      let count: Int
      do throws(Errno) { count = try file.read(into: &buffer) } catch { throw Refusal(error) }
      if count == 0 { return bytes }
      guard bytes.count + count <= limit else { throw Refusal.tooLarge(limit: limit) }
      bytes += buffer[..<count]
    }
  }

  private func openRegular(_ path: String) throws(Refusal) -> Descriptor {
    let isRegular: Bool
    do throws(Errno) {
      let found = try root.openInRoot(path, Descriptor.path)
      isRegular = try found.status().isRegular
      // Opens the very file that was looked at: a pipe or a device is never opened.
      if isRegular {
        return try Descriptor.open("/proc/self/fd/\(found.rawValue)", O_RDONLY | O_NONBLOCK)
      }
    } catch {
      throw Refusal(error)
    }
    throw Refusal.notRegular
  }

  /// The user id of the owner of the file at `path`; nil when it can't be looked at.
  package func owner(of path: String) -> UInt32? {
    guard let file = try? root.openInRoot(path, Descriptor.path) else { return nil }
    return try? file.status().uid
  }

  /// The names in the directory at `path`, sorted; none when it can't be read.
  package func names(in path: String) -> [String] {
    guard let directory = try? root.openInRoot(path, O_RDONLY | O_DIRECTORY | O_NONBLOCK),
      let names = try? directory.names()
    else { return [] }
    return names
  }

  /// The target of the symbolic link `name` in the directory at `path`; nil when there is none.
  package func link(_ name: String, in path: String) -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    guard let directory = try? root.openInRoot(path, Descriptor.directoryPath),
      let count = try? directory.readLink(name, into: &buffer)
    else { return nil }
    return String(validating: buffer[..<count], as: UTF8.self)
  }
}
