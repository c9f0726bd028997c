internal import Namespaces

/// bubblewrap by itself; what Flatpak makes with it is Flatpak's.
///
/// The kernel: `bwrap` is the parent, once or twice, with what it shall run behind its options.
struct Bubblewrap: ContainerDetector {
  var coversDescendants: Bool { true }

  func detect(_ process: ProcessRecord, _ inspector: HostInspector) -> Container? {
    guard let outermost = Self.outermost(of: process, inspector) else { return nil }
    let arguments = inspector.arguments(of: outermost.pid)
    let source = "/proc/\(outermost.pid)/cmdline"
    var container = Container(
      id: ContainerID(runtime: "bubblewrap", id: String(outermost.pid)), name: process.name,
      form: .sandbox)
    container.sources[.id] = source
    container.uid = outermost.uid
    container.sources[.user] = source
    if let program = Self.program(in: arguments) {
      container.takeName(program.split(separator: "/").last.map(String.init), from: source)
    }
    container.take(.rootfs, \.rootfs, Self.root(in: arguments), from: source)
    return container
  }

  /// The outermost `bwrap` above `process`, or `process` itself.
  static func outermost(of process: ProcessRecord, _ inspector: HostInspector) -> ProcessRecord? {
    func isBubblewrap(_ process: ProcessRecord) -> Bool { process.name == "bwrap" }
    let nearest =
      isBubblewrap(process) ? process : inspector.ancestor(of: process, where: isBubblewrap)
    return nearest.map { inspector.outermost(from: $0, where: isBubblewrap) }
  }

  /// The number of words that follow an option; those that are absent here have one.
  private static let words: [String: Int] = [
    "--unshare-all": 0, "--share-net": 0, "--unshare-user": 0, "--unshare-user-try": 0,
    "--unshare-ipc": 0, "--unshare-pid": 0, "--unshare-net": 0, "--unshare-uts": 0,
    "--unshare-cgroup": 0, "--unshare-cgroup-try": 0, "--clearenv": 0, "--new-session": 0,
    "--die-with-parent": 0, "--as-pid-1": 0, "--disable-userns": 0, "--assert-userns-disabled": 0,
    "--setenv": 2, "--bind": 2, "--bind-try": 2, "--dev-bind": 2, "--dev-bind-try": 2,
    "--ro-bind": 2, "--ro-bind-try": 2, "--file": 2, "--bind-data": 2, "--ro-bind-data": 2,
    "--symlink": 2, "--chmod": 2,
  ]

  private static func program(in arguments: [String]) -> String? {
    var index = 1
    while index < arguments.count {
      let argument = arguments[index]
      if argument == "--" { index += 1 }
      guard argument.hasPrefix("--"), argument != "--" else {
        return index < arguments.count ? arguments[index] : nil
      }
      index += 1 + (words[argument] ?? 1)
    }
    return nil
  }

  /// What of the host is the root inside, when one bind says it.
  private static func root(in arguments: [String]) -> String? {
    for (index, argument) in arguments.enumerated() where index + 2 < arguments.count {
      guard argument.hasSuffix("bind"), arguments[index + 2] == "/" else { continue }
      return arguments[index + 1]
    }
    return nil
  }
}
