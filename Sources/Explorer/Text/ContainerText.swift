import Localization
import Namespaces

/// The labels and sentences of what is known of a container.
extension Text {
  static let runtime = Text("runtime")
  static let image = Text("image")
  static let group = Text("group")
  static let cgroup = Text(verbatim: "cgroup")
  static let rootfs = Text("files")
  static let identity = Text("id")
  static let labels = Text("labels")
  static let sources = Text("where that is known from")
  static func made(by runtime: String, by user: String, ago age: String) -> Text {
    Text("made by \(runtime), by \(user), \(age) ago")
  }
  static let cpuTime = Text("CPU time")
  static func seconds(_ number: String) -> Text { Text("\(number) s") }
  static let countedByCgroup = Text("counted by its cgroup")
  static let summed = Text("the sum of its processes")
  static let beginningOfID = Text("the beginning of its id")
}

extension Container.Fact {
  /// What the fact is called.
  var words: Text {
    switch self {
    case .id: .identity
    case .name: .name
    case .image: .image
    case .status: .state
    case .group: .group
    case .labels: .labels
    case .user: .user
    case .rootfs: .rootfs
    case .process: .firstProcess
    case .started: .age
    case .namespaces: .namespacesTitle
    case .cpu: .cpu
    case .memory: .memory
    }
  }
}

extension Container.Status {
  /// The status in a word.
  var words: Text {
    switch self {
    case .running: Text("running")
    case .paused: Text("paused")
    case .created: Text("created")
    case .empty: Text("empty")
    }
  }
}

extension Container.Group.Kind {
  /// What sort of group it is.
  var words: Text {
    switch self {
    case .project: Text("project")
    case .pod: Text("pod")
    case .namespace: Text("namespace of the engine")
    case .unit: Text("unit")
    }
  }
}
