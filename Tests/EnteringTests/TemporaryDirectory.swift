import Foundation

/// A directory of its own that is removed with everything in it at the end of its life.
struct TemporaryDirectory: ~Copyable {
  let path: String

  init() throws {
    path = "/tmp/heya-entering-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Makes a directory below this one, with those above it.
  func directory(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: "\(path)/\(name)", withIntermediateDirectories: true)
  }

  /// Writes a file below this directory.
  func write(_ text: String, to name: String, mode: Int = 0o644) throws {
    _ = FileManager.default.createFile(
      atPath: "\(path)/\(name)", contents: Data(text.utf8), attributes: [.posixPermissions: mode])
  }

  /// Makes a symbolic link below this directory.
  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: "\(path)/\(name)", withDestinationPath: target)
  }

  /// Makes a fifo below this directory.
  func fifo(_ name: String) { unsafe mkfifo("\(path)/\(name)", 0o644) }

  /// Makes a file of `size` bytes of which none is stored.
  func sparse(_ name: String, size: Int) {
    _ = FileManager.default.createFile(atPath: "\(path)/\(name)", contents: nil)
    unsafe truncate("\(path)/\(name)", size)
  }

  /// Copies a file of the host's to a place below this directory.
  func copy(_ source: String, to name: String) throws {
    try FileManager.default.copyItem(atPath: source, toPath: "\(path)/\(name)")
  }
}
