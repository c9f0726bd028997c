internal import Kernel
internal import Namespaces

/// A reason why a namespace is alive, as one of the sources found it.
struct Finding: Sendable, Equatable {
  /// The kind of the namespace.
  var kind: NamespaceKind

  /// Its inode.
  var inode: UInt32

  /// What keeps it alive.
  var holder: Holder
}

/// A way to open a namespace's file.
enum Doorway: Sendable {
  /// The link of a process's main thread.
  case process(pid: Int32)

  /// The link of another thread.
  case thread(pid: Int32, tid: Int32)

  /// A thread's link for future children; every thread has a directory of its own below `/proc`.
  case forChildren(tid: Int32)

  /// A process's open descriptor.
  case descriptor(pid: Int32, fd: Int32)

  /// A process's socket.
  case socket(pid: Int32, fd: Int32)

  /// A bind mount, seen from the root directory of a process or thread.
  case mount(path: String, pid: Int32, tid: Int32)

  /// A bind mount in a mount namespace that has no process.
  case inside(path: String, mountNamespace: UInt32)
}

extension Doorway {
  /// Opens the namespace of `kind` through the door.
  ///
  /// - Parameters:
  ///   - kind: the kind of the namespace.
  ///   - proc: the directory `/proc`.
  ///   - doors: the door of another namespace, by its inode.
  /// - Returns: the open namespace.
  /// - Throws: EACCES and EPERM without the right to look, ENOENT when the door is gone.
  func open(
    _ kind: NamespaceKind, in proc: borrowing Descriptor, doors: (UInt32) -> Doorway?
  ) throws(Errno) -> NamespaceHandle {
    switch self {
    case .process(let pid):
      return try NamespaceHandle(proc.open(ProcPath(pid, kind.linkPath)))
    case .thread(let pid, let tid):
      return try NamespaceHandle(proc.open(ProcPath(pid, task: tid, kind.linkPath)))
    case .forChildren(let tid):
      let path: StaticString = kind == .time ? "ns/time_for_children" : "ns/pid_for_children"
      return try NamespaceHandle(proc.open(ProcPath(tid, path)))
    case .descriptor(let pid, let fd):
      return try NamespaceHandle(proc.open(ProcPath(pid, descriptor: fd)))
    case .socket(let pid, let fd):
      return try NamespaceHandle(ofSocket: ProcessHandle(pid: pid).copy(descriptor: fd))
    case .mount(let path, let pid, let tid):
      let root = try proc.open(ProcPath(pid, task: tid, "root"), Descriptor.directoryPath)
      return try NamespaceHandle(root.openInRoot(path))
    case .inside(let path, let inode):
      guard let door = doors(inode) else { throw .noSuchFile }
      let mounts = try door.open(.mnt, in: proc, doors: doors)
      return try NamespaceHandle(mounts.open(path))
    }
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
