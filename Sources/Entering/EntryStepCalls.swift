internal import Escaping
internal import Namespaces
internal import Procfs
internal import SystemCalls

extension EntryStep {
  /// The system calls of the step as strace(1) would show them; empty when nothing is called.
  ///
  /// Names that the target chose are in their visible form.
  public var calls: [String] { plainCalls.map { String(visible: $0) } }

  private var plainCalls: [String] {
    switch self {
    case .share, .leaveOut, .keepGroups: []
    case .holdProcess(let process):
      ProcessHandle.hasPidfds
        ? ["pidfd_open(\(process.pid), 0)"]
        : ["openat(AT_FDCWD, \"/proc/\(process.pid)\", O_DIRECTORY)"]
    case .openNamespace(let id, let namespacePath): namespacePath.calls(id.kind)
    case .openRoot(let process, let path):
      ["openat(AT_FDCWD, \"/proc/\(process.pid)/\(path)\", O_PATH)"]
    case .copyMounts(let id, _):
      ["setns(\(id.kind), CLONE_NEWNS)", "open_tree(root, \"\", OPEN_TREE_CLONE | AT_RECURSIVE)"]
    case .openCgroup(let path): ["openat(AT_FDCWD, \"\(path)\", O_WRONLY)"]
    case .confirmProcess:
      ProcessHandle.hasPidfds
        ? ["pidfd_send_signal(pidfd, 0)"] : ["openat(process, \"stat\", O_RDONLY)"]
    case .enterCgroup: ["write(cgroup, \"0\")"]
    case .setOutOfMemoryScore(let score): ["write(\"/proc/self/oom_score_adj\", \"\(score)\")"]
    case .makeUndumpable: ["prctl(PR_SET_DUMPABLE, 0)"]
    case .openTerminal(let inside, _):
      ["openat(\(inside ? "root" : "AT_FDCWD"), \"/dev/ptmx\")", "ioctl(master, TIOCGPTPEER)"]
    case .joinTogether(let ids): ["setns(pidfd, \(Self.flags(ids.map(\.kind))))"]
    case .join(let id): ["setns(\(id.kind), \(id.kind.cloneFlagName))"]
    case .make(let kinds): ["unshare(\(Self.flags(kinds)))"]
    case .writeMaps(let map): map.calls
    case .pin(let kind, let path): ["mount(\"/proc/PID/ns/\(kind)\", \"\(path)\", MS_BIND)"]
    case .isolateMounts: ["mount(\"/\", MS_REC | MS_SLAVE)"]
    case .fork: ["clone(CLONE_PARENT)"]
    case .copyHostMounts: ["unshare(CLONE_NEWNS)", "mount(\"/\", MS_REC | MS_SLAVE)"]
    case .attachTargetFiles: ["move_mount(mounts, \"\(Self.targetMountPoint)\")"]
    case .mountProcesses: ["mount(\"proc\", \"/proc\")"]
    case .changeRoot: ["fchdir(root)", "chroot(\".\")"]
    case .takeTerminal: ["setsid()", "ioctl(terminal, TIOCSCTTY)", "dup2(terminal, 0, 1, 2)"]
    case .leaveTerminal(let piped): ["setsid()"] + piped.map { "dup2(pipe, \($0))" }
    case .boundCapabilities: ["prctl(PR_CAPBSET_DROP, …)"]
    case .lowerCapabilities(_, inheritsNone: true):
      ["prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)", "capset(…)"]
    case .lowerCapabilities: ["capset(…)"]
    case .setLabel: ["write(\"/proc/self/attr/exec\", …)"]
    case .setGroups(let groups): ["setgroups(\(groups.count), [\(Self.list(groups))])"]
    case .become(let uid, let gid, _), .becomeOutside(let uid, let gid):
      ["setresgid(\(gid), \(gid), \(gid))", "setresuid(\(uid), \(uid), \(uid))"]
    case .forbidNewPrivileges: ["prctl(PR_SET_NO_NEW_PRIVS, 1)"]
    case .installFilters(let filters):
      filters.map { "seccomp(SECCOMP_SET_MODE_FILTER, 0, [\($0.count) instructions])" }
    case .changeDirectory(let path, _): ["chdir(\"\(path)\")"]
    case .closeDescriptors: ["close_range(3, ~0, CLOSE_RANGE_CLOEXEC)"]
    case .execute(let paths, let arguments, _):
      [
        "execve(\"\(paths.first ?? "")\", [\(Self.list(arguments.map { "\"\($0)\"" }))], …)"
      ]
    }
  }

  /// The manual page that tells more about the step; nil when nothing is done.
  public var manualPage: String? {
    switch self {
    case .share, .leaveOut: nil
    case .holdProcess: ProcessHandle.hasPidfds ? "pidfd_open(2)" : "proc_pid(5)"
    case .openNamespace(let id, _): id.kind.manualPage
    case .openRoot: "proc_pid_root(5)"
    case .copyMounts: "open_tree(2)"
    case .openCgroup, .enterCgroup: "cgroups(7)"
    case .confirmProcess:
      ProcessHandle.hasPidfds ? "pidfd_send_signal(2)" : "proc_pid_stat(5)"
    case .setOutOfMemoryScore: "proc_pid_oom_score_adj(5)"
    case .makeUndumpable: "PR_SET_DUMPABLE(2const)"
    case .openTerminal: "pts(4)"
    case .joinTogether, .join: "setns(2)"
    case .make: "unshare(2)"
    case .writeMaps: "user_namespaces(7)"
    case .pin: "namespaces(7)"
    case .isolateMounts: "mount_namespaces(7)"
    case .fork: "clone(2)"
    case .copyHostMounts: "mount_namespaces(7)"
    case .attachTargetFiles: "move_mount(2)"
    case .mountProcesses: "proc(5)"
    case .changeRoot: "chroot(2)"
    case .takeTerminal, .leaveTerminal: "setsid(2)"
    case .boundCapabilities, .lowerCapabilities: "capabilities(7)"
    case .setLabel: "proc_pid_attr(5)"
    case .keepGroups: "user_namespaces(7)"
    case .setGroups: "setgroups(2)"
    case .become, .becomeOutside: "credentials(7)"
    case .forbidNewPrivileges: "PR_SET_NO_NEW_PRIVS(2const)"
    case .installFilters: "seccomp(2)"
    case .changeDirectory: "chdir(2)"
    case .closeDescriptors: "close_range(2)"
    case .execute: "execve(2)"
    }
  }

  private static func list(_ items: [some CustomStringConvertible]) -> String {
    items.map(\.description).joined(separator: ", ")
  }

  private static func flags(_ kinds: [NamespaceKind]) -> String {
    kinds.map(\.cloneFlagName).joined(separator: " | ")
  }
}
