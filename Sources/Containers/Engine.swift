internal import JSONCoding
internal import Namespaces

/// A running engine with the API of Docker, which Podman serves as well, at a socket.
struct Engine {
  /// Where its socket is.
  var socket: String

  /// Whose engine it is.
  var uid: UInt32

  /// What lists the containers that run.
  var list = "/containers/json"

  /// Adds to `container` what is not known of it yet; whether the engine knows it at all.
  func tell(of container: inout Container, _ inspector: HostInspector) -> Bool {
    let containers = inspector.answer(list, at: socket, of: uid).elements
    guard let entry = containers.first(where: { $0["Id"].string == container.id.id }) else {
      return false
    }
    // Written as the request: whose answer it is, and to what.
    let source = "GET \(list) \(socket)"
    if container.sources[.name] == nil {
      container.takeName(
        entry["Names"][0].string.map { String($0.drop { $0 == "/" }) }, from: source)
    }
    if container.image == nil {
      container.take(.image, \.image, entry["Image"].string, from: source)
    }
    let labels = entry["Labels"].object
    if container.labels.isEmpty { container.takeLabels(labels.texts, from: source) }
    if container.sources[.group] == nil {
      let pod = entry["PodName"].string.flatMap { name in
        name.isEmpty ? nil : Container.Group(kind: .pod, name: name)
      }
      container.take(.group, \.group, pod ?? Container.Group(labels: labels), from: source)
    }
    return true
  }

  /// The paths of the sockets of a user's service: those that its arguments name, such as
  /// `unix:///run/docker.sock`, then the usual one in the user's runtime directory.
  static func sockets(
    of service: String, uid: UInt32, usual: String, in inspector: HostInspector
  ) -> [String] {
    let arguments = inspector.processes(named: service).filter { $0.uid == uid }
      .flatMap { inspector.arguments(of: $0.pid) }
    let named = arguments.compactMap { argument in
      argument.firstRange(of: "unix://").map { String(argument[$0.upperBound...]) }
    }
    return named + [(uid == 0 ? "/run/" : "/run/user/\(uid)/") + usual]
  }
}
