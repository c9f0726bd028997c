import Glibc
import Namespaces
import SystemCalls

/// A target with files of its own, as a container has them: a busybox, and a `/proc` that shows its
/// processes.
struct RootedProcess: ~Copyable {
  /// Its root directory, as the host sees it.
  let files: TemporaryDirectory

  /// The process.
  let process: IsolatedProcess

  /// Makes one in new namespaces of these kinds, among which are the pid and the mount namespace.
  init(_ kinds: Set<NamespaceKind>) throws {
    let files = try TemporaryDirectory()
    for name in ["bin", "proc"] { try files.directory(name) }
    try files.copy("/bin/busybox", to: "bin/busybox")
    var calls = [ChildCall.unshare(flags: kinds.reduce(0) { $0 | $1.cloneFlag })]
    if kinds.contains(.user) { calls.append(.pause) }
    calls += [.isolateMounts, .fork, .mountProc(path: "\(files.path)/proc")]
    // By its path: a descriptor from outside would be a directory of the host's mounts.
    let process = try IsolatedProcess(
      calls: calls,
      program: ["/usr/sbin/chroot", files.path, "/bin/busybox", "sleep", "600"])
    var link: [UInt8] = []
    for _ in 0..<1000 where link != Array(files.path.utf8) {
      usleep(5000)
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = try Descriptor.open("/proc/\(process.pid)", Descriptor.directoryPath)
        .readLink("root", into: &buffer)
      link = Array(buffer.prefix(count))
    }
    self.process = process
    self.files = files
  }
}
