internal import Namespaces

/// The process of containerd that stays with a container, whether Docker, Kubernetes or `ctr` asked
/// for it: the parent of the container's first process.
struct ContainerdShim {
  /// The shim itself.
  let process: ProcessRecord

  /// The namespace of containerd (not a kernel's), such as `moby` for Docker.
  let namespace: String

  /// What containerd calls the container; for a pod it may be the id of the pod's first container.
  let id: String

  /// Where this is known from.
  var source: String { "/proc/\(process.pid)/cmdline" }

  /// The directory with the container's `config.json`.
  let bundle: String?

  /// The shim above `process`; nil when there is none.
  init?(of process: ProcessRecord, _ inspector: HostInspector) {
    guard
      let shim = inspector.ancestor(
        of: process, where: { $0.name.hasPrefix("containerd-shim") }),
      let namespace = inspector.argument("-namespace", of: shim.pid),
      let shimID = inspector.argument("-id", of: shim.pid)
    else { return nil }
    self.process = shim
    self.namespace = namespace
    // A shim may serve all containers of a pod: then the cgroup tells which.
    let id =
      inspector.cgroups(of: process.pid).lazy.compactMap { Self.lastID(in: $0) }.first ?? shimID
    self.id = id
    // The shim runs in its bundle; those of the other containers of a pod are beside it.
    bundle = inspector.link("cwd", of: shim.pid).flatMap { directory in
      directory.lastIndex(of: "/").map { "\(directory[..<$0])/\(id)" }
    }
  }

  private static func lastID(in cgroup: String) -> String? {
    // Further up may be the id of a container around this one.
    guard let component = cgroup.split(separator: "/").last else { return nil }
    let name = component.hasSuffix(".scope") ? component.dropLast(6) : component
    let id = name.split(separator: "-").last.map(String.init) ?? ""
    return id.isEngineID ? id : nil
  }
}
