internal import Glibc
internal import Synchronization
internal import SystemCalls

/// The files of the host, read with distrust: whoever runs a container may have written them.
///
/// A path never leads out of the root, whatever links it holds. Only regular files are read, and
/// those of the kernel only where the path itself begins in `/proc` or `/sys`, so that neither a
/// pipe nor a device nor a log of the kernel's is touched; never more of them than a limit, and
/// never longer than a second: a file system may be served by a program that does not answer.
/// Even a command line may, when the memory it lies in is mapped from there.
final class HostFiles: Sendable {
  private let root: Descriptor
  private let timeLimit = TimeLimitedCalls(.seconds(1))

  /// The beginnings of paths that did not answer once; they are not asked again.
  private let silent: Mutex<Set<Substring>> = Mutex([])

  /// Reads below the directory `root`, which is `/` but for tests.
  init(root: String) throws(Errno) {
    self.root = try Descriptor.open(root, Descriptor.directoryPath)
  }

  /// Why a file was not read.
  enum Failure: Error, Hashable {
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

  /// How much of a file is wanted.
  enum Kind {
    /// All of it; a larger file is refused.
    case whole

    /// As much as the limit allows.
    case beginning
  }

  /// The bytes of the regular file at `path`, which begins at the root.
  func read(_ path: String, limit: Int, _ kind: Kind = .whole) throws(Failure) -> [UInt8] {
    let result = inTime(path) { files in
      Result { () throws(Failure) in try files.readNow(path, limit: limit, kind) }
    }
    guard let result else { throw .silent }
    return try result.get()
  }

  /// A connection to the socket at `path`; nil where the file there is none, or not the user's.
  func connect(_ path: String, of uid: UInt32) throws(Failure) -> UnixStream? {
    let result = inTime(path) { files in
      Connection { () throws(Errno) in
        let file = try files.root.find(path)
        let status = try file.status()
        guard status.isSocket, status.uid == uid else { return nil }
        // Connects to the very socket that was looked at.
        return try UnixStream(connectingTo: file.socketPath())
      }
    }
    guard let result else { throw .silent }
    do throws(Errno) { return try result.take() } catch { throw Failure(error) }
  }

  /// A connection on its way between two threads.
  private final class Connection: Sendable {
    private let stream: Mutex<UnixStream?>
    private let refusal: Errno?

    init(_ connect: () throws(Errno) -> UnixStream?) {
      do throws(Errno) {
        stream = Mutex(try connect())
        refusal = nil
      } catch {
        stream = Mutex(nil)
        refusal = error
      }
    }

    func take() throws(Errno) -> UnixStream? {
      if let refusal { throw refusal }
      return stream.withLock { $0.take() }
    }
  }

  /// The user id of the owner of the file at `path`; nil when it can't be looked at.
  func owner(of path: String) -> UInt32? {
    inTime(path) { files in
      guard let file = try? files.root.find(path) else { return nil }
      return try? file.status().uid
    } ?? nil
  }

  /// The names in the directory at `path`, sorted; none when it can't be read.
  func names(in path: String) -> [String] {
    inTime(path) { files in
      guard let directory = try? files.root.find(path).open(as: .directory),
        let names = try? directory.names()
      else { return [] }
      return names
    } ?? []
  }

  /// The target of the symbolic link `name` in the directory at `path`; nil when there is none.
  func link(_ name: String, in path: String) -> String? {
    inTime(path) { files in
      var buffer = [UInt8](repeating: 0, count: 4096)
      guard let count = try? files.root.readLink(name, in: path, into: &buffer) else { return nil }
      return String(validating: buffer[..<count], as: UTF8.self)
    } ?? nil
  }

  /// What `body` gives; nil when it took too long now, or at an earlier path that began alike.
  private func inTime<Result: Sendable>(
    _ path: String, _ body: @escaping @Sendable (HostFiles) -> Result
  ) -> Result? {
    // What the kernel says of cgroups takes no time.
    let isOfCgroups =
      path.hasPrefix("/sys/") || path.hasPrefix("/proc/") && path.hasSuffix("/cgroup")
    // A cgroup above this process's own is told by `..`, which leads to the files of anybody.
    if isOfCgroups, !path.split(separator: "/").contains("..") { return body(self) }
    let beginning = path.split(separator: "/").prefix(3).joined(separator: "/")[...]
    if silent.withLock({ $0.contains(beginning) }) { return nil }
    if let result = timeLimit.run({ [self] in body(self) }) { return result }
    silent.withLock { _ = $0.insert(beginning) }
    return nil
  }

  private func readNow(
    _ path: String, limit: Int, _ kind: Kind
  ) throws(Failure) -> [UInt8] {
    let file = try openRegular(path)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16384)
    while true {
      let count: Int
      do throws(Errno) { count = try file.read(into: &buffer) } catch { throw Failure(error) }
      if count == 0 { return bytes }
      if bytes.count + count > limit {
        if kind == .beginning { return bytes + buffer.prefix(limit - bytes.count) }
        throw Failure.tooLarge(limit: limit)
      }
      bytes += buffer[..<count]
    }
  }

  private func openRegular(_ path: String) throws(Failure) -> Descriptor {
    do throws(Errno) {
      // A link elsewhere must not lead here, as to `/proc/kmsg`, which gives each line once.
      return try root.find(path).open(as: path.isKernels ? .regularFile : .storedFile)
    } catch {
      throw error == .invalidArgument ? Failure.notRegular : Failure(error)
    }
  }
}

extension String {
  /// Whether the path is one of those that the kernel makes up, however it goes on.
  fileprivate var isKernels: Bool { hasPrefix("/proc/") || hasPrefix("/sys/") }
}
