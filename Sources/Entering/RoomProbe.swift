internal import Kernel

/// Looks into a room from outside, through its root directory.
///
/// Whatever the room holds in the places looked at, no path leads out of it, nothing but regular
/// files is opened, and no file is read beyond a limit: links, fifos, devices and endless files gain
/// nothing.
struct RoomProbe: ~Copyable {
  private let root: Descriptor

  /// No list of users that people keep in a file is larger.
  private static let sizeLimit: Int64 = 1 << 20

  /// Looks below this directory.
  init(root: consuming Descriptor) {
    self.root = root
  }

  /// The text of a regular file of at most 1 MiB; nil for anything else.
  func text(of path: String) -> String? {
    guard let place = try? root.openInRoot(path, Descriptor.path),
      let status = try? place.status(), status.isRegular, status.size <= Self.sizeLimit,
      // Opened anew by the caller's own /proc: the file that was looked at, and no other.
      let file = try? Descriptor.open("/proc/self/fd/\(place.rawValue)")
    else { return nil }
    var buffer: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while buffer.count <= Self.sizeLimit, let count = try? file.read(into: &chunk), count > 0 {
      buffer += chunk.prefix(count)
    }
    return String(decoding: buffer, as: UTF8.self)
  }

  /// Whether there is a regular file that somebody may execute.
  func isExecutable(_ path: String) -> Bool {
    guard let status = status(of: path) else { return false }
    return status.isRegular && status.mode & 0o111 != 0
  }

  /// Whether there is a directory.
  func isDirectory(_ path: String) -> Bool { status(of: path)?.isDirectory == true }

  /// Whether the room can make pseudo-terminals (pts(4)).
  var hasTerminals: Bool {
    let multiplexer: UInt64 = 5 << 8 | 2
    return ["/dev/ptmx", "/dev/pts/ptmx"].contains { path in
      status(of: path)?.specialDevice == multiplexer
    }
  }

  private func status(of path: String) -> FileStatus? {
    guard let place = try? root.openInRoot(path, Descriptor.path) else { return nil }
    return try? place.status()
  }
}
