internal import JSONCoding
internal import Namespaces

/// An app that Flatpak runs.
///
/// The kernel: bwrap is an ancestor, and the cgroup is `app-flatpak-APP-N.scope` where systemd runs
/// the session. The disk: `/run/user/UID/.flatpak/INSTANCE` with the pid and the app's description.
struct Flatpak: ContainerDetector {
  var coversDescendants: Bool { true }

  func detect(_ process: ProcessRecord, _ inspector: HostInspector) -> Container? {
    guard let bubblewrap = Bubblewrap.outermost(of: process, inspector) else { return nil }
    if let container = fromInstance(bubblewrap, inspector) { return container }
    let app = inspector.cgroupComponents(of: process).lazy.compactMap(Self.app).first
    guard let app else { return nil }
    var container = Container(
      id: ContainerID(runtime: "flatpak", id: "\(app).\(bubblewrap.pid)"), name: app, form: .sandbox
    )
    container.sources[.id] = "/proc/\(process.pid)/cgroup"
    container.sources[.name] = container.sources[.id]
    container.uid = bubblewrap.uid
    container.sources[.user] = "/proc/\(bubblewrap.pid)/status"
    return container
  }

  private func fromInstance(_ bubblewrap: ProcessRecord, _ inspector: HostInspector) -> Container? {
    let directory = "/run/user/\(bubblewrap.uid)/.flatpak"
    for instance in inspector.names(in: directory) {
      let state = "\(directory)/\(instance)"
      guard let pid = inspector.text("\(state)/pid", limit: 64),
        Int32(pid.prefix { $0.isNumber }) == bubblewrap.pid,
        let info = inspector.settings("\(state)/info"), let app = info["name"]
      else { continue }
      let source = "\(state)/info"
      var container = Container(
        id: ContainerID(runtime: "flatpak", id: instance), name: app, form: .sandbox)
      container.sources[.id] = "\(state)/pid"
      container.sources[.name] = source
      container.uid = bubblewrap.uid
      container.sources[.user] = "/proc/\(bubblewrap.pid)/status"
      container.take(.image, \.image, info["runtime"], from: source)
      container.take(.rootfs, \.rootfs, info["runtime-path"], from: source)
      let branch = info.filter { ["branch", "arch", "app-commit"].contains($0.key) }
      container.takeLabels(branch.map { ($0.key, $0.value) }, from: source)
      let child = inspector.json("\(state)/bwrapinfo.json")["child-pid"].integer
      container.takeProcess(child, inspector, from: "\(state)/bwrapinfo.json")
      return container
    }
    return nil
  }

  private static func app(in component: Substring) -> String? {
    guard let middle = component.between("app-flatpak-", ".scope"),
      let dash = middle.lastIndex(of: "-")
    else { return nil }
    return String(middle[..<dash])
  }
}
