public import Kernel
public import Namespaces

/// Why an entry cannot work, found before anything was done.
public enum EntryRefusal: Error, Sendable, Hashable {
  /// The target has ended.
  case gone(EntryTarget)

  /// The caller may not see the process's namespaces (ptrace(2), `PTRACE_MODE_READ_REALCREDS`).
  case hidden(pid: Int32, uid: UInt32)

  /// The caller lacks a capability in a user namespace.
  case missing(Capability, in: NamespaceID?, for: NamespaceID)

  /// The pid namespace is neither the caller's own nor below it (pid_namespaces(7)).
  case notBelow(NamespaceID)

  /// Nothing that keeps the namespace alive leads to it.
  case unreachable(NamespaceID)

  /// There is no shell in the room.
  case noShell

  /// There is no such command in the room.
  case noCommand(String)

  /// There is no such user or group in the room.
  case unknownUser(String)

  /// The id stands for nobody in the room's user namespace (user_namespaces(7)).
  case unmapped(String)

  /// Being as the target needs a process, and the room has none.
  case noProcess

  /// There is no such directory in the room.
  case noDirectory(String)

  /// A caller without privileges makes new namespaces only together with a user namespace.
  case needsUserNamespace

  /// Pinning is mounting, which takes CAP_SYS_ADMIN.
  case cannotPin

  /// No kind was chosen.
  case nothingToMake

  /// Something of the target could not be looked at.
  case unreadable(String, Errno)
}

extension EntryRefusal {
  /// The status with which `heya enter` ends: 127 when there is no such command, else 125.
  public var code: Int32 {
    if case .noCommand = self { 127 } else { 125 }
  }
}

extension EntryRefusal {
  /// Whether the same would work for somebody with more privileges.
  public var needsPrivileges: Bool {
    switch self {
    case .hidden, .missing, .unreachable, .unreadable, .cannotPin: true
    default: false
    }
  }
}

extension EntryRefusal: CustomStringConvertible {
  /// One sentence: what is in the way, and what can be done.
  public var description: String {
    switch self {
    case .gone(.process(let process)), .gone(.thread(let process, _)):
      "process \(process.pid) has ended; choose another member of its room"
    case .gone(.namespace(let id)):
      "\(id) is gone, nothing keeps it alive any more; look at the tree again"
    case .hidden(let pid, let uid):
      """
      the namespaces of process \(pid) are hidden from you: it runs as uid \(uid), and looking \
      needs CAP_SYS_PTRACE; run heya with sudo
      """
    case .missing(let capability, let place, let id):
      """
      joining \(id) needs \(capability.name) in \(place?.description ?? "an outer user namespace"), \
      which you don't have; run heya with sudo
      """
    case .notBelow(let id):
      """
      \(id) is not below your own pid namespace, and setns(2) goes only downwards; leave it out \
      with --except pid, or run heya further up
      """
    case .unreachable(let id):
      """
      no process, pin or descriptor that you may open leads to \(id); run heya with sudo, or enter \
      the namespace that holds it
      """
    case .noShell:
      """
      the room has no shell; take the host's along with --bring-tools, or keep the host's files \
      with --except mnt
      """
    case .noCommand(let name):
      """
      the room has no command \(name); give its whole path, or take the host's along with \
      --bring-tools
      """
    case .unknownUser(let name):
      "the room's /etc/passwd and /etc/group don't know \(name); give a number with --user"
    case .unmapped(let id):
      """
      id \(id) stands for nobody in the room's user namespace; choose an id of its uid_map with \
      --user, or --as-target
      """
    case .noProcess:
      "the room has no process to be like; leave out --as-target, --target-env and --cgroup"
    case .noDirectory(let path):
      "the room has no directory \(path); choose another with --cwd"
    case .needsUserNamespace:
      """
      making namespaces needs CAP_SYS_ADMIN, which a user namespace of your own gives you; add \
      --user-map self, or run heya with sudo
      """
    case .cannotPin:
      "pinning a namespace is a mount and needs CAP_SYS_ADMIN; leave out --pin, or run heya with sudo"
    case .nothingToMake:
      "a room needs at least one new namespace; name kinds with --kinds, as in pid,mnt"
    case .unreadable(let what, let error):
      "\(what) cannot be looked at (\(error)); run heya with sudo, or look at the tree again"
    }
  }
}
