public import Namespaces
package import SystemCalls

/// A way to a namespace's file, which asking about it (ioctl_nsfs(2)) and joining it (setns(2))
/// need.
public indirect enum NamespacePath: Sendable, Hashable {
  /// The link of a process that is a member.
  case process(pid: Int32)

  /// The link of a thread that is a member.
  case thread(pid: Int32, tid: Int32)

  /// The link that tells where the children of a thread will be members.
  case forChildren(tid: Int32)

  /// An open descriptor of a process, or of a thread that has descriptors of its own.
  case descriptor(pid: Int32, tid: Int32? = nil, fd: Int32)

  /// A socket that was made in the network namespace, of a process or of such a thread.
  case socket(pid: Int32, tid: Int32? = nil, fd: Int32)

  /// A bind mount, below the root of a process or thread where that is given, else below the
  /// caller's.
  case pin(path: RawPath, pid: Int32?)

  /// A bind mount in a mount namespace that a thread of the caller joins to open it.
  case inside(path: RawPath, mounts: NamespacePath)

  /// The parent of another namespace (`NS_GET_PARENT`).
  case parent(of: NamespacePath, kind: NamespaceKind)

  /// The owner of another namespace (`NS_GET_USERNS`).
  case owner(of: NamespacePath, kind: NamespaceKind)

  /// The number that the kernel gave it (open_by_handle_at(2)), which leads to it whatever keeps it
  /// alive; its inode goes with the number.
  case number(UInt64, inode: UInt32)
}

extension NamespacePath {
  /// Opens the file of a namespace of `kind`.
  ///
  /// - Parameters:
  ///   - kind: the kind of the namespace.
  ///   - proc: the directory `/proc`, or one like it.
  ///   - waits: whether a file server on the way to a pin may be waited for, for a while.
  /// - Returns: the open namespace.
  /// - Throws: what the calls say; EACCES and EPERM without the right to look, ENOENT, ESRCH and
  ///   ESTALE when the path is gone, ETIMEDOUT when a file server does not answer.
  package func open(
    _ kind: NamespaceKind, in proc: borrowing Descriptor, waits: Bool = true
  ) throws(Errno) -> NamespaceHandle {
    switch self {
    case .process(let pid):
      return try NamespaceHandle(proc.open(ProcPath(pid, kind.linkPath)))
    case .thread(let pid, let tid):
      return try NamespaceHandle(proc.open(ProcPath(pid, task: tid, kind.linkPath)))
    case .forChildren(let tid):
      // Every thread has a directory of its own below `/proc`, listed or not.
      let path: StaticString = kind == .time ? "ns/time_for_children" : "ns/pid_for_children"
      return try NamespaceHandle(proc.open(ProcPath(tid, path)))
    case .descriptor(let pid, nil, let fd):
      return try NamespaceHandle(ProcLink(pid, descriptor: fd), below: proc)
    case .descriptor(let pid, let tid?, let fd):
      return try NamespaceHandle(ProcLink(pid, task: tid, descriptor: fd), below: proc)
    case .socket(let pid, nil, let fd):
      return try NamespaceHandle(ofSocket: ProcessHandle(pid: pid).copyInTime(descriptor: fd))
    case .socket(_, let tid?, let fd):
      return try NamespaceHandle(ofSocket: ProcessHandle(tid: tid).copyInTime(descriptor: fd))
    case .pin(let path, nil):
      let root = try Descriptor.open("/", Descriptor.directoryPath)
      return try NamespaceHandle(pinnedAt: path.cString, below: root, waits: waits)
    case .pin(let path, let pid?):
      let root = try proc.place(at: ProcLink(pid, .root))
      return try NamespaceHandle(pinnedAt: path.cString, below: root, waits: waits)
    case .inside(let path, let namespacePath):
      let root = try namespacePath.open(.mnt, in: proc, waits: waits).rootDirectory(joining: nil)
      return try NamespaceHandle(pinnedAt: path.cString, below: root, waits: waits)
    case .parent(let namespacePath, let kind):
      return try namespacePath.open(kind, in: proc, waits: waits).parent()
    case .owner(let namespacePath, let kind):
      return try namespacePath.open(kind, in: proc, waits: waits).owner()
    case .number(let number, let inode):
      return try NamespaceHandle(number: number, cloneFlag: kind.cloneFlag, inode: inode)
    }
  }

  /// Opens the namespace `id`, and no other that has come to be behind the path since.
  ///
  /// - Throws: ESRCH when another is there now, and what ``open(_:in:waits:)`` throws.
  package func open(_ id: NamespaceID, waits: Bool = true) throws(Errno) -> NamespaceHandle {
    let proc = try Descriptor.open("/proc", Descriptor.directoryPath)
    let handle = try open(id.kind, in: proc, waits: waits)
    let status = try handle.status()
    let unique = try? handle.uniqueID()
    guard handle.cloneFlag == id.kind.cloneFlag, status.inode == UInt64(id.inode),
      unique == nil || id.unique == nil || unique == id.unique
    else { throw .noSuchProcess }
    return handle
  }
}

extension NamespaceKind {
  /// The path of the kind's link below `/proc/PID`.
  fileprivate var linkPath: StaticString {
    switch self {
    case .user: "ns/user"
    case .cgroup: "ns/cgroup"
    case .ipc: "ns/ipc"
    case .uts: "ns/uts"
    case .net: "ns/net"
    case .pid: "ns/pid"
    case .mnt: "ns/mnt"
    case .time: "ns/time"
    }
  }
}
