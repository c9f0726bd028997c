internal import Namespaces

/// A room that no runtime claims: somebody called unshare(2), or clone(2) with its flags.
struct Unshare: ContainerDetector {
  func recognise(_ process: ProcessRecord, _ evidence: HostInspector) -> Container? {
    // What runc runs on the way into a container is there for an instant.
    if process.name.hasPrefix("runc:[") { return nil }
    var container = Container(
      id: ContainerID(runtime: "unshare", id: String(process.pid)), name: process.name, form: .room)
    container.sources[.id] = "/proc/\(process.pid)/ns"
    container.sources[.name] = "/proc/\(process.pid)/stat"
    // Inside a user namespace the process may be whoever it likes; its maker is the owner.
    let user = evidence.snapshot.namespace(inode: process.links[.user])
    container.uid = (user.map(\.isInitial) == false ? user?.ownerUID : nil) ?? process.uid
    container.sources[.user] = "/proc/\(process.pid)/status"
    let source = "/proc/\(process.pid)/cgroup"
    let unit = evidence.cgroupComponents(of: process).first { $0.hasSuffix(".service") }
      .map { Container.Group(kind: .unit, name: String($0)) }
    container.learn(.group, \.group, unit, from: source)
    return container
  }
}
