internal import Escaping

/// A line of `/proc/PID/mountinfo` (proc_pid_mountinfo(5)).
package struct MountInfo: Sendable, Hashable {
  /// The mount's id and that of the mount it sits on.
  package var id: Int
  package var parent: Int

  /// The device as major and minor number.
  package var device: (major: UInt32, minor: UInt32) {
    (UInt32(truncatingIfNeeded: deviceNumber >> 32), UInt32(truncatingIfNeeded: deviceNumber))
  }
  private var deviceNumber: UInt64

  /// Which part of the file system is mounted; a namespace's name such as `net:[4026531833]` for a
  /// bind mount of its file.
  package var root: String

  /// Where it is mounted, below the reader's root.
  package var mountPoint: String

  /// The same as the bytes that it really is, for whoever opens it.
  package var mountPointBytes: [UInt8]

  /// The options of the mount.
  package var options: String

  /// The propagation fields, such as `shared:12` and `master:3`.
  package var propagation: [String]

  /// The type of the file system, its source, and its own options.
  package var fileSystem: String
  package var source: String
  package var superOptions: String

  /// Parses one line without its newline; nil when it is not whole.
  ///
  /// The kernel writes blanks, tabs, newlines and backslashes in paths as `\040` and the like; they
  /// are decoded, and what is not printable is made visible.
  package init?(_ line: Span<UInt8>) {
    var fields: [String] = []
    var place: [UInt8] = []
    var index = 0
    while index < line.count {
      let end = line.index(of: UInt8(ascii: " "), from: index)
      let bytes = Self.decoded(line.extracting(index..<end))
      if fields.count == 4 { place = bytes }
      fields.append(String(visible: bytes.span))
      index = end + 1
    }
    guard fields.count >= 10, let separator = fields[6...].firstIndex(of: "-"),
      separator + 2 < fields.count, let id = Int(fields[0]), let parent = Int(fields[1])
    else { return nil }
    let numbers = fields[2].split(separator: ":").compactMap { UInt32($0) }
    guard numbers.count == 2 else { return nil }
    self.id = id
    self.parent = parent
    deviceNumber = UInt64(numbers[0]) << 32 | UInt64(numbers[1])
    root = fields[3]
    mountPoint = fields[4]
    mountPointBytes = place
    options = fields[5]
    propagation = Array(fields[6..<separator])
    fileSystem = fields[separator + 1]
    source = fields[separator + 2]
    superOptions = separator + 3 < fields.count ? fields[separator + 3] : ""
  }

  /// The mounts of a whole file, no more than `limit`; lines that are not whole are left out.
  package static func all(in text: Span<UInt8>, limit: Int = .max) -> [MountInfo] {
    var mounts: [MountInfo] = []
    var index = 0
    while index < text.count, mounts.count < limit {
      let end = text.index(of: UInt8(ascii: "\n"), from: index)
      if let mount = MountInfo(text.extracting(index..<end)) { mounts.append(mount) }
      index = end + 1
    }
    return mounts
  }

  /// Calls `visit` with the inode and the mount point of each bind mount of a namespace's file.
  ///
  /// Looks at the type before anything else: a host with containers has thousands of other mounts.
  package static func forEachPin(
    in text: Span<UInt8>, _ visit: (_ kind: String, _ inode: UInt32, _ mountPoint: [UInt8]) -> Void
  ) {
    var index = 0
    while index < text.count {
      let end = text.index(of: UInt8(ascii: "\n"), from: index)
      let line = text.extracting(index..<end)
      index = end + 1
      guard mayBePin(line), let mount = MountInfo(line), mount.fileSystem == "nsfs" else {
        continue
      }
      let root = Array(mount.root.utf8)
      if case .namespace(let kind, let inode) = FileLink(root.span) {
        visit(kind, inode, mount.mountPointBytes)
      }
    }
  }

  /// Whether any of the mounts in `/proc/PID/mounts` is of a namespace's file.
  ///
  /// The kernel writes that file for a third of the price of `mountinfo`.
  package static func hasPins(mounts text: Span<UInt8>) -> Bool {
    var index = 0
    while index < text.count {
      let end = text.index(of: UInt8(ascii: "\n"), from: index)
      let line = text.extracting(index..<end)
      var type = 0
      line.skipFields(2, at: &type)
      if line.hasPrefix("nsfs ", at: type) { return true }
      index = end + 1
    }
    return false
  }

  /// Whether the fourth field does not begin with a slash, as nsfs roots don't.
  private static func mayBePin(_ line: Span<UInt8>) -> Bool {
    var index = 0
    line.skipFields(3, at: &index)
    return index < line.count && line[index] != UInt8(ascii: "/")
  }

  private static func decoded(_ field: Span<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(field.count)
    var index = 0
    while index < field.count {
      if field[index] == UInt8(ascii: "\\"), let byte = octal(field, at: index + 1) {
        bytes.append(byte)
        index += 4
      } else {
        bytes.append(field[index])
        index += 1
      }
    }
    return bytes
  }

  private static func octal(_ field: Span<UInt8>, at start: Int) -> UInt8? {
    guard start + 3 <= field.count else { return nil }
    var value: UInt8 = 0
    for index in start..<start + 3 {
      let digit = field[index] &- UInt8(ascii: "0")
      guard digit < 8 else { return nil }
      value = value &<< 3 | digit
    }
    return value
  }
}
