internal import JSONCoding
internal import Namespaces

/// Docker, run by root or by any user.
///
/// The kernel: a shim of containerd with the namespace `moby` is the parent of the first process,
/// and the cgroup is `/docker/ID` or `docker-ID.scope`. The disk: `config.v2.json` in the daemon's
/// data directory, which the bundle's mounts lead to. The socket: `/run/docker.sock`, which members
/// of the group `docker` may ask though they may not read the directory.
struct Docker: ContainerDetector {
  /// The program that runs for all containers.
  static let service = "dockerd"

  var runtime: String? { "docker" }

  func detect(_ process: ProcessRecord, _ inspector: HostInspector) -> Container? {
    if let base = Self.rootlessBase(process, inspector) { return base }
    let shim = ContainerdShim(of: process, inspector)
    if let shim, shim.namespace != "moby" { return nil }
    let fromCgroup = Self.id(in: inspector.cgroups(of: process.pid))
    guard let id = shim?.id ?? fromCgroup else { return nil }
    var container = Container(
      id: ContainerID(runtime: "docker", id: id), name: String(id.prefix(12)))
    container.sources[.id] = shim?.source ?? "/proc/\(process.pid)/cgroup"
    container.uid = shim?.process.uid ?? inspector.userOfSlice(process)
    container.sources[.user] = shim?.source ?? container.sources[.id]

    if inspector.search == nil, let bundle = OCIBundle(shim?.bundle, inspector) {
      container.take(.rootfs, \.rootfs, bundle.rootfs, from: bundle.path)
    }
    let directories = directories(id, uid: container.uid, shim, inspector)
    for directory in directories {
      let path = "\(directory)/config.v2.json"
      if inspector.mentionsName(path) == false {
        container.sources[.name] = path
        break
      }
      let config = inspector.json(path)
      if config.isNull { continue }
      container.takeName(config["Name"].string.map { String($0.drop { $0 == "/" }) }, from: path)
      container.take(.image, \.image, config["Config"]["Image"].string, from: path)
      let labels = config["Config"]["Labels"].object
      container.take(.group, \.group, Container.Group(labels: labels), from: path)
      container.takeLabels(labels.texts, from: path)
      container.takeProcess(config["State"]["Pid"].integer, inspector, from: path)
      break
    }
    return container
  }

  /// The user and mount namespaces in which the daemon itself works for a user other than root,
  /// made by RootlessKit; all containers of the user are in the user namespace or below it.
  private static func rootlessBase(
    _ process: ProcessRecord, _ inspector: HostInspector
  ) -> Container? {
    guard let kit = inspector.snapshot.process(pid: process.parent), kit.name == "rootlesskit",
      inspector.arguments(of: kit.pid).contains(where: { $0.contains("dockerd") })
    else { return nil }
    var container = Container(
      id: ContainerID(runtime: "docker", id: "rootless-\(kit.uid)"), name: "rootless",
      form: .namespaces)
    let source = "/proc/\(kit.pid)/cmdline"
    container.sources = [.id: source, .name: source, .user: source]
    container.uid = kit.uid
    return container
  }

  func engines(of container: Container, _ inspector: HostInspector) -> [Engine] {
    Engine.sockets(of: Self.service, uid: container.uid, usual: "docker.sock", in: inspector)
      .map { Engine(socket: $0, uid: container.uid) }
  }

  private static func id(in cgroups: [String]) -> String? {
    for path in cgroups {
      var above: Substring?
      var found: String?
      for component in path.split(separator: "/") {
        if above == "docker", component.isEngineID { found = String(component) }
        if let id = component.between("docker-", ".scope"), id.isEngineID { found = id }
        above = component
      }
      if let found { return found }
    }
    return nil
  }

  /// Where the container's files may be: where daemons of this user keep them, and where the mounts
  /// of the container lead.
  private func directories(
    _ id: String, uid: UInt32, _ shim: ContainerdShim?, _ inspector: HostInspector
  ) -> some Sequence<String> {
    var roots: [String] = []
    for daemon in inspector.processes(named: Self.service) where daemon.uid == uid {
      if let root = inspector.argument("--data-root", "-g", "--graph", of: daemon.pid) {
        roots.append(root)
      }
    }
    if uid == 0 {
      if let root = inspector.json("/etc/docker/daemon.json")["data-root"].string {
        roots.append(root)
      }
      roots += ["/var/lib/docker", "/var/snap/docker/common/var-lib-docker"]
    } else if let home = inspector.home(of: uid) {
      roots.append("\(home)/.local/share/docker")
    }
    let usual = roots.map { "\($0)/containers/\(id)" }
    // Containers that share their network share this file as well: the id is another's then.
    let mounted = [shim].lazy.compactMap { shim in
      OCIBundle(shim?.bundle, inspector)?.source(mountedAt: "/etc/hostname").map { hostname in
        "/\(hostname.split(separator: "/").dropLast(2).joined(separator: "/"))/\(id)"
      }
    }
    return [AnySequence(usual), AnySequence(mounted)].lazy.joined()
  }
}
