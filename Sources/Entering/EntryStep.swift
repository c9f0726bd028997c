public import NamespacePaths
public import Namespaces
internal import SystemCalls

/// One step of an entry.
///
/// The plan lists the steps in the order in which they are done: first what is opened while the
/// caller is still outside, then what a child does.
public enum EntryStep: Sendable, Hashable {
  /// A kind that the caller and the target have in common.
  case share(NamespaceKind)

  /// A kind of the target's that was not chosen.
  case leaveOut(NamespaceKind)

  /// Takes hold of the target, so that no other process can take its place.
  case holdProcess(ProcessID)

  /// Opens a namespace's file.
  case openNamespace(NamespaceID, NamespacePath)

  /// Opens the target's root directory.
  case openRoot(ProcessID, path: String)

  /// Takes a detached copy of the target's mounts.
  case copyMounts(NamespaceID, root: String?)

  /// Opens the list of members of a cgroup.
  case openCgroup(RawPath)

  /// Makes sure that the target is the same process still.
  case confirmProcess(ProcessID)

  /// The child becomes a member of the cgroup.
  case enterCgroup(RawPath)

  /// Takes over how readily the kernel ends the process when memory is out.
  case setOutOfMemoryScore(Int)

  /// Keeps the target from looking at what the child has open until it executes the command.
  case makeUndumpable

  /// Makes a pseudo-terminal: in the target's own devpts, or in the caller's.
  case openTerminal(inside: Bool, owner: UInt32?)

  /// Joins all of these in one call, through the target's pidfd.
  case joinTogether([NamespaceID])

  /// Joins one namespace.
  case join(NamespaceID)

  /// Makes new namespaces.
  case make([NamespaceKind])

  /// Tells which ids the new user namespace's stand for.
  case writeMaps(UserMap)

  /// Keeps a new namespace alive by a bind mount of its file.
  case pin(NamespaceKind, path: String)

  /// Keeps what is mounted from now on inside.
  case isolateMounts

  /// Forks, because these kinds take effect only in children.
  case fork([NamespaceKind])

  /// Makes a mount namespace of the command's own, from the caller's mounts.
  case copyHostMounts

  /// Attaches the target's files below ``targetMountPoint``.
  case attachTargetFiles

  /// Mounts a `/proc` that shows the joined pid namespace.
  case mountProcesses

  /// Makes the target's root directory the root.
  case changeRoot

  /// Starts a session on the new terminal.
  case takeTerminal

  /// Starts a session without a terminal; these standard streams go through pipes.
  case leaveTerminal(piped: [Int32])

  /// Takes away the capabilities that the target may never have either.
  case boundCapabilities(UInt64)

  /// Gives up, until the command is executed, the capabilities that no further step needs, and with
  /// `inheritsNone` for good those that the command would inherit beside its bounding set.
  case lowerCapabilities(UInt64, inheritsNone: Bool)

  /// Has the command run under the target's security label.
  case setLabel(String)

  /// The supplementary groups stay, because the target's user namespace forbids setgroups(2).
  case keepGroups

  /// Sets the supplementary groups.
  case setGroups([UInt32])

  /// Becomes a user.
  case become(uid: UInt32, gid: UInt32, name: String?)

  /// Becomes a user before a user namespace is joined that has no id for the caller.
  case becomeOutside(uid: UInt32, gid: UInt32)

  /// Forbids that executing gives privileges, as for the target.
  case forbidNewPrivileges

  /// Has the target's seccomp filters judge the command's calls too, the oldest first; each
  /// instruction is one that seccomp(2) takes.
  case installFilters([[UInt64]])

  /// Changes the working directory; where it must be that one, failing is an error.
  case changeDirectory(String, mustBe: Bool)

  /// Closes all descriptors but the three standard streams and what the next steps need of the
  /// target's.
  case closeDescriptors

  /// Executes the command.
  case execute(paths: [String], arguments: [String], environment: [EnvironmentVariable])

  /// Where the target's files are with the host's tools.
  public static let targetMountPoint = "/mnt"

  /// CAP_SYS_PTRACE (capabilities(7)).
  static let tracing: UInt64 = 1 << 19

  /// The capabilities to join namespaces and to become another user: CAP_CHOWN, CAP_FOWNER,
  /// CAP_SETGID, CAP_SETUID, CAP_SETPCAP, CAP_SYS_CHROOT, CAP_SYS_PTRACE and CAP_SYS_ADMIN.
  static let neededToJoin: UInt64 =
    neededToExecute | 1 << 0 | 1 << 3 | 1 << 6 | 1 << 7 | 1 << 8 | 1 << 18 | tracing | 1 << 21

  /// The capabilities to find a program that only others may: CAP_DAC_OVERRIDE and
  /// CAP_DAC_READ_SEARCH.
  static let neededToExecute: UInt64 = 1 << 1 | 1 << 2

  /// Does what the child waits for, where a step needs somebody outside.
  func assist(child: Int32) throws(Errno) {
    switch self {
    case .joinTogether(let ids):
      // The target may have moved since the plan was made.
      for id in ids {
        let name = id.kind.name + (id.kind.holdsForChildren ? "_for_children" : "")
        // Without CAP_SYS_PTRACE nobody sees where the child is.
        guard let there = try? FileStatus(path: "/proc/\(child)/ns/\(name)") else { continue }
        if there.inode != UInt64(id.inode) { throw .staleHandle }
      }
    case .writeMaps(let map): try map.write(for: child)
    case .pin(let kind, let path):
      if path.hasSuffix("/\(kind)") {
        try BindMount.makeDirectory(at: String(path.dropLast(kind.name.count + 1)))
      }
      try BindMount.make(of: "/proc/\(child)/ns/\(kind)", at: path)
    default: break
    }
  }

  /// Whether the step is done before the child starts.
  var isDoneOutside: Bool {
    switch self {
    case .holdProcess, .openNamespace, .openRoot, .copyMounts, .openCgroup, .confirmProcess: true
    default: false
    }
  }
}
