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

extension Reason: CustomStringConvertible {
  /// The reason in a few words, such as `pinned at /run/netns/blue`.
  public var description: String {
    switch self {
    case .process(let pid): "process \(pid)"
    case .holder(.thread(let pid, let tid)): "thread \(tid) of process \(pid)"
    case .holder(.forChildren(let pid, let tid)) where pid == tid: "for children of process \(pid)"
    case .holder(.forChildren(let pid, let tid)): "for children of thread \(tid) of process \(pid)"
    case .holder(.descriptor(let pid, let tid, let fd)):
      "descriptor \(fd) of \(Self.owner(pid, tid))"
    case .holder(.socket(let pid, let tid, let fd)): "socket \(fd) of \(Self.owner(pid, tid))"
    case .holder(.mount(let path, let inode)): "pinned at \(path) in mnt:[\(inode)]"
    case .holder(.child(let id)): "parent of \(id)"
    case .holder(.owned(let id)): "owner of \(id)"
    }
  }

  /// Whose a descriptor is: a process's, or a thread's that has descriptors of its own.
  static func owner(_ pid: Int32, _ tid: Int32?) -> String {
    tid.map { "thread \($0) of process \(pid)" } ?? "process \(pid)"
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
