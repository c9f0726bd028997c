internal import JSONCoding
internal import Namespaces

/// The `config.json` of a container as the Open Container Initiative has it, which every engine
/// writes for the program that makes the namespaces.
struct OCIBundle {
  /// Where the file is.
  let path: String

  /// What engines say of the container beyond the specification.
  let annotations: JSONObject

  /// The root file system, as an absolute path.
  let rootfs: String?

  /// The host name inside.
  let hostname: String?

  private let mounts: [JSONValue]

  /// Reads the bundle in `directory`; nil when there is none to be read.
  init?(_ directory: String?, _ inspector: HostInspector) {
    guard let directory, directory.hasPrefix("/") else { return nil }
    path = "\(directory)/config.json"
    let config = inspector.json(path)
    guard !config.isNull else { return nil }
    annotations = config["annotations"].object
    hostname = config["hostname"].string
    mounts = config["mounts"].elements
    rootfs = config["root"]["path"].string.map { $0.hasPrefix("/") ? $0 : "\(directory)/\($0)" }
  }

  /// The annotation `key`.
  func annotation(_ key: String) -> String? { annotations[key]?.string }

  /// What of the host is mounted at `destination`.
  func source(mountedAt destination: String) -> String? {
    mounts.last { $0["destination"].string == destination }?["source"].string
  }
}

extension JSONObject {
  /// The members whose value is text, as labels are.
  var texts: [(key: String, value: String)] {
    members.compactMap { member in member.value.string.map { (member.name, $0) } }
  }
}

extension Container.Group {
  /// The compose project or the pod that labels speak of.
  init?(labels: JSONObject) {
    if let project = labels["com.docker.compose.project"]?.string
      ?? labels["io.podman.compose.project"]?.string
    {
      self.init(kind: .project, name: project)
    } else if let pod = labels["io.kubernetes.pod.name"]?.string {
      self.init(pod: pod, in: labels["io.kubernetes.pod.namespace"]?.string)
    } else {
      return nil
    }
  }

  /// The pod of that name in a namespace of Kubernetes.
  init(pod: String, in namespace: String?) {
    self.init(kind: .pod, name: namespace.map { "\($0)/\(pod)" } ?? pod)
  }
}

extension StringProtocol {
  /// Whether it is an id as engines make them: 64 hexadecimal digits.
  var isEngineID: Bool { utf8.count == 64 && utf8.allSatisfy(\.isLowerHexDigit) }

  /// What stands between `prefix` and `suffix`; nil without either.
  func between(_ prefix: String, _ suffix: String) -> String? {
    guard hasPrefix(prefix), hasSuffix(suffix), count > prefix.count + suffix.count else {
      return nil
    }
    return String(dropFirst(prefix.count).dropLast(suffix.count))
  }
}

extension UInt8 {
  fileprivate var isLowerHexDigit: Bool {
    self &- UInt8(ascii: "0") < 10 || self &- UInt8(ascii: "a") < 6
  }
}
