internal import Namespaces

/// Namespaces that no runtime claims: somebody called unshare(2), or clone(2) with its flags.
struct Unshare: ContainerDetector {
  func detect(_ process: ProcessRecord, _ inspector: HostInspector) -> Container? {
    // What runc runs on the way into a container is there for an instant.
    if process.name.hasPrefix("runc:[") { return nil }
    var container = Container(
      id: ContainerID(runtime: "unshare", id: String(process.pid)), name: process.name,
      form: .namespaces)
    container.sources[.id] = "/proc/\(process.pid)/ns"
    container.sources[.name] = "/proc/\(process.pid)/stat"
    // Inside a user namespace the process may be whoever it likes; its maker is the owner.
    let user = inspector.snapshot.namespace(inode: process.links[.user])
    container.uid = (user.map(\.isInitial) == false ? user?.ownerUID : nil) ?? process.uid
    container.sources[.user] = "/proc/\(process.pid)/status"
    let source = "/proc/\(process.pid)/cgroup"
    let unit = inspector.cgroupComponents(of: process).first { $0.hasSuffix(".service") }
      .map { Container.Group(kind: .unit, name: String($0)) }
    container.take(.group, \.group, unit, from: source)
    return container
  }
}
