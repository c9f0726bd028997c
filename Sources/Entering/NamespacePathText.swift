internal import NamespacePaths
internal import Namespaces

extension NamespacePath {
  /// The calls that open it, for a namespace of `kind`.
  func calls(_ kind: NamespaceKind) -> [String] {
    switch self {
    case .process, .thread, .forChildren, .descriptor, .pin(_, nil):
      ["openat(AT_FDCWD, \"\(path(kind) ?? "")\")"]
    case .socket(let pid, nil, let fd):
      ["pidfd_open(\(pid), 0)", "pidfd_getfd(pidfd, \(fd), 0)", "ioctl(socket, SIOCGSKNS)"]
    case .socket(_, let tid?, let fd):
      [
        "pidfd_open(\(tid), PIDFD_THREAD)", "pidfd_getfd(pidfd, \(fd), 0)",
        "ioctl(socket, SIOCGSKNS)",
      ]
    case .pin(let path, let pid?):
      ["openat2(/proc/\(pid)/root, \"\(path)\", RESOLVE_IN_ROOT)"]
    case .inside(let path, let namespacePath):
      namespacePath.calls(.mnt) + [
        "unshare(CLONE_FS) and setns(mnt, CLONE_NEWNS) in a thread", "openat2(/, \"\(path)\")",
      ]
    case .parent(let namespacePath, let kind):
      namespacePath.calls(kind) + ["ioctl(\(kind), NS_GET_PARENT)"]
    case .owner(let namespacePath, let kind):
      namespacePath.calls(kind) + ["ioctl(\(kind), NS_GET_USERNS)"]
    case .number(let number, let inode):
      ["open_by_handle_at(FD_NSFS_ROOT, {\(number), \(kind.cloneFlagName), \(inode)})"]
    }
  }

  /// The path that leads to the namespace's file; nil when no single path does.
  func path(_ kind: NamespaceKind) -> String? {
    switch self {
    case .process(let pid): "/proc/\(pid)/ns/\(kind)"
    case .thread(let pid, let tid): "/proc/\(pid)/task/\(tid)/ns/\(kind)"
    case .forChildren(let tid): "/proc/\(tid)/ns/\(kind)_for_children"
    case .descriptor(let pid, nil, let fd): "/proc/\(pid)/fd/\(fd)"
    case .descriptor(let pid, let tid?, let fd): "/proc/\(pid)/task/\(tid)/fd/\(fd)"
    case .pin(let path, nil): path.isShownAsItIs ? path.description : nil
    case .pin, .socket, .inside, .parent, .owner, .number: nil
    }
  }
}
