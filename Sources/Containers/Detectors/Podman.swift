internal import JSONCoding
internal import Namespaces

/// Podman, run by root or by any user, pods included.
///
/// The kernel: `conmon -c ID -n NAME -b BUNDLE` is the parent of the first process, and the cgroup
/// is `libpod-ID` or `libpod-ID.scope`, below the pod's where there is one. The disk:
/// `containers.json` of the storage that the bundle lies in has names and images; labels and the
/// names of pods are in libpod's database alone, see ``LibpodDatabase``. The socket:
/// `/run/podman/podman.sock`, or a user's own.
struct Podman: ContainerDetector {
  /// The program that runs for all containers.
  static let service = "podman"

  var runtime: String? { "podman" }

  func detect(_ process: ProcessRecord, _ inspector: HostInspector) -> Container? {
    if let base = Self.rootlessBase(process, inspector) { return base }
    let components = inspector.cgroupComponents(of: process)
    let fromCgroup = components.lazy.compactMap(Self.id).first
    let conmon = Conmon(of: process, inspector)
    // conmon serves CRI-O as well.
    if let conmon, fromCgroup == nil, !Self.isPodman(conmon, inspector) { return nil }
    guard let id = conmon?.id ?? fromCgroup else { return nil }
    var container = Container(
      id: ContainerID(runtime: "podman", id: id), name: String(id.prefix(12)))
    container.sources[.id] = conmon?.source ?? "/proc/\(process.pid)/cgroup"
    container.uid = conmon?.process.uid ?? inspector.userOfSlice(process)
    container.sources[.user] = conmon?.source ?? container.sources[.id]
    container.takeName(conmon?.name, from: conmon?.source ?? "")

    let bundle = conmon?.bundle ?? defaultBundle(id, uid: container.uid, inspector)
    guard let bundle, let storage = Self.storage(of: bundle) else { return container }
    if let search = inspector.search {
      // Renamed containers have their new names in the storage alone.
      let files = Self.files(of: storage.containers)
      if container.name == search.name
        || files.contains(where: { inspector.mentionsName($0) == true })
      {
        readStorage(&container, storage, inspector)
      }
      return container
    }
    let config = OCIBundle(bundle, inspector)
    container.take(.rootfs, \.rootfs, config?.rootfs, from: config?.path ?? "")
    readStorage(&container, storage, inspector)
    readDatabase(&container, storage, podID: Self.podID(components), inspector)
    return container
  }

  func engines(of container: Container, _ inspector: HostInspector) -> [Engine] {
    // Podman's own list tells pods; 4.0.0 is the oldest version of it that Podman 5 still speaks.
    let list = "/v4.0.0/libpod/containers/json?pod=true"
    return Engine.sockets(
      of: Self.service, uid: container.uid, usual: "podman/podman.sock", in: inspector
    ).map { Engine(socket: $0, uid: container.uid, list: list) }
  }

  private static func id(in component: Substring) -> String? {
    let name = component.hasSuffix(".scope") ? component.dropLast(6) : component
    guard name.hasPrefix("libpod-") else { return nil }
    let id = name.dropFirst(7)
    return id.isEngineID ? String(id) : nil
  }

  /// The user and mount namespaces in which Podman itself works for a user other than root, kept by
  /// a process that only waits; all containers of the user are in the user namespace or below it.
  private static func rootlessBase(
    _ process: ProcessRecord, _ inspector: HostInspector
  ) -> Container? {
    let isPause =
      process.name == "podman pause"
      || process.name == "catatonit" && inspector.arguments(of: process.pid).contains("-P")
    guard isPause, process.uid != 0 else { return nil }
    var container = Container(
      id: ContainerID(runtime: "podman", id: "rootless-\(process.uid)"), name: "rootless",
      form: .namespaces)
    let source = "/proc/\(process.pid)/cmdline"
    container.sources = [.id: source, .name: source, .user: source]
    container.uid = process.uid
    return container
  }

  private static func isPodman(_ conmon: Conmon, _ inspector: HostInspector) -> Bool {
    inspector.argument("--exit-command", of: conmon.process.pid)?.hasSuffix("podman") ?? false
  }

  /// The pod that the cgroup lies in: `/libpod_parent/POD/libpod-ID` or
  /// `machine-libpod_pod_POD.slice/libpod-ID.scope`.
  private static func podID(_ components: [Substring]) -> String? {
    for (component, above) in zip(components, components.dropFirst())
    where component.hasPrefix("libpod-") {
      if above.isEngineID { return String(above) }
      let slice = above.hasSuffix(".slice") ? above.dropLast(6) : above
      if let pod = slice.split(separator: "_").last, slice.contains("libpod_pod_"), pod.isEngineID {
        return String(pod)
      }
    }
    return nil
  }

  private func defaultBundle(_ id: String, uid: UInt32, _ inspector: HostInspector) -> String? {
    ContainerStorage.directory(of: uid, inspector)
      .map { "\($0)/overlay-containers/\(id)/userdata" }
  }

  /// The storage with its driver's directory of containers, from
  /// `STORAGE/DRIVER-containers/ID/userdata`.
  private static func storage(of bundle: String) -> (root: String, containers: String)? {
    let components = bundle.split(separator: "/")
    guard components.count >= 3, components.last == "userdata" else { return nil }
    let containers = components.dropLast(2)
    return (
      "/" + containers.dropLast().joined(separator: "/"), "/" + containers.joined(separator: "/")
    )
  }

  /// The lists of the storage; not each must be there.
  private static func files(of containers: String) -> [String] {
    ["containers.json", "volatile-containers.json"].map { "\(containers)/\($0)" }
  }

  private func readStorage(
    _ container: inout Container, _ storage: (root: String, containers: String),
    _ inspector: HostInspector
  ) {
    for path in Self.files(of: storage.containers) {
      let entry = inspector.json(path).elements.first { $0["id"].string == container.id.id }
      guard let entry else { continue }
      container.takeName(entry["names"][0].string, from: path)
      // The storage keeps what Podman says of the container as JSON within a text.
      let metadata = entry["metadata"].string.map { inspector.json(in: Array($0.utf8)) }
      container.take(.image, \.image, metadata?["image-name"].string, from: path)
      return
    }
  }

  private func readDatabase(
    _ container: inout Container, _ storage: (root: String, containers: String), podID: String?,
    _ inspector: HostInspector
  ) {
    var podID = podID
    let databases = LibpodDatabase.all(in: storage.root, inspector)
    for database in databases {
      let config = database.container(container.id.id, inspector)
      if config.isNull { continue }
      container.takeLabels(config["labels"].object.texts, from: database.path)
      container.take(
        .group, \.group, Container.Group(labels: config["labels"].object), from: database.path)
      podID = config["pod"].string.flatMap { $0.isEmpty ? nil : $0 } ?? podID
      break
    }
    guard let podID else { return }
    var (name, source) = (String(podID.prefix(12)), container.sources[.id] ?? "")
    for database in databases {
      guard let known = database.pod(podID, inspector)["name"].string else { continue }
      (name, source) = (known, database.path)
      break
    }
    container.take(.group, \.group, .init(kind: .pod, name: name), from: source)
  }
}
