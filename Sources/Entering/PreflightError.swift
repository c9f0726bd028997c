public import Namespaces
public import SystemCalls

/// Why an entry cannot work, found before anything was done.
public enum PreflightError: Error, Sendable, Hashable {
  /// The target has ended.
  case gone(EntryTarget)

  /// The caller may not see the process's namespaces (ptrace(2), `PTRACE_MODE_READ_REALCREDS`).
  case hidden(pid: Int32, uid: UInt32, Denial)

  /// The caller lacks a capability to join the namespace.
  case missing(Denial, for: NamespaceID)

  /// The pid namespace is neither the caller's own nor below it (pid_namespaces(7)).
  case notBelow(NamespaceID)

  /// `/proc` shows another pid namespace than the caller's, so that its numbers are not those that
  /// system calls take.
  case foreignProc

  /// Nothing that keeps the namespace alive leads to it; nil for a caller who sees all there is.
  case unreachable(NamespaceID, Denial?)

  /// The target's files do not answer.
  case silent

  /// There is no shell in the target.
  case noShell

  /// There is no such command in the target.
  case noCommand(String)

  /// What is to be executed is there, and is no program: a directory, or a file that nobody may
  /// execute.
  case notExecutable(String)

  /// There is no such user or group in the target.
  case unknownUser(String)

  /// The id stands for nobody in the target's user namespace (user_namespaces(7)).
  case unmapped(UnmappedID)

  /// Being as the target needs a process, and the target is none.
  case noProcess(NamespaceID)

  /// What was chosen is neither a process nor a namespace.
  case noTarget

  /// The target's cgroup is frozen, and freezes whoever comes into it (cgroups(7)).
  case frozen(cgroup: RawPath)

  /// The command is a program of the host's, in which the target's variables would have code of the
  /// target's run.
  case foreignEnvironment

  /// There is no such directory in the target.
  case noDirectory(String)

  /// A caller without privileges makes new namespaces only together with a user namespace.
  case needsUserNamespace(Denial)

  /// Pinning is mounting, which takes CAP_SYS_ADMIN.
  case cannotPin(Denial)

  /// No kind was chosen.
  case nothingToMake

  /// Something of the target could not be looked at; nil when no right is missing.
  case unreadable(String, Errno, Denial?)
}

extension PreflightError {
  /// The status with which `heya enter` ends: 127 when there is no such command, 126 when it can't
  /// be executed, else 125.
  public var code: Int32 {
    switch self {
    case .noCommand: 127
    case .notExecutable: 126
    default: 125
    }
  }
}

extension PreflightError {
  /// What refuses it to the caller; nil when it would be refused to everybody.
  public var denial: Denial? {
    switch self {
    case .hidden(_, _, let denial), .missing(let denial, _), .cannotPin(let denial),
      .needsUserNamespace(let denial):
      denial
    case .unreachable(_, let denial), .unreadable(_, _, let denial): denial
    default: nil
    }
  }
}

/// An id that stands for nobody in a user namespace, and what would work instead.
public struct UnmappedID: Sendable, Hashable {
  /// The id, inside the user namespace or, as one of the target's, outside.
  public var id: UInt32

  /// Whether it is a group's.
  public var isGroup: Bool

  /// Whether there are ids inside from which one can choose.
  public var offersOthers: Bool

  /// Whether there is a target whose rights can be taken over with the caller's own ids.
  public var offersTarget: Bool

  /// Creates a description.
  public init(_ id: UInt32, isGroup: Bool = false, offersOthers: Bool, offersTarget: Bool) {
    self.id = id
    self.isGroup = isGroup
    self.offersOthers = offersOthers
    self.offersTarget = offersTarget
  }
}
