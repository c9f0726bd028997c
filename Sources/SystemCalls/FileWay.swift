internal import CLinux
internal import Glibc

/// Walks to a file step by step, so that root is led nowhere by others, and so that a file server
/// which does not answer is given up.
///
/// Where root walks, the way ends at the first directory in which somebody who is not trusted could
/// exchange what is found next: nothing below it is looked at, made or followed. What the kernel does
/// not know without asking is asked for by a process that can be left behind, unless it lies on a
/// device of this machine's.
struct FileWay: ~Copyable {
  /// Who may lead root besides root.
  struct Trust: Sendable {
    /// Owners of directories.
    var users: Set<UInt32> = []

    /// Groups that may write to directories.
    var groups: Set<UInt32> = []

    /// Whether everybody may, because nothing is read or written at the end of the way.
    var isAnybody = false

    /// Nobody.
    static let root = Trust()

    /// Everybody.
    static let anybody = Trust(isAnybody: true)

    /// Whoever called sudo(8), who is in control of root already.
    static var caller: Trust {
      func number(_ variable: String) -> Set<UInt32> {
        Host.variable(variable).flatMap { UInt32($0) }.map { [$0] } ?? []
      }
      return Trust(users: number("SUDO_UID"), groups: number("SUDO_GID").union([0]))
    }
  }

  /// Where a way ends.
  struct End: ~Copyable {
    /// The last directory.
    let directory: Descriptor

    /// The name in it; empty for the root.
    let name: String

    /// What has that name; nil where nothing does.
    var place: Descriptor?
  }

  private let trust: Trust
  private let timeout: Duration
  private var reader: SandboxedFileReader?

  /// As many links as the kernel follows on one way (path_resolution(7)).
  private static let linkLimit = 40

  /// - Parameters:
  ///   - trust: who may lead root.
  ///   - timeout: how long each answer of a file server is waited for.
  init(trusting trust: Trust, timeout: Duration = .seconds(1)) {
    self.trust = trust
    self.timeout = timeout
  }

  /// Walks from the root, or from the working directory where the path is relative.
  ///
  /// - Parameters:
  ///   - path: the path.
  ///   - making: whether directories that are not there are made.
  /// - Returns: where it ends.
  /// - Throws: ``OwnFile/Refusal``.
  mutating func end(of path: String, making: Bool = false) throws(OwnFile.Refusal) -> End {
    var here = try Self.start(path)
    var names = Array(path.split(separator: "/").reversed().map(String.init))
    // For what is said: where `here` is.
    var passed = path.hasPrefix("/") ? [] : ["."]
    var links = 0
    while let name = names.popLast() {
      let isShared = try check(here, passed)
      guard let next = try step(from: here, to: name, making: making) else {
        guard names.isEmpty else { throw .failed(.noSuchFile) }
        return End(directory: here, name: name, place: nil)
      }
      let status = try Self.status(of: next)
      if isShared, status.uid != 0, !trust.users.contains(status.uid) {
        throw .foreign(directory: Self.text(passed + [name]))
      }
      if status.isLink {
        links += 1
        guard links <= Self.linkLimit else { throw .failed(Errno(rawValue: ELOOP)) }
        let target = try link(next)
        if target.hasPrefix("/") {
          here = try Self.start("/")
          passed = []
        }
        names += target.split(separator: "/").reversed().map(String.init)
      } else if names.isEmpty {
        return End(directory: here, name: name, place: next)
      } else {
        here = next
        passed.append(name)
      }
    }
    _ = try check(here, passed)
    return End(directory: here, name: "", place: try Self.duplicate(here))
  }

  /// The bytes of a file that was found, if it is a stored regular file of no more than `limit`.
  mutating func contents(
    of place: borrowing Descriptor, limit: Int
  ) throws(OwnFile.Refusal) -> [UInt8] {
    let status = try Self.status(of: place)
    guard status.isRegular else { throw .notRegular }
    guard status.size <= limit else { throw .tooLarge(limit: limit) }
    do throws(Errno) {
      guard status.isOnDevice else {
        return try ask { (reader: borrowing SandboxedFileReader) throws(Errno) in
          try reader.contents(of: place, limit: limit)
        }
      }
      let file = try UntrustedFile(place.duplicate()).open(as: .storedFile)
      return try file.contents(upTo: limit)
    } catch {
      switch error {
      case .invalidArgument: throw .notRegular
      case .fileTooLarge: throw .tooLarge(limit: limit)
      default: throw OwnFile.Refusal(error)
      }
    }
  }

  /// Puts a file with these bytes in the place of a name, at once.
  mutating func replace(
    _ name: String, in directory: borrowing Descriptor, with bytes: [UInt8]
  ) throws(OwnFile.Refusal) {
    do throws(Errno) {
      try ask { (reader: borrowing SandboxedFileReader) throws(Errno) in
        try reader.replace(name, in: directory, with: bytes)
      }
    } catch {
      throw OwnFile.Refusal(error)
    }
  }

  /// Refuses a directory in which somebody who is not trusted could exchange what root finds.
  ///
  /// - Returns: whether it is one such as `/tmp`, where everybody may put files, and nobody may
  ///   take away another's.
  borrowing func check(
    _ here: borrowing Descriptor, _ passed: [String]
  ) throws(OwnFile.Refusal) -> Bool {
    guard geteuid() == 0, !trust.isAnybody else { return false }
    let status = try Self.status(of: here)
    // No way leads on from what is no directory, whoever may write to it.
    guard status.isDirectory else { throw .failed(Errno(rawValue: ENOTDIR)) }
    let isShared =
      status.mode & 0o002 != 0 || status.mode & 0o020 != 0 && !trust.groups.contains(status.gid)
    guard status.uid == 0 || trust.users.contains(status.uid),
      !isShared || status.mode & UInt32(S_ISVTX) != 0
    else { throw .foreign(directory: Self.text(passed)) }
    return isShared
  }

  // MARK: - Steps

  /// The place of a name; nil where there is none and none is to be made.
  private mutating func step(
    from here: borrowing Descriptor, to name: String, making: Bool
  ) throws(OwnFile.Refusal) -> Descriptor? {
    do throws(Errno) {
      do throws(Errno) {
        return try find(name, in: here)
      } catch .noSuchFile {
        guard making else { return nil }
      }
      try ask { (reader: borrowing SandboxedFileReader) throws(Errno) in
        try reader.makeDirectory(name, in: here)
      }
      return try find(name, in: here)
    } catch {
      throw OwnFile.Refusal(error)
    }
  }

  private mutating func find(
    _ name: String, in here: borrowing Descriptor
  ) throws(Errno) -> Descriptor {
    let flags = Descriptor.path | O_NOFOLLOW
    // The way up is known.
    if name == "." || name == ".." { return try here.open(name, flags) }
    do throws(Errno) {
      let directory = here.rawValue
      return try Descriptor(
        owning: call { unsafe heya_open_known_in_root(directory, name, flags) })
    } catch .wouldBlock, .invalidArgument {
      if try here.knownStatus().isOnDevice { return try here.open(name, flags) }
      return try ask { (reader: borrowing SandboxedFileReader) throws(Errno) in
        try reader.step(from: here, to: name)
      }
    }
  }

  private mutating func link(_ place: borrowing Descriptor) throws(OwnFile.Refusal) -> String {
    do throws(Errno) {
      guard try place.knownStatus().isOnDevice else {
        let target = try ask { (reader: borrowing SandboxedFileReader) throws(Errno) in
          try reader.link(at: place)
        }
        return String(decoding: target, as: UTF8.self)
      }
      var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
      let count = try place.readLink("", into: &buffer)
      return String(decoding: buffer.prefix(count), as: UTF8.self)
    } catch {
      throw OwnFile.Refusal(error)
    }
  }

  /// What can be left behind.
  private mutating func ask<Result: ~Copyable>(
    _ body: (borrowing SandboxedFileReader) throws(Errno) -> Result
  ) throws(Errno) -> Result {
    if reader == nil {
      let root = try Descriptor.open("/", Descriptor.directoryPath)
      reader = try SandboxedFileReader(at: root, timeout: timeout)
    }
    guard let reader = reader.take() else { throw .timedOut }
    do throws(Errno) {
      let result = try body(reader)
      self.reader = consume reader
      return result
    } catch {
      self.reader = consume reader
      throw error
    }
  }

  private static func start(_ path: String) throws(OwnFile.Refusal) -> Descriptor {
    do throws(Errno) {
      return try .start(ofAbsolute: path.hasPrefix("/"))
    } catch {
      throw OwnFile.Refusal(error)
    }
  }

  private static func duplicate(
    _ here: borrowing Descriptor
  ) throws(OwnFile.Refusal) -> Descriptor {
    do throws(Errno) { return try here.duplicate() } catch { throw OwnFile.Refusal(error) }
  }

  static func status(of here: borrowing Descriptor) throws(OwnFile.Refusal) -> FileStatus {
    do throws(Errno) { return try here.knownStatus() } catch { throw OwnFile.Refusal(error) }
  }

  private static func text(_ names: [String]) -> String {
    names.first == "." ? names.joined(separator: "/") : "/" + names.joined(separator: "/")
  }
}

extension Descriptor {
  /// Where a path begins: at the root, or at the working directory.
  static func start(ofAbsolute isAbsolute: Bool) throws(Errno) -> Descriptor {
    isAbsolute ? try .open("/", directoryPath) : try .open(".", directoryPath)
  }
}

extension FileStatus {
  /// Whether it lies on a device of this machine's, so that no server is asked (makedev(3)).
  fileprivate var isOnDevice: Bool { (device >> 8 & 0xFFF | device >> 32 & ~0xFFF) != 0 }
}
