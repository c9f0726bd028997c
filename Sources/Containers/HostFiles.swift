internal import Glibc
internal import Limits
internal import Synchronization
internal import SystemCalls

/// The files of the host, read with distrust: whoever runs a container may have written them.
///
/// A path never leads out of the root, whatever links it holds. Only regular files are read, and
/// those of the kernel only where the path itself begins in `/proc` or `/sys`, so that neither a
/// pipe nor a device nor a log of the kernel's is touched; never more of them than a limit, and
/// never longer than a second: a file system may be served by a program that does not answer.
/// Even a command line may, when the memory it lies in is mapped from there. So another process
/// reads them, see `SandboxedFileReader`, and one that hangs is left behind.
final class HostFiles: Sendable {
  private let root: Descriptor
  private let state = Mutex(State())

  private struct State: ~Copyable {
    var reader: SandboxedFileReader?
    var timeout = Duration.zero
    var silent = SilentPlaces()
  }

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
      case ETIMEDOUT: self = .silent
      default: self = .failed(error)
      }
    }
  }

  /// The bytes of the regular file at `path`, which begins at the root.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - limit: how many bytes at most.
  ///   - extent: what of it.
  ///   - uid: the user who leads there.
  /// - Returns: the bytes.
  /// - Throws: ``Failure``.
  func read(
    _ path: String, limit: Int, _ extent: SandboxedFileReader.Extent = .whole, for uid: UInt32 = 0
  ) throws(Failure) -> [UInt8] {
    do throws(Errno) {
      // What the kernel says of cgroups takes no time.
      if path.isOfCgroups { return try readNow(path, limit: limit, extent) }
      // A link elsewhere must not lead here, as to `/proc/kmsg`, which gives each line once.
      return try ask(path, for: uid) { (reader: borrowing SandboxedFileReader) throws(Errno) in
        try reader.contents(of: path, limit: limit, extent, isStored: !path.isKernels)
      }
    } catch {
      switch error {
      case .invalidArgument: throw .notRegular
      case .fileTooLarge: throw .tooLarge(limit: limit)
      default: throw Failure(error)
      }
    }
  }

  /// A connection to the socket at `path`; nil where the file there is none, or not the user's.
  func connect(_ path: String, of uid: UInt32) throws(Failure) -> UnixStream? {
    do throws(Errno) {
      return try ask(path, for: uid) { (reader: borrowing SandboxedFileReader) throws(Errno) in
        try reader.connection(to: path, of: uid)
      }
    } catch {
      if error.rawValue == ENOTSOCK { return nil }
      throw Failure(error)
    }
  }

  /// The user id of the owner of the file at `path`; nil when it can't be looked at.
  func owner(of path: String, for uid: UInt32 = 0) -> UInt32? {
    if path.isOfCgroups { return try? root.find(path).status().uid }
    return try? ask(path, for: uid) { (reader: borrowing SandboxedFileReader) throws(Errno) in
      try reader.status(of: path).uid
    }
  }

  /// The names in the directory at `path`, sorted, and whether there are more than are read; none
  /// when it can't be read.
  func names(in path: String, for uid: UInt32 = 0) -> (names: [String], isCut: Bool) {
    let limit = ReadLimits.names
    let names = try? ask(path, for: uid) {
      (reader: borrowing SandboxedFileReader) throws(Errno) in
      try reader.names(in: path, limit: limit + 1)
    }
    return ((names ?? []).prefix(limit).sorted(), (names ?? []).count > limit)
  }

  /// The target of the symbolic link `name` in the directory at `path`; nil when there is none.
  func link(_ name: String, in path: String, for uid: UInt32 = 0) -> String? {
    let target = try? ask(path, for: uid) {
      (reader: borrowing SandboxedFileReader) throws(Errno) in
      try reader.link("\(path)/\(name)")
    }
    return target.flatMap { String(validating: $0, as: UTF8.self) }
  }

  // MARK: Asking

  /// What `body` gives.
  ///
  /// - Throws: ETIMEDOUT when it took too long now, or a while ago at a path that began alike.
  private func ask<Result: ~Copyable>(
    _ path: String, for uid: UInt32,
    _ body: (borrowing SandboxedFileReader) throws(Errno) -> Result
  ) throws(Errno) -> sending Result {
    try state.withLock { (state) throws(Errno) -> sending Result in
      let place = path.split(separator: "/").prefix(3).joined(separator: "/")[...]
      let share = state.silent.isEmpty ? UserShare(of: uid) : self.share(of: path, for: uid)
      guard let timeout = state.silent.timeout(at: place, of: share) else { throw .timedOut }
      // The reader ends with the thread that made it, and may be of another patience.
      if state.timeout != timeout || state.reader?.isSilent != false {
        state.reader = try SandboxedFileReader(at: root, timeout: timeout)
        state.timeout = timeout
      }
      guard let reader = state.reader.take() else { throw .timedOut }
      do throws(Errno) {
        let result = try body(reader)
        state.silent.clear(place)
        state.reader = consume reader
        return result
      } catch {
        if error == .timedOut, reader.isSilent {
          state.silent.add(
            place, of: self.share(of: path, for: uid), leaving: reader.giveUp())
        } else {
          state.reader = consume reader
        }
        throw error
      }
    }
  }

  /// Whose place a path leads to: of the user who leads there, or where that is root, of the first
  /// other one who owns a directory on the way, as far as the kernel knows it without asking.
  private func share(of path: String, for uid: UInt32) -> UserShare {
    if uid != 0 { return UserShare(of: uid) }
    var part = ""
    for name in path.split(separator: "/") {
      part += "/" + name
      guard let owner = try? root.find(known: part).status().uid else { break }
      if owner != 0 { return UserShare(of: owner) }
    }
    return .root
  }

  private func readNow(
    _ path: String, limit: Int, _ extent: SandboxedFileReader.Extent
  ) throws(Errno) -> [UInt8] {
    let file = try root.find(path).open(as: .regularFile)
    if extent == .whole { return try file.contents(upTo: limit) }
    var buffer = [UInt8](repeating: 0, count: min(limit, 1 << 14))
    let count = try file.readOn(into: &buffer, limit: limit).count
    return Array(buffer.prefix(count))
  }
}

extension String {
  /// Whether the path is one of those that the kernel makes up, however it goes on.
  fileprivate var isKernels: Bool { hasPrefix("/proc/") || hasPrefix("/sys/") }

  /// Whether it is one of those that tell of cgroups, where nobody is waited for.
  fileprivate var isOfCgroups: Bool {
    // A cgroup above this process's own is told by `..`, which leads to the files of anybody.
    (hasPrefix("/sys/") || hasPrefix("/proc/") && hasSuffix("/cgroup"))
      && !split(separator: "/").contains("..")
  }
}
