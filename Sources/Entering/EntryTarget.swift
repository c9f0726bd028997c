public import Namespaces

/// What to enter.
public enum EntryTarget: Sendable, Hashable {
  /// A process: the namespaces it is a member of, and its root directory.
  case process(ProcessID)

  /// One thread, where that is in other namespaces than its process.
  case thread(ProcessID, tid: Int32)

  /// A namespace: with the other namespaces of its first member, or alone when it has none.
  case namespace(NamespaceID)
}

extension EntryTarget: CustomStringConvertible {
  /// The target as `heya enter` takes it, such as `42`, `42/43` or
  /// `net:4026532379`.
  public var description: String {
    switch self {
    case .process(let process): "\(process.pid)"
    case .thread(let process, let tid): "\(process.pid)/\(tid)"
    case .namespace(let id): "\(id.kind.name):\(id.inode)"
    }
  }
}
