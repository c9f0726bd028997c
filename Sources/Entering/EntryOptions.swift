public import Namespaces

/// What is chosen for an entry; the defaults are those of `heya enter TARGET`.
public struct EntryOptions: Sendable, Hashable {
  /// The kinds to join, of those that the target has.
  public var kinds: Set<NamespaceKind> = Set(NamespaceKind.allCases)

  /// Whether a namespace brings along all others that its first process is in; it is joined alone
  /// otherwise, whoever lives there.
  public var joinsAll = false

  /// Who to be inside.
  public var identity: Identity = .root

  /// The working directory below the target's root; nil for the user's home.
  public var directory: String?

  /// Which variables the command gets to begin with.
  public var environment: Environment = .clean

  /// Variables set in addition, in this order.
  public var variables: [EnvironmentVariable] = []

  /// Whether the command is accounted to the target's cgroups (cgroups(7)).
  public var joinsCgroup = false

  /// Whose programs to use.
  public var tools: Tools = .target

  /// Whether a program out of the target's own files keeps the caller's rights, instead of having
  /// no more than the target.
  public var isPrivileged = false

  /// The command and its arguments; empty for a shell.
  public var command: [String] = []

  /// Which of the caller's standard streams are terminals.
  public var streams: StandardStreams = .current

  /// Those streams, as they are to the command (``StandardStreams/forCommand(_:)``).
  var commandStreams: StandardStreams { streams.forCommand(command) }

  /// Creates the default choice.
  public init() {}

  /// Who the command runs as.
  public enum Identity: Sendable, Hashable {
    /// The target's root where the caller may be that, else the caller.
    case root

    /// A name in the target's passwd or a user id, optionally with `:` and a group.
    case user(String)

    /// As the target: its ids, groups, rights, cgroup, OOM score and environment; with the caller's
    /// ids where the target's stand for nobody in its own user namespace.
    case target
  }

  /// Which variables a command starts with.
  public enum Environment: Sendable, Hashable {
    /// TERM and LANG of the caller; HOME, PATH, SHELL and USER of the target.
    case clean

    /// None.
    case empty

    /// Those of the target.
    case target
  }

  /// Where programs come from.
  public enum Tools: Sendable, Hashable {
    /// The target's own.
    case target

    /// The host's, in a private mount namespace in which the target's files are below `/mnt`.
    case host
  }
}
