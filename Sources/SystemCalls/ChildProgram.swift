internal import CLinux
internal import Glibc

/// What a child does before it executes a command: a list of system calls, prepared in Swift and
/// performed by a joiner, an executable of a few kilobytes that is run from a sealed file in
/// memory.
///
/// So nothing of this program goes into a target's namespaces: no file of the host's is behind the
/// child's `/proc/PID/exe` and `map_files`, its memory is the plan and nothing else, and only the
/// descriptors that the steps name are open. It has one thread, whatever its parent has, and may
/// join user and mount namespaces.
@safe package struct ChildProgram: ~Copyable {
  private let program: OpaquePointer

  private var calls: [ChildCall] = []
  private var terminal: TerminalMode?

  /// Creates a program without steps.
  package init() {
    guard let new = unsafe heya_program_new() else { fatalError("out of memory") }
    unsafe program = new
  }

  deinit {
    unsafe heya_program_free(program)
  }

  /// Adds a step; descriptors in it must stay open until the program has been started, and are
  /// closed in the child after the last step that names them.
  package mutating func add(_ call: ChildCall) {
    calls.append(call)
    switch call {
    case .makeUndumpable: add(HEYA_UNDUMPABLE)
    case .join(let fd, let flags): add(HEYA_JOIN, fd: fd, UInt64(flags))
    case .joinAll(let fd, let flags): add(HEYA_JOIN, fd: fd, UInt64(flags), 1)
    case .unshare(let flags): add(HEYA_UNSHARE, UInt64(flags))
    case .fork: add(HEYA_FORK)
    case .changeRoot(let fd): add(HEYA_CHROOT, fd: fd)
    case .write(let text, let fd): add(HEYA_WRITE, fd: fd, more: text)
    case .writeFile(let text, let path, let directory):
      add(HEYA_WRITE, fd: directory, text: path, more: text)
    case .isolateMounts: add(HEYA_PROPAGATION, UInt64(MS_SLAVE), text: "/")
    case .mountProc(let path): add(HEYA_MOUNT_PROC, text: path, more: "proc")
    case .moveMount(let fd, let path): add(HEYA_MOVE_MOUNT, fd: fd, text: path)
    case .copyMounts(let fd): add(HEYA_COPY_MOUNTS, fd: fd ?? -1)
    case .openDirectory(let path): add(HEYA_OPEN_DIRECTORY, text: path)
    case .openTerminal(let owner):
      add(HEYA_OPEN_TERMINAL, UInt64(owner), text: "/dev/ptmx", more: "/dev/pts/ptmx")
    case .takeTerminal: add(HEYA_TAKE_TERMINAL)
    case .newSession: add(HEYA_SESSION)
    case .duplicate(let fd, let number): add(HEYA_DUPLICATE, fd: fd, UInt64(number))
    case .setGroups(let groups):
      for group in groups { unsafe heya_program_add_group(program, group) }
      add(HEYA_GROUPS)
    case .become(let uid, let gid): add(HEYA_IDENTITY, UInt64(uid), UInt64(gid))
    case .becomeOutside(let uid, let gid):
      add(HEYA_OUTER_IDENTITY, UInt64(uid), UInt64(gid))
    case .boundCapabilities(let keep): add(HEYA_BOUND, keep)
    case .lowerCapabilities(let keep, let inheritsNone):
      add(HEYA_LOWER, keep, inheritsNone ? 1 : 0)
    case .forbidNewPrivileges: add(HEYA_NO_NEW_PRIVS)
    case .installFilter(let instructions):
      unsafe heya_program_add_filter(program, instructions, instructions.count)
    case .changeDirectory(let path, let fallback):
      add(HEYA_DIRECTORY, text: path, more: fallback)
    case .closeDescriptors: add(HEYA_CLOSE)
    case .pause: add(HEYA_PAUSE)
    case .execute(let paths, let arguments, let environment):
      addTexts(paths, to: HEYA_EXECUTABLES)
      addTexts(arguments, to: HEYA_ARGUMENTS)
      addTexts(environment, to: HEYA_ENVIRONMENT)
      add(HEYA_EXECUTE)
    }
  }

  /// Gives the terminal that the program opens these modes.
  package mutating func setTerminal(_ modes: TerminalMode) { terminal = modes }

  /// Starts a child that performs the steps.
  ///
  /// - Parameter isGuarded: whether what becomes of it ends with this process, however that ends.
  /// - Returns: the child.
  /// - Throws: what socketpair(2), memfd_create(2), vfork(2) or execveat(2) say; EACCES where
  ///   `vm.memfd_noexec` forbids files in memory that can be executed.
  package borrowing func start(isGuarded: Bool = false) throws(Errno) -> RunningChild {
    AbandonedChildren.reap()
    var (channel, lifeline): (Int32, Int32) = (-1, -1)
    let pid = try call {
      if isGuarded { return unsafe heya_program_start(program, &channel, &lifeline) }
      return unsafe heya_program_start(program, &channel, nil)
    }
    let guardian =
      isGuarded ? ChildGuard(lifeline: Descriptor(owning: lifeline), watching: pid) : nil
    return RunningChild(
      pid: pid, calls: calls, channel: Descriptor(owning: channel), guardian: guardian,
      terminal: terminal)
  }

  private func add(
    _ call: heya_call, fd: Int32 = -1, _ first: UInt64 = 0, _ second: UInt64 = 0,
    text: String? = nil, more: String? = nil
  ) {
    unsafe heya_program_add(program, Int32(call.rawValue), fd, first, second, text, more)
  }

  private func addTexts(_ texts: [String], to list: heya_list) {
    for text in texts { unsafe heya_program_add_text(program, Int32(list.rawValue), text) }
  }
}

/// One step of a ``ChildProgram``.
package enum ChildCall: Sendable {
  /// Keeps others from looking at the process's descriptors and memory (`PR_SET_DUMPABLE`).
  case makeUndumpable

  /// Joins the namespaces of `flags` that the descriptor stands for (setns(2)).
  case join(fd: Int32, flags: UInt32)

  /// Joins those that the descriptor of a process stands for, and waits until the parent has seen which
  /// they are and says ``RunningChild/resume()``.
  case joinAll(fd: Int32, flags: UInt32)

  /// Makes new namespaces (unshare(2)).
  case unshare(flags: UInt32)

  /// Goes on in a new child of the parent's, so that pid and time namespaces take effect
  /// (clone(2) with `CLONE_PARENT`).
  case fork

  /// Makes the directory the root and the working directory (chroot(2)).
  case changeRoot(fd: Int32)

  /// Writes to an open file.
  case write(String, fd: Int32)

  /// Writes to a file below a directory.
  case writeFile(String, path: String, directory: Int32)

  /// Keeps mounts that are made from now on from spreading to other mount namespaces.
  case isolateMounts

  /// Mounts the processes of the present pid namespace (proc(5)).
  case mountProc(path: String)

  /// Attaches a detached mount (move_mount(2)).
  case moveMount(fd: Int32, path: String)

  /// Sends the parent a detached copy of the mounts below a directory, or of all for nil
  /// (open_tree(2)).
  case copyMounts(fd: Int32?)

  /// Sends the parent a directory as a place to open others from (`O_PATH`).
  case openDirectory(String)

  /// Has the parent make a pseudo-terminal by the multiplexer below the present root; what else may
  /// be in its place is never opened.
  case openTerminal(owner: UInt32)

  /// Makes that terminal the controlling one, and the descriptors 0 to 2; before, the child has
  /// none of the caller's.
  case takeTerminal

  /// Leaves the caller's session and its terminal (setsid(2)).
  case newSession

  /// Makes `number` the same open file as `fd` (dup2(2)).
  case duplicate(fd: Int32, number: Int32)

  /// Sets the supplementary groups (setgroups(2)).
  case setGroups([UInt32])

  /// Sets all user and group ids (setresuid(2)).
  case become(uid: UInt32, gid: UInt32)

  /// Sets all user and group ids and keeps the capabilities until execve(2) (`PR_SET_KEEPCAPS`).
  case becomeOutside(uid: UInt32, gid: UInt32)

  /// Takes away for good the capabilities whose bits are not set (`PR_CAPBSET_DROP`).
  case boundCapabilities(UInt64)

  /// Gives up the capabilities whose bits are not set, for the time until execve(2), and with
  /// `inheritsNone` for good those that a program inherits (capset(2), `PR_CAP_AMBIENT_CLEAR_ALL`).
  case lowerCapabilities(UInt64, inheritsNone: Bool)

  /// Forbids that execve(2) gives privileges (`PR_SET_NO_NEW_PRIVS`).
  case forbidNewPrivileges

  /// Has a filter judge all system calls from now on (`SECCOMP_SET_MODE_FILTER`, seccomp(2)); each
  /// instruction is a `struct sock_filter`.
  case installFilter([UInt64])

  /// Changes the working directory, to `fallback` where that fails (chdir(2)).
  case changeDirectory(String, fallback: String?)

  /// Closes every descriptor but 0, 1 and 2 and those that later steps name (close_range(2)).
  case closeDescriptors

  /// Waits until the parent says ``RunningChild/resume()``.
  case pause

  /// Executes the first of `paths` that there is (execve(2)).
  case execute(paths: [String], arguments: [String], environment: [String])
}
