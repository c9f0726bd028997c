internal import CLinux
internal import Glibc

/// A file that heya keeps for the person who runs it, or that they name: read without waiting for
/// anybody, and replaced whole.
///
/// The way to a file of heya's own is walked step by step from the root. Where the person is root,
/// as under sudo(8) with `HOME` kept, the walk ends at the first directory that somebody else owns
/// or may write to: nothing below it is looked at, made or followed, for its owner could lead us
/// anywhere.
public enum OwnFile {
  /// Why a file is not used.
  public enum Refusal: Error, Sendable, Hashable {
    /// What the kernel says.
    case failed(Errno)

    /// It is a directory, a fifo, a device or a socket.
    case notRegular

    /// It has more than so many bytes.
    case tooLarge(limit: Int)

    /// Somebody else could put any file there.
    case foreign(directory: String)
  }

  /// Reads a file of heya's own, of `limit` bytes at most.
  public static func read(_ path: String, limit: Int) throws(Refusal) -> [UInt8] {
    try content(of: walk(path, making: false), limit: limit)
  }

  /// Reads a file that the person named, wherever it is, of `limit` bytes at most.
  public static func read(named path: String, limit: Int) throws(Refusal) -> [UInt8] {
    try content(of: place(path), limit: limit)
  }

  /// Puts a file of heya's own with these bytes in the place of what is there, at once: who opens
  /// it sees the old file or the new one whole, also after a crash.
  ///
  /// Missing directories are made. Only its owner can read and write it.
  public static func replace(_ path: String, with bytes: [UInt8]) throws(Refusal) {
    guard let slash = path.lastIndex(of: "/") else { throw .failed(.invalidArgument) }
    let directory = try walk(String(path[..<slash]), making: true)
    do throws(Errno) {
      try directory.replaceFile(String(path[path.index(after: slash)...]), with: bytes)
    } catch {
      throw .failed(error)
    }
  }

  // MARK: - Reading

  /// Reads a file that was found; only a regular one is opened, and that without waiting.
  private static func content(
    of place: consuming Descriptor, limit: Int
  ) throws(Refusal) -> [UInt8] {
    let status = try status(of: place)
    guard status.isRegular else { throw .notRegular }
    guard status.size <= limit else { throw .tooLarge(limit: limit) }
    // One byte more than it may have: it may have grown.
    var buffer = [UInt8](repeating: 0, count: limit + 1)
    let count: Int
    do throws(Errno) {
      let file = try Descriptor.open(
        "/proc/self/fd/\(place.rawValue)", O_RDONLY | O_NONBLOCK | O_NOCTTY)
      count = try file.fill(&buffer)
    } catch {
      throw .failed(error)
    }
    guard count <= limit else { throw .tooLarge(limit: limit) }
    return Array(buffer.prefix(count))
  }

  // MARK: - The way there

  /// As many links as the kernel follows on one way (path_resolution(7)).
  private static let linkLimit = 40

  /// Walks to a file or, where `making`, to a directory that is made where there is none.
  private static func walk(_ path: String, making: Bool) throws(Refusal) -> Descriptor {
    var here = try place("/")
    var names = Array(path.split(separator: "/").reversed().map(String.init))
    // For what is said: where `here` is.
    var passed: [String] = []
    var links = 0
    while let name = names.popLast() {
      let isShared = try check(here, passed)
      let next = try step(from: here, to: name, making: making)
      let status = try status(of: next)
      if isShared, status.uid != 0 { throw .foreign(directory: text(passed + [name])) }
      if status.isLink {
        links += 1
        guard links <= linkLimit else { throw .failed(Errno(rawValue: ELOOP)) }
        let target = try link(name, in: here)
        if target.hasPrefix("/") {
          here = try place("/")
          passed = []
        }
        names += target.split(separator: "/").reversed().map(String.init)
      } else {
        here = next
        passed.append(name)
      }
    }
    if making { _ = try check(here, passed) }
    return here
  }

  private static func text(_ names: [String]) -> String { "/" + names.joined(separator: "/") }

  private static func place(_ path: String) throws(Refusal) -> Descriptor {
    do throws(Errno) { return try .open(path, Descriptor.path) } catch { throw .failed(error) }
  }

  private static func step(
    from here: borrowing Descriptor, to name: String, making: Bool
  ) throws(Refusal) -> Descriptor {
    do throws(Errno) {
      return try here.open(name, Descriptor.path | O_NOFOLLOW)
    } catch {
      guard making, error == .noSuchFile else { throw .failed(error) }
    }
    do throws(Errno) {
      try here.makeDirectory(name)
      return try here.open(name, Descriptor.path | O_NOFOLLOW)
    } catch {
      throw .failed(error)
    }
  }

  private static func link(
    _ name: String, in here: borrowing Descriptor
  ) throws(Refusal) -> String {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    do throws(Errno) {
      let count = try here.readLink(name, into: &buffer)
      return String(decoding: buffer.prefix(count), as: UTF8.self)
    } catch {
      throw .failed(error)
    }
  }

  /// Refuses a directory in which somebody else than root could exchange what root finds.
  ///
  /// - Returns: whether it is one such as `/tmp`, where everybody may put files, and nobody may
  ///   take away another's.
  private static func check(
    _ here: borrowing Descriptor, _ passed: [String]
  ) throws(Refusal) -> Bool {
    guard geteuid() == 0 else { return false }
    let status = try status(of: here)
    // No way leads on from what is no directory, whoever may write to it.
    guard status.isDirectory else { throw .failed(Errno(rawValue: ENOTDIR)) }
    let isShared = status.mode & 0o022 != 0
    guard status.uid == 0, !isShared || status.mode & UInt32(S_ISVTX) != 0 else {
      throw .foreign(directory: text(passed))
    }
    return isShared
  }

  private static func status(of here: borrowing Descriptor) throws(Refusal) -> FileStatus {
    do throws(Errno) { return try here.status() } catch { throw .failed(error) }
  }
}

extension Descriptor {
  /// Puts a file with these bytes in the place of what is called so in this directory, at once.
  ///
  /// The corresponding C functions are `openat`, `write`, `fsync` and `renameat`.
  ///
  /// - Throws: what those say; the old file is then as it was, and nothing is left beside it.
  fileprivate borrowing func replaceFile(_ name: String, with bytes: [UInt8]) throws(Errno) {
    let directory = rawValue
    let draft = ".\(name).\(String(UInt32.random(in: 0 ... .max), radix: 36))"
    let file = try Descriptor(owning: call { unsafe heya_create(directory, draft) })
    do throws(Errno) {
      try file.write(bytes)
      let descriptor = file.rawValue
      _ = try call { fsync(descriptor) }
      _ = try call { unsafe renameat(directory, draft, directory, name) }
    } catch {
      _ = unsafe unlinkat(directory, draft, 0)
      throw error
    }
  }

  /// Makes a directory below this one that only its owner can enter; one that is there already is
  /// left as it is.
  fileprivate borrowing func makeDirectory(_ name: String) throws(Errno) {
    let directory = rawValue
    do throws(Errno) {
      _ = try call { unsafe mkdirat(directory, name, 0o700) }
    } catch {
      if error.rawValue != EEXIST { throw error }
    }
  }

  /// Reads until `buffer` is full or the file ends, and tells how many bytes came.
  fileprivate borrowing func fill(_ buffer: inout [UInt8]) throws(Errno) -> Int {
    let descriptor = rawValue
    var span = buffer.mutableSpan
    return try unsafe span.withUnsafeMutableBytes { bytes throws(Errno) in
      var count = 0
      while count < bytes.count {
        let got = try call {
          unsafe Glibc.read(
            descriptor, bytes.baseAddress?.advanced(by: count), bytes.count - count)
        }
        if got == 0 { break }
        count += got
      }
      return count
    }
  }
}
