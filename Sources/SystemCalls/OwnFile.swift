internal import CLinux
internal import Glibc

/// A file that heya keeps for the person who runs it, or that they name: read without waiting for
/// anybody, and replaced whole.
///
/// The way there is a `FileWay`. Where the person is root, as under sudo(8) with `HOME` kept, the way to
/// a file of heya's own ends at the first directory that somebody else owns or may write to. A file
/// that they name to be written may also lie in a directory of whoever called sudo.
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

    /// What serves the file did not answer in time.
    case silent

    init(_ error: Errno) {
      self = error == .timedOut ? .silent : .failed(error)
    }
  }

  /// Reads a file of heya's own, of `limit` bytes at most.
  public static func read(_ path: String, limit: Int) throws(Refusal) -> [UInt8] {
    var way = FileWay(trusting: .root)
    let end = try way.end(of: path)
    return try way.contents(of: end.found(), limit: limit)
  }

  /// Reads a file that the person named, wherever it is, of `limit` bytes at most.
  public static func read(named path: String, limit: Int) throws(Refusal) -> [UInt8] {
    var way = FileWay(trusting: .root)
    return try way.contents(of: place(path), limit: limit)
  }

  /// Puts a file of heya's own with these bytes in the place of what is there, at once: who opens
  /// it sees the old file or the new one whole, also after a crash.
  ///
  /// Missing directories are made. Only its owner can read and write it.
  public static func replace(_ path: String, with bytes: [UInt8]) throws(Refusal) {
    guard let slash = path.lastIndex(of: "/") else { throw .failed(.invalidArgument) }
    // A disk may be busy.
    var way = FileWay(trusting: .root, timeout: .seconds(3))
    let end = try way.end(of: String(path[..<slash]), making: true)
    let directory = try end.found()
    _ = try way.check(directory, [String(path[..<slash].dropFirst())])
    try way.replace(String(path[path.index(after: slash)...]), in: directory, with: bytes)
  }

  /// Writes these bytes to a file that the person named: a regular file, or none, is replaced at
  /// once by one that only its owner can read; a pipe or a device gets them as they come.
  public static func write(named path: String, with bytes: [UInt8]) throws(Refusal) {
    // What the shell gave this process, which is no place for others.
    if ["/dev/fd/", "/dev/std", "/proc/self/fd/"].contains(where: path.hasPrefix) {
      return try failing { () throws(Errno) in
        try Descriptor.open(path, Descriptor.writing).writeWaiting(bytes)
      }
    }
    var way = FileWay(trusting: .caller)
    var end = try way.end(of: path)
    guard let place = end.takePlace() else {
      return try failing { () throws(Errno) in
        try end.directory.replaceFile(end.name, with: bytes)
      }
    }
    let isRegular = try FileWay.status(of: place).isRegular
    try failing { () throws(Errno) in
      // Also before it is replaced: only a file that one may write to is.
      let flags = Descriptor.writing | (isRegular ? O_NONBLOCK | O_NOCTTY : 0)
      let file = try Descriptor.open("/proc/self/fd/\(place.rawValue)", flags)
      if isRegular {
        try end.directory.replaceFile(end.name, with: bytes)
      } else {
        try file.writeWaiting(bytes)
      }
    }
  }

  /// Whether there is a directory at a path, or may be one, because nothing answers there.
  public static func hasDirectory(_ path: String) -> Bool {
    do throws(Refusal) {
      var way = FileWay(trusting: .anybody)
      let end = try way.end(of: path)
      return try FileWay.status(of: end.found()).isDirectory
    } catch {
      return error == .silent
    }
  }

  private static func failing(_ body: () throws(Errno) -> Void) throws(Refusal) {
    do throws(Errno) { try body() } catch { throw .failed(error) }
  }

  /// Finds what the person named.
  private static func place(_ path: String) throws(Refusal) -> Descriptor {
    do throws(Errno) {
      // Links there mean another file in any other process; no file server is on the way.
      if path.hasPrefix("/proc/") || path.hasPrefix("/dev/") {
        return try .open(path, Descriptor.path)
      }
      let start = try Descriptor.start(ofAbsolute: path.hasPrefix("/"))
      return try SandboxedFileReader(at: start, timeout: .seconds(1))
        .place(anywhere: Array(path.utf8CString))
    } catch {
      throw Refusal(error)
    }
  }
}

extension FileWay.End {
  /// What is there.
  fileprivate consuming func found() throws(OwnFile.Refusal) -> Descriptor {
    guard let place = place.take() else { throw .failed(.noSuchFile) }
    return place
  }

  /// What is there; nil where nothing is.
  fileprivate mutating func takePlace() -> Descriptor? { place.take() }
}

extension Descriptor {
  /// Puts a file with these bytes in the place of what is called so in this directory, at once, however
  /// long that takes.
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
}
