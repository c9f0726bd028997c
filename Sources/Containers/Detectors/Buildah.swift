internal import JSONCoding
internal import Namespaces

/// A `RUN` step of buildah, or what `buildah run` starts.
///
/// The kernel: buildah is an ancestor. The disk: `containers.json` of the storage, in which the
/// working container has the name that buildah shows; the id is on the command line of the runtime
/// as the bundle's directory, `buildahN`.
struct Buildah: ContainerDetector {
  var coversDescendants: Bool { true }

  func detect(_ process: ProcessRecord, _ inspector: HostInspector) -> Container? {
    // Its helpers are the program again, under another name on the command line.
    func isBuildah(_ process: ProcessRecord) -> Bool {
      process.name == "buildah" || process.command.hasPrefix("buildah-")
    }
    guard let buildah = inspector.ancestor(of: process, where: isBuildah) else { return nil }
    let outermost = inspector.outermost(from: buildah, where: isBuildah)
    let arguments = inspector.arguments(of: outermost.pid)
    let source = "/proc/\(outermost.pid)/cmdline"
    var container = Container(
      id: ContainerID(runtime: "buildah", id: String(outermost.pid)), name: "buildah")
    container.sources[.id] = source
    container.uid = outermost.uid
    container.sources[.user] = source
    // buildah's own helper makes namespaces before the step itself runs.
    if !isBuildah(process), buildah.pid == process.parent {
      container.initProcess = process.id
      container.sources[.process] = "/proc/\(process.pid)/stat"
    }
    if let run = arguments.firstIndex(of: "run") {
      readStorage(&container, arguments[(run + 1)...], storage(of: outermost, inspector), inspector)
    }
    return container
  }

  /// What `buildah run` works on is the first of its arguments that the storage knows.
  private func readStorage(
    _ container: inout Container, _ arguments: ArraySlice<String>, _ storage: String,
    _ inspector: HostInspector
  ) {
    let named = Set(arguments)
    for directory in inspector.names(in: storage) where directory.hasSuffix("-containers") {
      for file in ["containers.json", "volatile-containers.json"] {
        let path = "\(storage)/\(directory)/\(file)"
        for entry in inspector.json(path).elements {
          guard let name = entry["names"][0].string, let id = entry["id"].string,
            named.contains(name) || named.contains(id)
          else { continue }
          container.takeName(name, from: path)
          let metadata = entry["metadata"].string.map { inspector.json(in: Array($0.utf8)) }
          container.take(.image, \.image, metadata?["image-name"].string, from: path)
          return
        }
      }
    }
  }

  private func storage(of buildah: ProcessRecord, _ inspector: HostInspector) -> String {
    inspector.argument("--root", of: buildah.pid)
      ?? ContainerStorage.directory(of: buildah.uid, inspector) ?? ContainerStorage.ofRoot
  }
}
