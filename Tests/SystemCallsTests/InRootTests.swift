import CLinux
import Foundation
import Glibc
import Testing

@testable import SystemCalls

/// Opening below a root step by step, compared with the kernel's own way (openat2(2)) on a tree
/// that tries to lead out.
@Suite("Opening below a root without openat2")
struct InRootTests {
  private let root = NSTemporaryDirectory() + "heya-root-" + UUID().uuidString

  private func prepare() throws {
    let files = FileManager.default
    try files.createDirectory(atPath: root + "/etc/deep/er", withIntermediateDirectories: true)
    try Data("inside\n".utf8).write(to: URL(fileURLWithPath: root + "/etc/passwd"))
    for (link, target) in [
      ("up", "../../../../../../etc/passwd"), ("absolute", "/etc/passwd"),
      ("etc/deep/back", "../.."),
      ("etc/chain", "deep/back/absolute"), ("loop", "loop"), ("dir", "/etc/deep/"),
      ("nowhere", "/x"),
    ] {
      try files.createSymbolicLink(atPath: "\(root)/\(link)", withDestinationPath: target)
    }
    _ = unsafe mkfifo(root + "/fifo", 0o600)
  }

  /// The inode that a path leads to, or the error.
  private func inode(_ descriptor: Int32) -> Result<UInt64, Errno> {
    if descriptor == -1 { return .failure(.last) }
    let file = Descriptor(owning: descriptor)
    do throws(Errno) { return .success(try file.status().inode) } catch { return .failure(error) }
  }

  @Test(
    "leads where the kernel leads, and never out",
    arguments: [
      "etc/passwd", "/etc/passwd", "up", "absolute", "etc/chain", "etc/deep/back/absolute",
      "etc/../../../etc/./passwd", "..", "/", ".", "dir", "dir/er/..", "etc/deep/er/", "loop",
      "nowhere", "missing", "etc/passwd/", "etc/passwd/x", "absolute/", "fifo", "",
      "etc//deep///er",
    ])
  func same(path: String) throws {
    try prepare()
    defer { try? FileManager.default.removeItem(atPath: root) }
    let place = try Descriptor.open(root, Descriptor.directoryPath)
    for flags in [Descriptor.path, Descriptor.directoryPath, Descriptor.path | O_NOFOLLOW] {
      let expected = unsafe inode(heya_open_in_root(place.rawValue, path, flags))
      #expect(unsafe inode(heya_walk_in_root(place.rawValue, path, flags)) == expected, "\(flags)")
    }
  }

  @Test("reads a file through links, and leaves no descriptor open")
  func reading() throws {
    try prepare()
    defer { try? FileManager.default.removeItem(atPath: root) }
    let place = try Descriptor.open(root, Descriptor.directoryPath)
    let file = Descriptor(
      owning: unsafe heya_walk_in_root(place.rawValue, "etc/chain", O_RDONLY))
    #expect(String(decoding: try file.contents(), as: UTF8.self) == "inside\n")
    let flags = fcntl(file.rawValue, F_GETFD)
    #expect(flags & FD_CLOEXEC != 0)
  }
}
