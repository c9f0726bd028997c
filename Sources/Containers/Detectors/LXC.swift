internal import Namespaces

/// LXC, and LXD and Incus, which use it.
///
/// The kernel: the cgroup is `/lxc.payload.NAME` (`/lxc/NAME` before LXC 4), and the parent of the
/// first process calls itself `[lxc monitor] PATH NAME`; the path tells the three apart. The disk:
/// the container's `config` or `backup.yaml`.
struct LXC: ContainerDetector {
  func detect(_ process: ProcessRecord, _ inspector: HostInspector) -> Container? {
    let monitor = inspector.ancestor(of: process) { $0.command.hasPrefix("[lxc monitor] ") }
    let fromMonitor = monitor.flatMap(Self.place)
    let fromCgroup = Self.name(in: inspector.cgroups(of: process.pid))
    guard let called = fromCgroup ?? fromMonitor?.name else { return nil }
    // Another monitor above is that of an outer container.
    let directory =
      fromMonitor?.name == called ? fromMonitor?.path : defaultDirectory(called, inspector)
    let runtime = Self.runtime(of: directory ?? "")
    var container = Container(id: ContainerID(runtime: runtime, id: called), name: called)
    let source =
      fromCgroup == nil ? "/proc/\(monitor?.pid ?? 0)/cmdline" : "/proc/\(process.pid)/cgroup"
    container.sources[.id] = source
    container.sources[.name] = source
    container.uid = monitor?.uid ?? process.uid
    container.sources[.user] = monitor.map { "/proc/\($0.pid)/status" }
    guard let directory else { return container }
    if runtime == "lxc" {
      readConfig(&container, "\(directory)/\(called)/config", inspector)
    } else {
      readBackup(&container, "\(directory)/\(called)/backup.yaml", inspector)
      // LXD and Incus write a project other than the default one before the name.
      let parts = called.split(separator: "_", maxSplits: 1).map(String.init)
      if parts.count == 2 {
        container.takeName(parts[1], from: source)
        container.take(
          .group, \.group, .init(kind: .namespace, name: parts[0]), from: source)
      }
    }
    return container
  }

  private static func place(of monitor: ProcessRecord) -> (path: String, name: String)? {
    let words = monitor.command.dropFirst("[lxc monitor] ".count).split(separator: " ")
    guard words.count >= 2 else { return nil }
    return (String(words[0]), String(words[1]))
  }

  private static func name(in cgroups: [String]) -> String? {
    for path in cgroups {
      var above: Substring?
      for component in path.split(separator: "/") {
        // A second container of the same name gets `-1` at the end.
        if let name = component.between("lxc.payload.", "") { return name }
        if above == "lxc" { return String(component) }
        above = component
      }
    }
    return nil
  }

  private static func runtime(of directory: String) -> String {
    if directory.contains("incus") { return "incus" }
    return directory.contains("lxd") ? "lxd" : "lxc"
  }

  private func defaultDirectory(_ name: String, _ inspector: HostInspector) -> String? {
    [
      "/var/lib/incus/containers", "/var/snap/lxd/common/lxd/containers",
      "/var/lib/lxd/containers", "/var/lib/lxc",
    ].first { !inspector.names(in: "\($0)/\(name)").isEmpty }
  }

  private func readConfig(_ container: inout Container, _ path: String, _ inspector: HostInspector)
  {
    guard let settings = inspector.settings(path) else { return }
    // The root file system may have its backing store written before it, as in `dir:/srv/c1`.
    let rootfs = settings["lxc.rootfs.path"].map { value in
      value.firstIndex(of: ":").map { String(value[value.index(after: $0)...]) } ?? value
    }
    container.take(.rootfs, \.rootfs, rootfs, from: path)
    let group = settings["lxc.group"].map { Container.Group(kind: .namespace, name: $0) }
    container.take(.group, \.group, group, from: path)
  }

  /// The file is YAML; the lines in question are plain `key: value`.
  private func readBackup(_ container: inout Container, _ path: String, _ inspector: HostInspector)
  {
    guard let text = inspector.text(path) else { return }
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].trimmed == "image.description" else { continue }
      container.take(.image, \.image, parts[1].trimmed, from: path)
      return
    }
  }
}
