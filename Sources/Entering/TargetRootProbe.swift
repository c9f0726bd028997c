internal import SystemCalls

/// Looks into a target from outside, through its root directory.
///
/// Whatever the target holds in the places looked at, no path leads out of it, nothing but regular
/// files that were stored is opened, and no file is read beyond a limit: links, fifos, devices, files
/// of the kernel's and endless files gain nothing, and a file system that never answers is given up
/// after a while.
struct TargetRootProbe: ~Copyable {
  private let fileReader: SandboxedFileReader

  /// No list of users that people keep in a file is larger.
  private static let sizeLimit = 1 << 20

  /// Looks below this directory.
  ///
  /// - Throws: what fork(2) says.
  init(root: consuming Descriptor) throws(Errno) {
    fileReader = try SandboxedFileReader(at: root)
  }

  /// Whether the target's files did not answer; what was asked since then was answered with no.
  var isSilent: Bool { fileReader.isSilent }

  /// The text of a stored regular file of at most 1 MiB; nil for anything else.
  func text(of path: String) -> String? {
    (try? fileReader.contents(of: path, limit: Self.sizeLimit)).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// Whether there is a regular file that somebody may execute.
  func isExecutable(_ path: String) -> Bool {
    guard let status = status(of: path) else { return false }
    return status.isRegular && status.mode & 0o111 != 0
  }

  /// Whether there is a regular file.
  func isFile(_ path: String) -> Bool { status(of: path)?.isRegular == true }

  /// Whether there is a directory.
  func isDirectory(_ path: String) -> Bool { status(of: path)?.isDirectory == true }

  /// Whether the target can make pseudo-terminals (pts(4)).
  var hasTerminals: Bool {
    let multiplexer: UInt64 = 5 << 8 | 2
    return ["/dev/ptmx", "/dev/pts/ptmx"].contains { path in
      status(of: path)?.specialDevice == multiplexer
    }
  }

  private func status(of path: String) -> FileStatus? {
    try? fileReader.status(of: path)
  }
}
