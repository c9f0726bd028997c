internal import JSONCoding
internal import Namespaces

/// containerd by itself: `ctr`, nerdctl, and the container runtime of Kubernetes.
///
/// The kernel: a shim with the namespace of containerd and the id; the cgroup is
/// `…/cri-containerd-ID.scope` or `/kubepods/…/ID` below Kubernetes. The disk: the bundle that the
/// shim runs in, whose annotations hold what Kubernetes and nerdctl say.
struct Containerd: ContainerDetector {
  /// The program that runs for all containers.
  static let service = "containerd"

  func detect(_ process: ProcessRecord, _ inspector: HostInspector) -> Container? {
    let shim = ContainerdShim(of: process, inspector)
    if shim?.namespace == "moby" { return nil }
    let pod = KubernetesPod(cgroups: inspector.cgroups(of: process.pid))
    guard let id = shim?.id ?? pod?.containerID else { return nil }
    var container = Container(
      id: ContainerID(runtime: "containerd", id: id),
      name: id.isEngineID ? String(id.prefix(12)) : id)
    let source = shim?.source ?? "/proc/\(process.pid)/cgroup"
    container.sources[.id] = source
    if !id.isEngineID { container.sources[.name] = source }
    container.uid = shim?.process.uid ?? inspector.userOfSlice(process)
    container.sources[.user] = shim?.source ?? source
    if let namespace = shim?.namespace, namespace != "k8s.io" {
      let group = Container.Group(kind: .namespace, name: namespace)
      container.take(.group, \.group, group, from: source)
    } else if let pod {
      container.take(.group, \.group, pod.group, from: "/proc/\(process.pid)/cgroup")
    }
    if let shim { readDatabase(&container, shim, inspector) }
    guard
      let bundle = OCIBundle(
        shim?.bundle ?? "/run/containerd/io.containerd.runtime.v2.task/k8s.io/\(id)", inspector)
    else { return container }
    container.take(.rootfs, \.rootfs, bundle.rootfs, from: bundle.path)
    takeKubernetes(&container, bundle)
    if container.sources[.labels] == nil {
      container.takeLabels(bundle.annotations.texts, from: bundle.path)
      takeNerdctl(&container, bundle)
    }
    if let qualityOfService = pod?.qualityOfService {
      container.labels.append(.init(key: "qos", value: qualityOfService))
    }
    return container
  }

  /// The image is in containerd's database only, whose directory its configuration names.
  private func readDatabase(
    _ container: inout Container, _ shim: ContainerdShim, _ inspector: HostInspector
  ) {
    let address = inspector.argument("-address", of: shim.process.pid)
    let daemons = inspector.processes(named: Self.service).filter { $0.uid == shim.process.uid }
    let roots = daemons.compactMap { daemon -> String? in
      let path = inspector.argument("--config", "-c", of: daemon.pid)
        .map { inspector.path($0, of: daemon.pid) }
      guard let settings = inspector.settings(path ?? "/etc/containerd/config.toml"),
        settings["address"] == address
      else { return nil }
      return settings["root"]
    }
    let directory = roots.first ?? "/var/lib/containerd"
    let path = "\(directory)/io.containerd.metadata.v1.bolt/meta.db"
    let place = ["v1", shim.namespace, "containers", container.id.id, "image"]
    let image = inspector.database(path).flatMap { database in
      inspector.spend { database.value(place, &$0) } ?? nil
    }
    container.take(
      .image, \.image, image.map { String(decoding: $0, as: UTF8.self) }, from: path)
  }

  private func takeKubernetes(_ container: inout Container, _ bundle: OCIBundle) {
    let prefix = "io.kubernetes.cri."
    guard let sort = bundle.annotation(prefix + "container-type") else { return }
    let name = sort == "sandbox" ? "pause" : bundle.annotation(prefix + "container-name")
    container.takeName(name, from: bundle.path)
    container.take(
      .image, \.image, bundle.annotation(prefix + "image-name"), from: bundle.path)
    if let pod = bundle.annotation(prefix + "sandbox-name") {
      let namespace = bundle.annotation(prefix + "sandbox-namespace")
      container.take(.group, \.group, .init(pod: pod, in: namespace), from: bundle.path)
    }
    container.takeLabels(
      bundle.annotations.texts.filter { $0.key.hasPrefix(prefix) }, from: bundle.path)
  }

  private func takeNerdctl(_ container: inout Container, _ bundle: OCIBundle) {
    guard let name = bundle.annotation("nerdctl/name") else { return }
    container.takeName(name, from: bundle.path)
    container.take(
      .image, \.image, bundle.annotation("nerdctl/image-ref"), from: bundle.path)
    container.take(
      .group, \.group, Container.Group(labels: bundle.annotations), from: bundle.path)
  }
}

/// What the cgroup path of a container in Kubernetes says.
///
/// `/kubepods/burstable/podUID/ID` from the cgroupfs driver,
/// `/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-podUID.slice/cri-containerd-ID.scope`
/// from that of systemd; a pod that is guaranteed what it asks for has no class in its path.
struct KubernetesPod {
  /// The pod's unique id.
  let uid: String

  /// The id of the container.
  let containerID: String

  /// `guaranteed`, `burstable` or `besteffort`.
  let qualityOfService: String

  /// Reads the first path that is one; nil when none is.
  init?(cgroups: [String]) {
    for path in cgroups {
      let components = path.split(separator: "/")
      guard let last = components.last, path.contains("kubepods") else { continue }
      let name = last.hasSuffix(".scope") ? last.dropLast(6) : last
      guard let id = name.split(separator: "-").last, id.isEngineID,
        let uid = components.dropLast().reversed().lazy.compactMap(Self.podUID).first
      else { continue }
      self.uid = uid
      containerID = String(id)
      qualityOfService =
        ["burstable", "besteffort"].first { path.contains($0) } ?? "guaranteed"
      return
    }
    return nil
  }

  /// The pod as a group; its name is only its id as long as nothing says more.
  var group: Container.Group { .init(kind: .pod, name: uid) }

  private static func podUID(_ component: Substring) -> String? {
    let name = component.hasSuffix(".slice") ? component.dropLast(6) : component
    let parts = name.split(separator: "-")
    // A component that is only the pod, or the last level of a slice whose name has all levels.
    guard name.hasPrefix("pod") || name.contains("kubepods-"),
      let pod = parts.firstIndex(where: { $0.hasPrefix("pod") })
    else { return nil }
    // systemd has dashes for levels, so that the id's own become underscores.
    return parts[pod...].joined(separator: "-").dropFirst(3).map { $0 == "_" ? "-" : String($0) }
      .joined()
  }
}
