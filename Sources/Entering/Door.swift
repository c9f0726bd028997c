package import Kernel
public import Namespaces

/// A way to a namespace's file, which setns(2) needs.
public indirect enum Door: Sendable, Hashable {
  /// The link of a process that is a member.
  case process(pid: Int32)

  /// The link of a thread that is a member.
  case thread(pid: Int32, tid: Int32)

  /// The link that tells where the children of a thread will be members.
  case forChildren(tid: Int32)

  /// An open descriptor of a process.
  case descriptor(pid: Int32, fd: Int32)

  /// A socket of a process that was made in the network namespace.
  case socket(pid: Int32, fd: Int32)

  /// A bind mount, below the root of a process where that is given, else below the caller's.
  case pin(path: String, pid: Int32?)

  /// The parent of another namespace (`NS_GET_PARENT`).
  case parent(of: Door, kind: NamespaceKind)

  /// The owner of another namespace (`NS_GET_USERNS`).
  case owner(of: Door, kind: NamespaceKind)
}

extension Door {
  /// The calls that open it, for a namespace of `kind`.
  func calls(_ kind: NamespaceKind) -> [String] {
    switch self {
    case .process(let pid): ["openat(AT_FDCWD, \"/proc/\(pid)/ns/\(kind)\")"]
    case .thread(let pid, let tid): ["openat(AT_FDCWD, \"/proc/\(pid)/task/\(tid)/ns/\(kind)\")"]
    case .forChildren(let tid):
      ["openat(AT_FDCWD, \"/proc/\(tid)/ns/\(kind)_for_children\")"]
    case .descriptor(let pid, let fd): ["openat(AT_FDCWD, \"/proc/\(pid)/fd/\(fd)\")"]
    case .socket(let pid, let fd):
      ["pidfd_open(\(pid), 0)", "pidfd_getfd(pidfd, \(fd), 0)", "ioctl(socket, SIOCGSKNS)"]
    case .pin(let path, nil): ["openat(AT_FDCWD, \"\(path)\")"]
    case .pin(let path, let pid?):
      ["openat2(/proc/\(pid)/root, \"\(path)\", RESOLVE_IN_ROOT)"]
    case .parent(let door, let kind): door.calls(kind) + ["ioctl(\(kind), NS_GET_PARENT)"]
    case .owner(let door, let kind): door.calls(kind) + ["ioctl(\(kind), NS_GET_USERNS)"]
    }
  }

  /// The path that leads to the namespace's file; nil when no single path does.
  func path(_ kind: NamespaceKind) -> String? {
    switch self {
    case .process(let pid): "/proc/\(pid)/ns/\(kind)"
    case .thread(let pid, let tid): "/proc/\(pid)/task/\(tid)/ns/\(kind)"
    case .forChildren(let tid): "/proc/\(tid)/ns/\(kind)_for_children"
    case .descriptor(let pid, let fd): "/proc/\(pid)/fd/\(fd)"
    case .pin(let path, nil): path
    case .pin, .socket, .parent, .owner: nil
    }
  }

  /// Opens the file of a namespace of `kind`.
  ///
  /// - Throws: what the calls say; ENOENT and ESRCH when the door is gone.
  func open(_ kind: NamespaceKind) throws(Errno) -> NamespaceHandle {
    switch self {
    case .pin(let path, let pid?):
      let root = try Descriptor.open("/proc/\(pid)/root", Descriptor.directoryPath)
      return try NamespaceHandle(root.openInRoot(path))
    case .socket(let pid, let fd):
      let socket = try ProcessHandle(pid: pid).copy(descriptor: fd)
      return try NamespaceHandle(ofSocket: socket)
    case .parent(let door, let kind): return try door.open(kind).parent()
    case .owner(let door, let kind): return try door.open(kind).owner()
    case .process, .thread, .forChildren, .descriptor, .pin:
      guard let path = path(kind) else { throw .noSuchFile }
      return try NamespaceHandle(Descriptor.open(path))
    }
  }

  /// Opens the namespace `id`, and no other that has come to be behind the door since.
  ///
  /// - Throws: ESRCH when another is there now.
  package func open(_ id: NamespaceID) throws(Errno) -> NamespaceHandle {
    let handle = try open(id.kind)
    let status = try handle.status()
    let unique = try? handle.uniqueID()
    guard handle.cloneFlag == id.kind.cloneFlag, status.inode == UInt64(id.inode),
      unique == nil || id.unique == nil || unique == id.unique
    else { throw .noSuchProcess }
    return handle
  }
}

extension Snapshot {
  /// A way to the file of `namespace`; nil when the snapshot knows none.
  ///
  /// Takes what stays longest first: members, then pins, then what may be closed at any moment.
  package func door(to namespace: Namespace) -> Door? {
    door(to: namespace, hops: 0)
  }

  private func door(to namespace: Namespace, hops: Int) -> Door? {
    // The hierarchies of user and pid namespaces are at most 32 deep (namespaces(7)).
    guard hops < 32 else { return nil }
    if let member = member(of: namespace) { return .process(pid: member.pid) }
    let doors = namespace.holders.compactMap { door(through: $0, kind: namespace.kind, hops: hops) }
    return doors.min { $0.fragility < $1.fragility }
  }

  private func door(through holder: Holder, kind: NamespaceKind, hops: Int) -> Door? {
    switch holder {
    case .thread(let pid, let tid): return .thread(pid: pid, tid: tid)
    case .forChildren(_, let tid): return .forChildren(tid: tid)
    case .descriptor(let pid, let fd): return .descriptor(pid: pid, fd: fd)
    case .socket(let pid, let fd): return .socket(pid: pid, fd: fd)
    case .mount(let path, let mountNamespace):
      if mountNamespace == observer.links[.mnt] { return .pin(path: path, pid: nil) }
      guard let namespace = namespace(inode: mountNamespace), let member = member(of: namespace)
      else { return nil }
      return .pin(path: path, pid: member.pid)
    case .child(let id):
      guard let namespace = namespace(id), let door = door(to: namespace, hops: hops + 1) else {
        return nil
      }
      return .parent(of: door, kind: id.kind)
    case .owned(let id):
      guard let namespace = namespace(id), let door = door(to: namespace, hops: hops + 1) else {
        return nil
      }
      return .owner(of: door, kind: id.kind)
    }
  }

  /// The first process that is a member and has a root directory and a program of its own.
  func member(of namespace: Namespace) -> ProcessRecord? {
    for pid in namespace.members {
      if let process = process(pid: pid), process.state != .zombie, !process.isKernelThread {
        return process
      }
    }
    return nil
  }
}

extension Door {
  fileprivate var fragility: Int {
    switch self {
    case .process: 0
    case .pin: 1
    case .forChildren, .thread: 2
    case .descriptor: 3
    case .socket: 4
    case .parent, .owner: 5
    }
  }
}
