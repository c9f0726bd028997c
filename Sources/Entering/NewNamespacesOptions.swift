public import Namespaces

/// What is chosen for new namespaces.
public struct NewNamespacesOptions: Sendable, Hashable {
  /// The kinds to make new namespaces of.
  public var kinds: Set<NamespaceKind>

  /// Which ids the new user namespace has; nil for no new user namespace.
  public var userMap: UserMap?

  /// Where the namespaces are kept: a file for one kind, a directory with a file per kind for
  /// several; nil to let them end with their last process.
  public var pin: String?

  /// The command and its arguments; empty for a shell.
  public var command: [String] = []

  /// Which of the caller's standard streams are terminals.
  public var streams: StandardStreams = .current

  /// Those streams, as they are to the command (``StandardStreams/forCommand(_:)``).
  var commandStreams: StandardStreams { streams.forCommand(command) }

  /// Creates a choice; a new user namespace maps root to the caller unless told otherwise.
  public init(kinds: Set<NamespaceKind>, userMap: UserMap? = nil) {
    self.kinds = kinds
    self.userMap = userMap ?? (kinds.contains(.user) ? .caller : nil)
  }

  /// The kinds, with the user namespace where ids are mapped.
  var allKinds: Set<NamespaceKind> { userMap == nil ? kinds : kinds.union([.user]) }

  /// Where a kind is pinned; nil when it is not.
  func pinPath(of kind: NamespaceKind) -> String? {
    guard let pin else { return nil }
    return allKinds.count == 1 ? pin : "\(pin)/\(kind)"
  }
}

extension NewNamespacesPlan {
  /// The command that does the same in one line.
  public var commandLine: String {
    var shell = ShellCommandLine(words: ["heya", "new", "--kinds"])
    shell.append(options.kinds.sorted().map(\.name).joined(separator: ","))
    if let map = options.userMap { shell.append("--user-map", map.rawValue) }
    if let pin = options.pin { shell.append("--pin", pin) }
    if !options.command.isEmpty { shell.words += ["--"] + options.command }
    return shell.line
  }
}
