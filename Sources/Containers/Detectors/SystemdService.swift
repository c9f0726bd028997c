internal import Namespaces

/// A service that systemd started with namespaces of its own, as `PrivateTmp=` and
/// `PrivateNetwork=` ask for (systemd.exec(5)).
///
/// The kernel: the parent is a service manager and the cgroup ends in the unit's name. The disk:
/// the unit's file tells which settings ask for it.
struct SystemdService: ContainerDetector {
  var coversDescendants: Bool { true }

  func detect(_ process: ProcessRecord, _ inspector: HostInspector) -> Container? {
    func isManager(_ process: ProcessRecord) -> Bool { process.name == "systemd" }
    let main = inspector.outermost(from: process) { !isManager($0) }
    // What a service without walls does later is its own doing, not the manager's.
    guard let parent = inspector.snapshot.process(pid: main.parent), isManager(parent),
      !parent.links.has(main.links)
    else { return nil }
    let path = inspector.cgroups(of: process.pid).first { $0.hasSuffix(".service") }
    guard let path, let unit = path.split(separator: "/").last.map(String.init) else { return nil }
    let source = "/proc/\(process.pid)/cgroup"
    var container = Container(
      id: ContainerID(runtime: "systemd", id: path), name: unit, form: .sandbox)
    container.sources[.id] = source
    container.sources[.name] = source
    container.uid = parent.uid
    container.sources[.user] = "/proc/\(parent.pid)/status"
    for directory in [
      "/etc/systemd/system", "/run/systemd/system", "/usr/lib/systemd/system",
      "/lib/systemd/system",
    ] {
      let file = "\(directory)/\(unit)"
      guard let settings = inspector.settings(file) else { continue }
      let asked = settings.filter { isAboutNamespaces($0.key) && $0.value != "no" }
      container.takeLabels(asked.map { ($0.key, $0.value) }, from: file)
      break
    }
    return container
  }

  private func isAboutNamespaces(_ key: String) -> Bool {
    key.hasPrefix("Private") || key.hasPrefix("Protect")
      || [
        "DynamicUser", "RootDirectory", "RootImage", "NetworkNamespacePath", "BindPaths",
        "BindReadOnlyPaths", "TemporaryFileSystem", "ReadOnlyPaths", "ReadWritePaths",
        "InaccessiblePaths", "MountFlags", "MountAPIVFS",
      ].contains(key)
  }
}
