package import Localization
public import Namespaces

/// Why a namespace is alive: a member process, or another holder.
public enum Reason: Sendable, Hashable {
  /// A process whose main thread is a member.
  case process(pid: Int32)

  /// Anything else.
  case holder(Holder)
}

extension Namespace {
  /// Everything that keeps the namespace alive, its members first.
  public var reasons: [Reason] {
    members.map { .process(pid: $0) } + holders.map { .holder($0) }
  }
}

/// A reason, or all bind mounts at one path.
package struct ReasonGroup {
  /// The reason, the first of several.
  package var first: Reason

  /// The mount namespaces that have the mount, by inode; empty for what is no mount.
  package var mountNamespaces: [UInt32] = []

  /// Creates a group.
  package init(first: Reason, mountNamespaces: [UInt32] = []) {
    self.first = first
    self.mountNamespaces = mountNamespaces
  }
}

extension Namespace {
  /// The ``reasons``, the bind mounts at one path together.
  var reasonGroups: [ReasonGroup] {
    members.map { ReasonGroup(first: .process(pid: $0)) }
      + holderGroups.map {
        ReasonGroup(first: .holder($0.first), mountNamespaces: $0.mountNamespaces)
      }
  }
}

extension ReasonGroup {
  /// The group in a few words, such as `pinned at /run/netns/blue in 10 mount namespaces: host, …`.
  package func words(in snapshot: Snapshot) -> Text {
    guard mountNamespaces.count > 1, case .holder(.mount(let path, _)) = first else {
      return first.words
    }
    let places = snapshot.mountPlaces(mountNamespaces)
    return Text("pinned at \(path) in \(places)")
  }
}

extension Reason: CustomStringConvertible {
  /// The reason in a few words, such as `pinned at /run/netns/blue`.
  public var description: String { words[.english] }

  /// The reason in a few words.
  var words: Text {
    switch self {
    case .process(let pid): return .process(pid)
    case .holder(.thread(let pid, let tid)): return .task(pid, tid)
    case .holder(.forChildren(let pid, let tid)):
      let parent = Text.task(pid, pid == tid ? nil : tid)
      return Text("for children of \(parent)")
    case .holder(.descriptor(let pid, let tid, let fd)):
      let owner = Text.task(pid, tid)
      return Text("descriptor \(fd) of \(owner)")
    case .holder(.socket(let pid, let tid, let fd)):
      let owner = Text.task(pid, tid)
      return Text("socket \(fd) of \(owner)")
    case .holder(.mount(let path, let inode)):
      return Text("pinned at \(path) in mnt:[\(inode)]")
    case .holder(.child(let id)): return Text("parent of \(id)")
    case .holder(.owned(let id)): return Text("owner of \(id)")
    }
  }
}

extension Text {
  package static func process(_ pid: Int32) -> Text { Text("process \(pid)") }

  /// A process, or a thread of it that lives or holds something by itself.
  package static func task(_ pid: Int32, _ tid: Int32?) -> Text {
    guard let tid else { return .process(pid) }
    return Text("thread \(tid) of process \(pid)")
  }
}

extension Reason {
  /// The process that the reason is about; nil when it is none.
  var pid: Int32? {
    switch self {
    case .process(let pid), .holder(.thread(let pid, _)), .holder(.forChildren(let pid, _)),
      .holder(.descriptor(let pid, _, _)), .holder(.socket(let pid, _, _)):
      pid
    default: nil
    }
  }
}
