internal import Namespaces

/// A program of a snap, which lives in a mount namespace that all programs of the snap share.
///
/// The kernel: the cgroup is `snap.NAME.APP-UUID.scope`, or `snap.NAME.APP.service` for a service;
/// the mount namespace is pinned at `/run/snapd/ns/NAME.mnt`. The disk: the link
/// `/snap/NAME/current` tells the revision.
struct Snap: ContainerDetector {
  var coversDescendants: Bool { true }

  func detect(_ process: ProcessRecord, _ inspector: HostInspector) -> Container? {
    let source = "/proc/\(process.pid)/cgroup"
    let words = inspector.cgroupComponents(of: process).lazy.map { $0.split(separator: ".") }
    guard let snap = words.first(where: { $0.count >= 3 && $0[0] == "snap" })?[1] else {
      return nil
    }
    let name = String(snap)
    var container = Container(
      id: ContainerID(runtime: "snap", id: name), name: name, form: .sandbox)
    container.sources[.id] = source
    container.sources[.name] = source
    container.uid = process.uid
    container.sources[.user] = "/proc/\(process.pid)/status"
    for root in ["/snap", "/var/lib/snapd/snap"] {
      guard let revision = inspector.link("current", in: "\(root)/\(name)") else { continue }
      let link = "\(root)/\(name)/current"
      container.take(.image, \.image, "\(name) revision \(revision)", from: link)
      container.take(.rootfs, \.rootfs, "\(root)/\(name)/\(revision)", from: link)
      break
    }
    return container
  }
}
