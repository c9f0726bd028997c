/// Something that a scan knows to be there and could not see.
public struct Unseen: Sendable, Hashable {
  /// What could not be seen.
  public var what: What

  /// How many of them.
  public var count: Int

  /// Why.
  public var reason: Reason

  /// Creates a note of things unseen.
  public init(_ what: What, count: Int, _ reason: Reason) {
    self.what = what
    self.count = count
    self.reason = reason
  }

  /// Reads a note back from its texts, which a capture holds.
  public init(what: String, count: Int, reason: String) {
    self.init(What(what), count: count, Reason(reason))
  }

  /// What a scan looks for on every host; the text is what ``What/description`` says.
  public enum Thing: String, Sendable, CaseIterable {
    case links = "processes whose namespaces are hidden"
    case descriptors = "processes whose descriptors are hidden"
    case sockets = "sockets whose namespace is hidden"
    case numbered = "namespaces that the kernel lists and lets nobody here open"
    case pins = "mount namespaces whose pins are hidden"
    case threads = "threads of processes that /proc hides"
    case commandLines = "command lines of processes"
    case longCommandLines = "processes whose command line is cut"
    case someThreads = "processes whose threads were not all looked at"
    case nestedPIDs = "processes whose pids in nested namespaces were not read"
    case openFiles = "processes whose descriptors were not all looked at"
    case mounts = "mount namespaces whose mounts were not all read"
    case runtimeFiles = "questions about containers that were not asked"
    case containers = "containers that were not looked into"
    case labels = "containers whose labels or other texts are cut"
  }

  /// What could not be seen.
  public enum What: Sendable, Hashable {
    /// Something that a scan looks for on every host.
    case thing(Thing)

    /// All namespaces of a kind.
    case kind(NamespaceKind)

    /// The file at a path, in a visible form.
    case file(String)
  }
}

extension Unseen {
  /// A note of things that it takes `capabilities` to see, some of which `observer` may have.
  package init(_ thing: Thing, count: Int, takes capabilities: [Capability], of observer: Observer)
  {
    let missing = capabilities.filter { !observer.has($0) }
    let reason: Reason =
      if missing.isEmpty {
        observer.isInNestedUser ? .above(capabilities) : .fault(.forbidden)
      } else {
        observer.uid == 0 ? .lacks(missing) : .takes(missing)
      }
    self.init(.thing(thing), count: count, reason)
  }

  /// A note of a kind that the kernel does not have.
  package init(missing kind: NamespaceKind) {
    self.init(.kind(kind), count: 0, .missing(kind))
  }
}

extension Unseen.What: CustomStringConvertible {
  /// The text in English, by which a capture names it; ``init(_:)`` reads it back.
  public var description: String {
    switch self {
    case .thing(let thing): thing.rawValue
    case .kind(let kind): "\(kind) namespaces"
    case .file(let path): path
    }
  }

  /// Reads what a capture names.
  init(_ text: String) {
    if let thing = Unseen.Thing(rawValue: text) {
      self = .thing(thing)
    } else {
      let kind = NamespaceKind.allCases.first { Self.kind($0).description == text }
      self = kind.map { .kind($0) } ?? .file(text)
    }
  }
}
