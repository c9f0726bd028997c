/// A namespace as one scan saw it.
public struct Namespace: Sendable, Hashable {
  /// What tells it from every other namespace.
  public var id: NamespaceID

  /// The user namespace that owns it, nil when it is out of view (`NS_GET_USERNS`, ioctl_nsfs(2)).
  ///
  /// Capabilities in the owner are those that count for the namespace.
  public var owner: NamespaceID?

  /// The namespace above, for the kinds that form a hierarchy.
  public var parent: Parent

  /// The user id that made it, known for user namespaces only (`NS_GET_OWNER_UID`).
  public var ownerUID: UInt32?

  /// Whether it is the one that the kernel made at boot.
  public var isInitial: Bool

  /// The pids of the processes whose main thread is a member, ascending.
  public var members: [Int32]

  /// What keeps it alive beside its ``members``.
  public var holders: [Holder]

  /// Creates a namespace of which only the identity is known.
  public init(id: NamespaceID) {
    self.id = id
    owner = nil
    parent = .notHierarchical
    ownerUID = nil
    isInitial = false
    members = []
    holders = []
  }

  /// The kind of the namespace.
  public var kind: NamespaceKind { id.kind }

  /// The namespace above a namespace of a hierarchical kind.
  ///
  /// `NS_GET_PARENT` answers EPERM both for the topmost namespace and for a parent that the caller
  /// may not see; the two are told apart here.
  public enum Parent: Sendable, Hashable {
    /// The kind forms no hierarchy.
    case notHierarchical

    /// It is the topmost namespace of the host.
    case none

    /// It has one, but outside the observer's view.
    case outOfView

    /// The parent.
    case namespace(NamespaceID)
  }
}

/// A reason why a namespace stays alive other than a process that is its member (namespaces(7),
/// "Namespace lifetime").
public enum Holder: Sendable, Hashable {
  /// A thread that left its process's namespace or came in alone.
  case thread(pid: Int32, tid: Int32)

  /// A thread whose future children will be members (`pid_for_children`, `time_for_children`); the
  /// main thread has the tid of its process.
  case forChildren(pid: Int32, tid: Int32)

  /// An open file descriptor on the namespace's file, of a process, or of one of its threads that
  /// has descriptors of its own.
  case descriptor(pid: Int32, tid: Int32? = nil, fd: Int32)

  /// A socket that was made in the network namespace, of a process or of such a thread.
  case socket(pid: Int32, tid: Int32? = nil, fd: Int32)

  /// A bind mount of the namespace's file, seen in a mount namespace.
  case mount(path: RawPath, mountNamespace: UInt32)

  /// A namespace below it in the hierarchy.
  case child(NamespaceID)

  /// A namespace that this user namespace owns.
  case owned(NamespaceID)
}

extension Namespace {
  /// The names that people gave the namespace: the last components of its pins under the usual
  /// directories (`/run/netns/blue` is `blue`), the whole path for a pin elsewhere.
  public var names: [String] {
    var names: [String] = []
    for case .mount(let path, _) in holders {
      let name = Self.shortName(ofPin: path)
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  private static func shortName(ofPin path: RawPath) -> String {
    let parts = path.components
    guard parts.count >= 2, parts[parts.count - 2] == "netns", let last = parts.last else {
      return path.description
    }
    return last
  }
}

extension [Namespace] {
  /// Adds to each namespace's holders the namespaces that are below it and those that it owns.
  package mutating func addDescendants() {
    var indexOfID: [NamespaceID: Int] = [:]
    for (index, namespace) in enumerated() { indexOfID[namespace.id] = index }
    for namespace in self {
      if case .namespace(let parent) = namespace.parent, let index = indexOfID[parent] {
        self[index].holders.append(.child(namespace.id))
      }
      // The owner of a user namespace is its parent (user_namespaces(7)).
      if namespace.kind != .user, let index = namespace.owner.flatMap({ indexOfID[$0] }) {
        self[index].holders.append(.owned(namespace.id))
      }
    }
  }
}
