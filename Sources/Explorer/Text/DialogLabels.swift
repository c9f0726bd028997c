import Localization

/// The texts of dialogs and of help.
extension Text {
  static let helpTitle = Text("Keys")
  static let compareTitle = Text("Compare")
  static let signalTitle = Text("Send a signal")
  static let unpinTitle = Text("Remove the pin")
  static func enterTitle(_ name: String) -> Text { Text("Enter \(name)") }

  static let overlayKeys = Text("arrows, PgUp, PgDn scroll · Esc back")
  static let compareKeys = Text("arrows, PgUp, PgDn scroll · F1 help · Esc back")
  static let lineKeys = Text("F1 help")
  static let marksTitle = Text("Signs")
  static let marks: [(String, Text)] = [
    ("+", Text("appeared just now")),
    ("-", Text("gone just now")),
    ("~", Text("moved into another namespace just now")),
    ("*", Text("tagged")),
    (
      "UCIHNPMT",
      Text("namespaces of its own: user cgroup ipc uts(host name) net pid mnt time")
    ),
    (
      "ucihnpmt",
      Text("shared with its parent, not the host's")
    ),
    (".", Text("the host's namespace")),
  ]

  static let planning = Text("Working out the plan…")
  static let kindJoined = Text("joined")
  static let kindShared = Text("the same as yours")
  static let kindLeft = Text("left out")
  static let entersAs = Text("as")
  static let asRoot = Text("the target's root")
  static let asTarget = Text("as the target is")
  static let asNamed = Text("another user")
  static let joinCgroup = Text("be accounted to the target's cgroup")
  static let keepRights = Text("keep your rights for the target's own programs")
  static let joinAll = Text("join all namespaces of its first process")
  static let hostTools = Text("keep the host's files and tools")
  static let entryKeys = Text(
    "Enter go in · arrows and Space choose · Y copy command · F1 help · Esc back")
  static let refusalKeys = Text("arrows and Space choose · F1 help · Esc back")

  static let toolsKeys = Text(
    "B brings the host's tools · arrows and Space choose · F1 help · Esc back")
  static let typingKeys = Text(
    "type the text · ^U clear · arrows other lines · Enter go on · F1 help · Esc back")

  static let newNamespacesTitle = Text("Make namespaces")
  static let kindMade = Text("made anew")
  static let kindKept = Text("stays yours")
  static let userMap = Text("ids")
  static let newNamespacesCommand = Text("command")
  static let shell = Text("a shell")
  static let newNamespacesKeys = Text(
    "Enter make it · arrows and Space choose · Y copy command · F1 help · Esc back")

  static func toReadMore(_ key: String) -> Text { Text(" · \(key) tells more") }
  static let noEntry = Text("Nothing was entered yet.")

  static let signalTo = Text("It goes to")
  static let signalKeys = Text("Enter send · arrows choose the signal · F1 help · Esc back")
  static let unpinMeans = Text(
    "The bind mount is removed. If nothing else keeps the namespace alive, it ends.")
  static let confirmKeys = Text("Enter remove · F1 help · Esc back")

  static let same = Text("same")
  static let different = Text("different")
  static let unknown = Text("unknown")
  static func differ(_ count: Int) -> Text {
    Text(count, one: "\(count) kind differs.", other: "\(count) kinds differ.")
  }
}

extension NewNamespacesRequest.UserMap {
  /// What the choice means.
  var words: Text {
    switch self {
    case .none: Text("the host's", context: "kept")
    case .caller: Text("only yours, as root")
    case .subordinate: Text("yours and those of /etc/subuid")
    }
  }
}
