internal import Namespaces

/// A network namespace that `ip netns` gave a name.
///
/// The kernel: it is mounted at `/run/netns/NAME` (ip-netns(8)). Engines pin theirs there as well,
/// under names that they make up.
struct NamedNetwork: ContainerDetector {
  var coversDescendants: Bool { true }

  func detect(_ process: ProcessRecord, _ inspector: HostInspector) -> Container? {
    guard process.links[.net] != inspector.host[.net],
      let namespace = inspector.snapshot.namespace(inode: process.links[.net]),
      var container = Self.container(of: namespace)
    else { return nil }
    container.uid = process.uid
    container.sources[.user] = "/proc/\(process.pid)/status"
    return container
  }

  /// The container that a pinned network namespace counts as, as far as the pin tells; nil when it
  /// has none.
  static func container(of namespace: Namespace) -> Container? {
    for case .mount(let path, _) in namespace.holders {
      let components = path.components
      guard components.suffix(3).first == "run", components.dropLast().last == "netns",
        let name = components.last, !isMadeUp(name)
      else { continue }
      var container = Container(
        id: ContainerID(runtime: "ip netns", id: name), name: name, form: .namespaces)
      container.sources[.id] = path.description
      container.sources[.name] = path.description
      return container
    }
    return nil
  }

  private static func isMadeUp(_ name: String) -> Bool {
    for prefix in ["cni-", "netns-"] where name.hasPrefix(prefix) {
      return name.dropFirst(prefix.count).split(separator: "-").count == 5
    }
    return false
  }
}
