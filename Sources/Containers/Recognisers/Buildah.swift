internal import JSON
package import Namespaces

/// A `RUN` step of buildah, or what `buildah run` starts.
///
/// The kernel: buildah is an ancestor. The disk: `containers.json` of the storage, in which the
/// working container has the name that buildah shows; the id is on the command line of the runtime
/// as the bundle's directory, `buildahN`.
package struct Buildah: Recogniser {
  package init() {}

  package var coversDescendants: Bool { true }

  package func recognise(_ process: ProcessRecord, _ evidence: Evidence) -> Container? {
    guard
      let buildah = evidence.ancestor(
        of: process, where: { $0.name.hasPrefix("buildah") && !$0.command.isEmpty })
    else { return nil }
    let outermost = evidence.outermost(from: buildah) { $0.name.hasPrefix("buildah") }
    let arguments = evidence.arguments(of: outermost.pid)
    let source = "/proc/\(outermost.pid)/cmdline"
    var container = Container(
      id: ContainerID(runtime: "buildah", id: String(outermost.pid)), name: "buildah")
    container.sources[.id] = source
    container.uid = outermost.uid
    container.sources[.user] = source
    // What `buildah run` works on is the first word of its options' rest that a storage knows.
    guard let run = arguments.firstIndex(of: "run") else { return container }
    let path = "\(storage(of: outermost, evidence))/overlay-containers/containers.json"
    let entries = evidence.json(path).elements
    for argument in arguments[(run + 1)...] {
      guard
        let entry = entries.first(where: {
          $0["names"][0].string == argument || $0["id"].string == argument
        })
      else { continue }
      container.learnName(entry["names"][0].string, from: path)
      let metadata = entry["metadata"].string.flatMap { try? JSONValue(reading: Array($0.utf8)) }
      container.learn(.image, \.image, metadata?["image-name"].string, from: path)
      break
    }
    return container
  }

  private func storage(of buildah: ProcessRecord, _ evidence: Evidence) -> String {
    if let root = evidence.argument("--root", of: buildah.pid) { return root }
    guard buildah.uid != 0, let home = evidence.home(of: buildah.uid) else {
      return "/var/lib/containers/storage"
    }
    return "\(home)/.local/share/containers/storage"
  }
}
