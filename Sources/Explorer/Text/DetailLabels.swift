import Localization
import Namespaces

/// The labels and sentences of the details.
extension Text {
  /// A line of running text, without a label.
  static let sentence = Text(verbatim: "")

  static let owner = Text("owner")
  static let parent = Text("parent")
  static let members = Text("members")
  static let name = Text("name")
  static let age = Text("age")
  static let noLinks = Text("No line here leads elsewhere.")
  static let cpu = Text(verbatim: "CPU")
  static let memory = Text("memory")
  static let user = Text("user")
  static let state = Text("state")
  static let threads = Text("threads")
  static let tid = Text("thread")
  static let process = Text("process")
  static let namespace = Text("namespace")
  static let flag = Text("flag")
  static let manual = Text("manual")
  static let namespacesHere = Text("here")
  static let withoutProcess = Text("empty")
  static let time = Text("time")
  static let from = Text("from")
  static let to = Text("to")

  static let nobody = Text("nobody")
  static let looking = Text("Looking inside…")
  static let writing = Text("Working it out…")
  static func andMore(_ count: Int) -> Text { Text("and \(count) more") }

  static let onlyNamespaces = Text(
    "Only a namespace is kept alive by others. Select one to see by whom.")
  static let onlyNamespacesHold = Text("Select a namespace to see what is inside.")
  static let onlyNamespacesAreEntered = Text(
    "Select a process, a namespace or a container to see how it is entered.")
  static let initialStays = Text("The kernel made it at boot; it stays as long as the system runs.")
  static let noReasonSeen = Text("Nothing seen keeps it alive: what does is hidden from you.")
  static let endsWhen = Text("It goes when all of these have ended or let go.")

  static let heldThread = Text("thread")
  static let heldChildren = Text("children")
  static let heldDescriptor = Text("descriptor")
  static let heldSocket = Text("socket")
  static let heldMount = Text("pin")
  static let heldChild = Text("child")
  static let heldOwned = Text("owns")
}

extension Holder {
  /// What sort of holder it is.
  var label: Text {
    switch self {
    case .thread: .heldThread
    case .forChildren: .heldChildren
    case .descriptor: .heldDescriptor
    case .socket: .heldSocket
    case .mount: .heldMount
    case .child: .heldChild
    case .owned: .heldOwned
    }
  }

  /// Which one it is.
  func described(_ language: Language) -> String {
    switch self {
    case .thread(let pid, let tid): "\(pid)/\(tid)"
    case .forChildren(let pid, _): "PID \(pid)"
    case .descriptor(let pid, let tid, let fd), .socket(let pid, let tid, let fd):
      "PID \(pid)\(tid.map { "/\($0)" } ?? ""), fd \(fd)"
    case .mount(let path, let mountNamespace): "\(path)  mnt:[\(mountNamespace)]"
    case .child(let id), .owned(let id): id.description
    }
  }
}

extension Change.What {
  /// What happened, in a few words.
  var words: Text {
    switch self {
    case .appeared: Text("A namespace appeared")
    case .vanished: Text("A namespace vanished")
    case .started: Text("A process started in a namespace")
    case .ended: Text("A process in a namespace ended")
    case .moved: Text("Moved by setns(2) or unshare(2)")
    }
  }
}
