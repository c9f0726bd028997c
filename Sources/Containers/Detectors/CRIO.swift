internal import Namespaces

/// CRI-O, the other container runtime of Kubernetes.
///
/// The kernel: conmon is the parent of the first process, and the cgroup is `…/crio-ID.scope` below
/// Kubernetes. The disk: the bundle, whose annotations hold what Kubernetes says.
struct CRIO: ContainerDetector {
  func recognise(_ process: ProcessRecord, _ evidence: HostInspector) -> Container? {
    let fromCgroup = evidence.cgroupComponents(of: process).lazy.compactMap(Self.id).first
    guard let id = fromCgroup else { return nil }
    let conmon = Conmon(of: process, evidence)
    let cgroupSource = "/proc/\(process.pid)/cgroup"
    var container = Container(
      id: ContainerID(runtime: "cri-o", id: id), name: String(id.prefix(12)))
    container.sources[.id] = cgroupSource
    container.uid = conmon?.process.uid ?? evidence.userOfSlice(process)
    container.sources[.user] = conmon?.source ?? container.sources[.id]
    let pod = KubernetesPod(cgroups: evidence.cgroups(of: process.pid))
    container.learn(.group, \.group, pod?.group, from: cgroupSource)
    let directory =
      conmon?.bundle ?? "/run/containers/storage/overlay-containers/\(id)/userdata"
    if let bundle = OCIBundle(directory, evidence) { learn(&container, bundle) }
    if let qualityOfService = pod?.qualityOfService {
      container.labels.append(.init(key: "qos", value: qualityOfService))
    }
    return container
  }

  private func learn(_ container: inout Container, _ bundle: OCIBundle) {
    let prefix = "io.kubernetes.cri-o."
    let isSandbox = bundle.annotation(prefix + "ContainerType") == "sandbox"
    let name = isSandbox ? "pause" : bundle.annotation("io.kubernetes.container.name")
    container.learnName(name, from: bundle.path)
    container.learn(.rootfs, \.rootfs, bundle.rootfs, from: bundle.path)
    let image = bundle.annotation(prefix + "ImageName") ?? bundle.annotation(prefix + "Image")
    container.learn(.image, \.image, image, from: bundle.path)
    container.learn(
      .group, \.group, Container.Group(labels: bundle.annotations), from: bundle.path)
    container.learnLabels(
      bundle.annotations.texts.filter {
        $0.key.hasPrefix("io.kubernetes.") && !$0.key.hasPrefix(prefix)
      }, from: bundle.path)
  }

  private static func id(in component: Substring) -> String? {
    component.between("crio-", ".scope").flatMap { $0.isEngineID ? $0 : nil }
  }
}
