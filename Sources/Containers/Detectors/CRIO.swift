internal import Namespaces

/// CRI-O, the other container runtime of Kubernetes.
///
/// The kernel: conmon is the parent of the first process, and the cgroup is `…/crio-ID.scope` below
/// Kubernetes. The disk: the bundle, whose annotations hold what Kubernetes says.
struct CRIO: ContainerDetector {
  func detect(_ process: ProcessRecord, _ inspector: HostInspector) -> Container? {
    let fromCgroup = inspector.cgroupComponents(of: process).lazy.compactMap(Self.id).first
    guard let id = fromCgroup else { return nil }
    let conmon = Conmon(of: process, inspector)
    let cgroupSource = "/proc/\(process.pid)/cgroup"
    var container = Container(
      id: ContainerID(runtime: "cri-o", id: id), name: String(id.prefix(12)))
    container.sources[.id] = cgroupSource
    container.uid = conmon?.process.uid ?? inspector.userOfSlice(process)
    container.sources[.user] = conmon?.source ?? container.sources[.id]
    let pod = KubernetesPod(cgroups: inspector.cgroups(of: process.pid))
    container.take(.group, \.group, pod?.group, from: cgroupSource)
    let directory =
      conmon?.bundle ?? "/run/containers/storage/overlay-containers/\(id)/userdata"
    if let bundle = OCIBundle(directory, inspector) { take(&container, bundle) }
    if let qualityOfService = pod?.qualityOfService {
      container.labels.append(.init(key: "qos", value: qualityOfService))
    }
    return container
  }

  private func take(_ container: inout Container, _ bundle: OCIBundle) {
    let prefix = "io.kubernetes.cri-o."
    let isSandbox = bundle.annotation(prefix + "ContainerType") == "sandbox"
    let name = isSandbox ? "pause" : bundle.annotation("io.kubernetes.container.name")
    container.takeName(name, from: bundle.path)
    container.take(.rootfs, \.rootfs, bundle.rootfs, from: bundle.path)
    let image = bundle.annotation(prefix + "ImageName") ?? bundle.annotation(prefix + "Image")
    container.take(.image, \.image, image, from: bundle.path)
    container.take(
      .group, \.group, Container.Group(labels: bundle.annotations), from: bundle.path)
    container.takeLabels(
      bundle.annotations.texts.filter {
        $0.key.hasPrefix("io.kubernetes.") && !$0.key.hasPrefix(prefix)
      }, from: bundle.path)
  }

  private static func id(in component: Substring) -> String? {
    component.between("crio-", ".scope").flatMap { $0.isEngineID ? $0 : nil }
  }
}
