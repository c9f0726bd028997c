internal import Glibc
internal import Kernel
internal import Synchronization

/// The files of the host, read with distrust: whoever runs a container may have written them.
///
/// A path never leads out of the root, whatever links it holds. Only regular files are read, so that
/// neither a pipe nor a device makes the reader wait, never more of them than a limit, and never
/// longer than two seconds: a file system may be served by a program that does not answer. Even a
/// command line may, when the memory it lies in is mapped from there.
final class HostFiles: Sendable {
  private let root: Descriptor
  private let timeLimit = TimeLimit(.seconds(2))

  /// The beginnings of paths that did not answer once; they are not asked again.
  private let silent: Mutex<Set<Substring>> = Mutex([])

  /// Reads below the directory `root`, which is `/` but for tests.
  init(root: String) throws(Errno) {
    self.root = try Descriptor.open(root, Descriptor.directoryPath)
  }

  /// Why a file was not read.
  enum Refusal: Error, Hashable {
    /// It is not there.
    case absent

    /// It is a directory, a pipe, a socket or a device.
    case notRegular

    /// It is larger than the limit, in bytes.
    case tooLarge(limit: Int)

    /// What serves the file did not answer in time.
    case silent

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
  func read(_ path: String, limit: Int) throws(Refusal) -> [UInt8] {
    let result = inTime(path) { files in
      Result { () throws(Refusal) in try files.readNow(path, limit: limit) }
    }
    guard let result else { throw .silent }
    return try result.get()
  }

  /// The file at `path`, whatever it is, only as a place (`O_PATH`).
  func place(_ path: String) throws(Refusal) -> Descriptor {
    let result = inTime(path) { files in
      Result { () throws(Refusal) -> Int32 in
        do throws(Errno) {
          return try files.root.openInRoot(path, Descriptor.path).take()
        } catch {
          throw Refusal(error)
        }
      }
    }
    guard let result else { throw .silent }
    return Descriptor(owning: try result.get())
  }

  /// The user id of the owner of the file at `path`; nil when it can't be looked at.
  func owner(of path: String) -> UInt32? {
    inTime(path) { files in
      guard let file = try? files.root.openInRoot(path, Descriptor.path) else { return nil }
      return try? file.status().uid
    } ?? nil
  }

  /// The names in the directory at `path`, sorted; none when it can't be read.
  func names(in path: String) -> [String] {
    inTime(path) { files in
      let flags = O_RDONLY | O_DIRECTORY | O_NONBLOCK
      guard let directory = try? files.root.openInRoot(path, flags),
        let names = try? directory.names()
      else { return [] }
      return names
    } ?? []
  }

  /// The target of the symbolic link `name` in the directory at `path`; nil when there is none.
  func link(_ name: String, in path: String) -> String? {
    inTime(path) { files in
      var buffer = [UInt8](repeating: 0, count: 4096)
      guard let directory = try? files.root.openInRoot(path, Descriptor.directoryPath),
        let count = try? directory.readLink(name, into: &buffer)
      else { return nil }
      return String(validating: buffer[..<count], as: UTF8.self)
    } ?? nil
  }

  /// What `body` gives; nil when it took too long now, or at an earlier path that began alike.
  private func inTime<Result: Sendable>(
    _ path: String, _ body: @escaping @Sendable (HostFiles) -> Result
  ) -> Result? {
    // What the kernel says of cgroups takes no time.
    if path.hasPrefix("/sys/") || path.hasPrefix("/proc/") && path.hasSuffix("/cgroup") {
      return body(self)
    }
    let beginning = path.split(separator: "/").prefix(3).joined(separator: "/")[...]
    if silent.withLock({ $0.contains(beginning) }) { return nil }
    if let result = timeLimit.run({ [self] in body(self) }) { return result }
    silent.withLock { _ = $0.insert(beginning) }
    return nil
  }

  private func readNow(_ path: String, limit: Int) throws(Refusal) -> [UInt8] {
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
}
