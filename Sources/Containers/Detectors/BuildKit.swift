internal import Namespaces

/// A step that BuildKit runs while it builds an image.
///
/// The kernel: buildkitd or dockerd is an ancestor through runc, and the cgroup ends in
/// `buildkit/ID`. The disk: nothing outlives the step, so that its number is its name.
struct BuildKit: ContainerDetector {
  func detect(_ process: ProcessRecord, _ inspector: HostInspector) -> Container? {
    var found: String?
    for path in inspector.cgroups(of: process.pid) {
      let components = path.split(separator: "/")
      for (above, component) in zip(components, components.dropFirst()) where above == "buildkit" {
        found = String(component)
      }
    }
    guard let id = found else { return nil }
    var container = Container(
      id: ContainerID(runtime: "buildkit", id: id), name: "step \(id.prefix(12))")
    container.sources[.id] = "/proc/\(process.pid)/cgroup"
    let daemon = inspector.ancestor(of: process) { $0.name == "buildkitd" || $0.name == "dockerd" }
    container.uid = daemon?.uid ?? process.uid
    container.sources[.user] = "/proc/\((daemon ?? process).pid)/status"
    return container
  }
}
