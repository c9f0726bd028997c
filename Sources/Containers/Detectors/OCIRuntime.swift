internal import JSONCoding
internal import Namespaces

/// A bundle that somebody runs with runc, crun or youki by hand.
///
/// The kernel only says that the parent is gone. The disk: a directory per container below
/// `/run/NAME`, or below a user's `/run/user/UID/NAME`, that holds the pid of the first process.
struct OCIRuntime: ContainerDetector {
  /// The program's name.
  let runtime: String

  /// The name of the file in the container's directory.
  let file: String

  /// Picks the pid of the first process from that file.
  let pid: @Sendable (JSONValue) -> Int64?

  /// Picks the root file system and the bundle.
  let place: @Sendable (JSONValue) -> (rootfs: String?, bundle: String?)

  /// runc, the reference.
  static let runc = OCIRuntime(
    runtime: "runc", file: "state.json", pid: { $0["init_process_pid"].integer },
    place: { state in
      let labels = state["config"]["labels"].elements.compactMap(\.string)
      let bundle = labels.first { $0.hasPrefix("bundle=") }.map { String($0.dropFirst(7)) }
      return (state["config"]["rootfs"].string, bundle)
    })

  /// crun, in C.
  static let crun = OCIRuntime(
    runtime: "crun", file: "status", pid: { $0["pid"].integer },
    place: { ($0["rootfs"].string, $0["bundle"].string) })

  /// youki, in Rust.
  static let youki = OCIRuntime(
    runtime: "youki", file: "state.json", pid: { $0["pid"].integer },
    place: { (nil, $0["bundle"].string) })

  func detect(_ process: ProcessRecord, _ inspector: HostInspector) -> Container? {
    let roots = ["/run/\(runtime)"] + inspector.userDirectories.map { "\($0)/\(runtime)" }
    for root in roots {
      for id in inspector.names(in: root) {
        let path = "\(root)/\(id)/\(file)"
        let state = inspector.json(path)
        guard pid(state) == Int64(process.pid), mayName(process, path, inspector) else { continue }
        return container(id, process, state, path, inspector)
      }
    }
    return nil
  }

  /// Whether whoever wrote the file is root, or the user whose container it is.
  private func mayName(_ process: ProcessRecord, _ path: String, _ inspector: HostInspector) -> Bool
  {
    guard let owner = inspector.owner(of: path) else { return false }
    let user = inspector.snapshot.namespace(inode: process.links[.user])
    return owner == 0 || owner == process.uid || owner == user?.ownerUID
  }

  private func container(
    _ id: String, _ process: ProcessRecord, _ state: JSONValue, _ path: String,
    _ inspector: HostInspector
  ) -> Container {
    var container = Container(id: ContainerID(runtime: runtime, id: id), name: id)
    container.sources[.id] = path
    container.sources[.name] = path
    container.initProcess = process.id
    container.sources[.process] = path
    container.uid = inspector.owner(of: path) ?? process.uid
    container.sources[.user] = path
    let (rootfs, directory) = place(state)
    if let rootfs, rootfs.hasPrefix("/") {
      container.take(.rootfs, \.rootfs, rootfs, from: path)
    }
    if let bundle = OCIBundle(directory, inspector) {
      container.take(.rootfs, \.rootfs, bundle.rootfs, from: bundle.path)
      container.takeLabels(bundle.annotations.texts, from: bundle.path)
      container.take(
        .group, \.group, Container.Group(labels: bundle.annotations), from: bundle.path)
    }
    // What waits for `start` is still the runtime's own program.
    if ["runc", "crun", "youki"].contains(where: { process.name.hasPrefix($0) }) {
      container.status = .created
      container.sources[.status] = "/proc/\(process.pid)/stat"
    }
    return container
  }
}
