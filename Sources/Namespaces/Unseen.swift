/// Something that a scan knows to be there and could not see.
public struct Unseen: Sendable, Hashable {
  /// What could not be seen, such as "namespaces of processes".
  public var what: String

  /// How many of them.
  public var count: Int

  /// Why, with the name of the error and what would help.
  public var reason: String

  /// Creates a note of things unseen.
  public init(what: String, count: Int, reason: String) {
    self.what = what
    self.count = count
    self.reason = reason
  }

  /// What a scan looks for on every host; the text is what ``what`` says.
  public enum Thing: String, Sendable, CaseIterable {
    case links = "processes whose namespaces are hidden"
    case descriptors = "processes whose descriptors are hidden"
    case sockets = "sockets whose namespace is hidden"
    case numbered = "namespaces that the kernel lists and lets nobody here open"
    case pins = "mount namespaces whose pins are hidden"
    case threads = "threads of processes that /proc hides"
  }
}

extension Unseen {
  /// A note of things that it takes `capabilities` to see, some of which `observer` may have.
  package init(_ thing: Thing, count: Int, takes capabilities: [Capability], of observer: Observer)
  {
    let missing = capabilities.filter { !observer.has($0) }.map(\.name)
    self.init(
      what: thing.rawValue, count: count,
      reason: missing.isEmpty
        ? Self.forbidden : "EACCES: it takes \(missing.joined(separator: " and ")) (use sudo)")
  }

  /// A note of the threads that a `/proc` mounted with `option` hides.
  package init(threads count: Int, hiddenBy option: String) {
    self.init(
      what: Thing.threads.rawValue, count: count,
      reason: "it is mounted with \(option), and seeing all takes CAP_SYS_PTRACE (use sudo)")
  }

  /// A note of a kind that the kernel does not have.
  package init(missing kind: NamespaceKind) {
    self.init(
      what: "\(kind) namespaces", count: 0, reason: "this kernel has no \(kind) namespaces")
  }

  /// Why somebody with every capability does not see something.
  package static let forbidden =
    "EACCES: a security module, or rights of theirs that this user lacks, forbid it"
}
