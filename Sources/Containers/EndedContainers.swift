internal import JSONCoding
public import Namespaces

extension ContainerFinder {
  /// The containers of that name that engines of root's and of the observer's know and that do not
  /// run.
  ///
  /// This is for somebody who asks for a name that nothing running has: it asks at sockets, and
  /// reads the lists that Podman, LXC and systemd keep. Who did not answer is in ``notes``
  /// afterwards.
  public mutating func ended(named name: String, in snapshot: Snapshot) -> [EndedContainer] {
    let parts = name.split(separator: ":", maxSplits: 1)
    let runtimes = ["docker", "podman", "lxc", "nspawn"].filter {
      parts.count < 2 || $0 == parts[0]
    }
    guard let name = parts.last.map(String.init), name.isContainerName else { return [] }
    let inspector = inspector(of: snapshot)
    // An engine that knows none of the name has answered.
    defer { notes = inspector.notes.filter { $0.reason != .status(404) } }
    return runtimes.flatMap { runtime -> [EndedContainer] in
      switch runtime {
      case "lxc":
        inspector.has("/var/lib/lxc/\(name)/config")
          ? [EndedContainer(runtime: runtime, name: name)] : []
      case "nspawn":
        inspector.has("/var/lib/machines/\(name)")
          ? [EndedContainer(runtime: runtime, name: name)] : []
      default:
        Set([0, snapshot.observer.uid]).sorted().compactMap { uid in
          inspector.asked(runtime, uid: uid, name)
            ?? (runtime == "podman" ? inspector.stored(uid: uid, name) : nil)
        }
      }
    }
  }
}

extension HostInspector {
  /// What an engine says at its socket; nil where it knows none of that name, or it runs.
  fileprivate func asked(_ runtime: String, uid: UInt32, _ name: String) -> EndedContainer? {
    let service = runtime == "docker" ? Docker.service : Podman.service
    let usual = runtime == "docker" ? "docker.sock" : "podman/podman.sock"
    for socket in Engine.sockets(of: service, uid: uid, usual: usual, in: self) {
      let state = answer("/containers/\(name)/json", at: socket, of: uid)["State"]
      guard let status = state["Status"].string, state["Running"].bool == false else { continue }
      return EndedContainer(
        runtime: runtime, name: name, status: status,
        exitStatus: status == "exited" ? state["ExitCode"].integer.map(Int.init) : nil)
    }
    return nil
  }

  /// What the storage of Podman lists.
  fileprivate func stored(uid: UInt32, _ name: String) -> EndedContainer? {
    let root = uid == 0 ? "/var/lib" : home(of: uid).map { "\($0)/.local/share" }
    guard let root else { return nil }
    let isListed = ["overlay", "vfs"].contains { driver in
      json("\(root)/containers/storage/\(driver)-containers/containers.json").elements.contains {
        $0["names"].elements.contains { $0.string == name }
      }
    }
    return isListed ? EndedContainer(runtime: "podman", name: name) : nil
  }
}

extension String {
  /// Whether engines allow it as a name; it becomes part of a path.
  fileprivate var isContainerName: Bool {
    guard let first = utf8.first, first != UInt8(ascii: "."), first != UInt8(ascii: "-") else {
      return false
    }
    return utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: "_.-".utf8.contains(byte)
      }
    }
  }
}
