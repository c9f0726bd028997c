/// What people know by a name: what a container engine, a sandbox or a plain unshare(2)
/// made.
///
/// Text is in its visible form, as in ``ProcessRecord``: it comes from files that anybody may have
/// written.
public struct Container: Sendable, Hashable, Codable {
  /// What tells it from every other container.
  public var id: ContainerID

  /// What people call it, such as `web-1`.
  public var name: String

  /// The image it was made from, such as `nginx:1.27`; nil where there is none, as for sandboxes.
  public var image: String?

  /// Whether it is a container, a sandbox or plain namespaces.
  public var form: Form

  /// Whether it runs.
  public var status: Status

  /// What it belongs to, such as a compose project or a pod.
  public var group: Group?

  /// The labels and settings that matter, by ascending key.
  public var labels: [Label]

  /// The user id of whoever runs it: of the engine's monitor process, not of the process inside.
  public var uid: UInt32

  /// The name of that user; nil when the host's `/etc/passwd` has none.
  public var user: String?

  /// When its first process started, in seconds after the Unix epoch.
  public var started: Double

  /// The directory that is its root file system, as a path of the host; nil when it is not known.
  public var rootfs: String?

  /// The process inside that all others come from; nil for a namespace that only a pin keeps alive.
  public var initProcess: ProcessID?

  /// The pids of the processes inside, ascending, those of nested containers not among them.
  public var members: [Int32]

  /// The namespaces of ``initProcess``; without processes, those that are pinned.
  public var namespaces: NamespaceLinks

  /// With whom it shares its namespace of each kind; a kind whose link could not be read is absent.
  public var sharing: [NamespaceKind: Sharing]

  /// The container that it was made in; nil for one that was made on the host itself.
  public var outer: ContainerID?

  /// The path of its own cgroup from the hierarchy's root; nil when it has none to itself.
  public var cgroup: String?

  /// The memory in use and its limit, as its cgroup counts them; nil when that could not be read.
  public var memory: Memory?

  /// The processor time that its cgroup counts; nil when that could not be read.
  public var processor: Processor?

  /// Where each fact came from, such as `/proc/42/cgroup`.
  public var sources: [Fact: String]

  /// Creates a container of which only the name is known yet.
  public init(id: ContainerID, name: String, form: Form = .container) {
    self.id = id
    self.name = name
    self.form = form
    status = .running
    labels = []
    uid = 0
    started = 0
    members = []
    namespaces = NamespaceLinks()
    sharing = [:]
    sources = [:]
  }

  /// What made it, such as `docker`.
  public var runtime: String { id.runtime }

  /// The kinds whose namespace is the host's, in joining order.
  public var kindsOfHost: [NamespaceKind] {
    NamespaceKind.allCases.filter { sharing[$0] == .host }
  }

  /// The kinds in which a container is in the host's namespace though that opens the host to it:
  /// its network, its processes, its users; none for what never promised to be shut off from these.
  public var exposedKinds: [NamespaceKind] {
    form == .container ? kindsOfHost.filter { [.net, .pid, .user].contains($0) } : []
  }

  /// The kinds whose namespace it brought along, in joining order; others may have come in later.
  public var ownKinds: [NamespaceKind] {
    NamespaceKind.allCases.filter { sharing[$0] == .own }
  }

  /// The value of the label `key`; nil when it has none.
  public func label(_ key: String) -> String? { labels.first { $0.key == key }?.value }
}

/// What tells one container from every other: what made it, and what that calls it.
public struct ContainerID: Sendable, Hashable, Codable {
  /// What made it, such as `docker`, `bubblewrap` or `unshare`.
  public var runtime: String

  /// What the runtime itself knows it by: 64 digits for Docker, a unit for systemd, the pid of the
  /// sandbox's outermost process where nothing better is known.
  public var id: String

  /// Creates the identity of a container.
  public init(runtime: String, id: String) {
    self.runtime = runtime
    self.id = id
  }
}

extension ContainerID: CustomStringConvertible {
  /// Runtime and id, such as `docker:4f1c…`.
  public var description: String { "\(runtime):\(id)" }
}

extension Container {
  /// What it promises to those inside and to the host.
  public enum Form: String, Sendable, Hashable, Codable {
    /// A system of its own, with its own files and processes.
    case container

    /// Walls around a program of the host, as a browser or a service has.
    case sandbox

    /// Whatever namespaces somebody asked for, as unshare(1) and `ip netns` make them.
    case namespaces
  }

  /// Whether a container runs.
  public enum Status: String, Sendable, Hashable, Codable {
    /// Its processes run.
    case running

    /// Its cgroup is frozen.
    case paused

    /// It is made and waits for being started (`runc create`).
    case created

    /// It is a namespace that a pin keeps alive without any process.
    case empty
  }

  /// What containers belong to.
  public struct Group: Sendable, Hashable, Codable {
    /// The sort of the group.
    public var kind: Kind

    /// Its name, such as `shop`.
    public var name: String

    /// Creates a group.
    public init(kind: Kind, name: String) {
      self.kind = kind
      self.name = name
    }

    /// The sorts of groups.
    public enum Kind: String, Sendable, Hashable, Codable {
      /// A project of docker compose or podman-compose.
      case project

      /// A pod of Podman, or of Kubernetes as `namespace/pod`.
      case pod

      /// A namespace of containerd, a project of LXD or Incus: not a kernel's.
      case namespace

      /// A unit of systemd.
      case unit
    }
  }

  /// A label that the runtime keeps for a container.
  public struct Label: Sendable, Hashable, Codable {
    /// The key, such as `com.docker.compose.service`.
    public var key: String

    /// The value.
    public var value: String

    /// Creates a label.
    public init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  /// With whom a container shares a namespace.
  public enum Sharing: Sendable, Hashable, Codable {
    /// It brought the namespace along.
    case own

    /// It is in the host's.
    case host

    /// It is in that of another container, as in a pod.
    case container(ContainerID)
  }

  /// The memory that a container's cgroup counts.
  public struct Memory: Sendable, Hashable, Codable {
    /// The bytes in use.
    public var used: UInt64

    /// The bytes it may use at most; nil when there is no limit.
    public var limit: UInt64?

    /// Creates a reading.
    public init(used: UInt64, limit: UInt64?) {
      self.used = used
      self.limit = limit
    }
  }

  /// The processor time that a container's cgroup counts.
  public struct Processor: Sendable, Hashable, Codable {
    /// The microseconds since the cgroup was made, those of cgroups within included.
    public var microseconds: UInt64

    /// The share of one processor since the reading before, in percent; nil at the first reading.
    public var share: Double?

    /// Creates a reading.
    public init(microseconds: UInt64, share: Double? = nil) {
      self.microseconds = microseconds
      self.share = share
    }
  }

  /// The facts whose source is kept.
  public enum Fact: String, Sendable, Hashable, CaseIterable, Codable {
    case id, name, image, status, group, labels, user, rootfs, process, started, namespaces, cpu
    case memory
  }
}

extension Sequence<Container> {
  /// The containers that `text` may mean: those of that name, else those whose id begins with it.
  ///
  /// `docker:web` narrows it down to one runtime. An id must be given with at least three
  /// characters.
  public func matching(_ text: some StringProtocol) -> [Container] {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2 {
      let within = filter { $0.runtime == parts[0] }.matching(name: parts[1])
      if !within.isEmpty { return within }
    }
    return matching(name: text)
  }

  private func matching(name: some StringProtocol) -> [Container] {
    let named = filter { $0.name == name }
    if !named.isEmpty || name.isEmpty { return named }
    return filter { $0.id.id == name || name.count >= 3 && $0.id.id.hasPrefix(name) }
  }
}
