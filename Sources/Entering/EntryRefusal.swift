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

  /// The room's files do not answer.
  case silent

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
