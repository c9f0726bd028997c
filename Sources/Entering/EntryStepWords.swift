internal import Doors
internal import Namespaces
internal import Procfs

extension EntryStep {
  /// What the step does and why, in plain words.
  ///
  /// Names that the room chose are in their visible form.
  public var words: String { String(visible: plainWords) }

  /// The system calls of the step as strace(1) would show them; empty when nothing is called.
  public var calls: [String] { plainCalls.map { String(visible: $0) } }

  private var plainWords: String {
    switch self {
    case .share(let kind):
      "leave \(kind) as it is: you share it with the target already"
    case .leaveOut(let kind):
      "leave \(kind) as it is: you chose to keep your own"
    case .holdProcess(let process):
      "hold process \(process.pid), so that no other can take its place"
    case .openNamespace(let id, _):
      "open the file of \(id)"
    case .openRoot:
      "open the target's root directory"
    case .copyMounts:
      "copy the room's mounts, to attach them among the host's"
    case .openCgroup(let path):
      "open the cgroup's list of members, \(path)"
    case .confirmProcess(let process):
      "make sure that process \(process.pid) is still the one that was chosen"
    case .enterCgroup:
      "be accounted to the target's cgroup"
    case .setOutOfMemoryScore(let score):
      "take over the target's out-of-memory score, \(score)"
    case .hide:
      "let nobody in the room look at what is still open of the host"
    case .openTerminal(inside: true, _):
      "make a pseudo-terminal in the room's own devpts; heya relays it to yours"
    case .openTerminal(inside: false, _):
      "make a pseudo-terminal outside, because the room has no devpts; heya relays it to yours"
    case .joinTogether(let ids):
      "join \(Self.list(ids)) in one call: all of them, or none"
    case .join(let id):
      "join \(id)"
    case .make(let kinds):
      "make a new \(Self.list(kinds))"
    case .writeMaps(.caller):
      "map root inside to you; no other id exists there"
    case .writeMaps(.subordinate):
      "map root inside to you and the other ids to those that /etc/subuid gives you"
    case .pin(let kind, let path):
      "keep the new \(kind) alive by a bind mount at \(path)"
    case .isolateMounts:
      "let nothing that is mounted inside spread out"
    case .fork(let kinds):
      "fork: \(Self.list(kinds)) takes effect only for children"
    case .copyHostMounts:
      "make a private copy of the host's mounts, so that nobody sees what is mounted next"
    case .attachRoom:
      "attach the room's files at \(Self.roomDirectory)"
    case .mountProcesses:
      "mount a /proc that shows the room's processes"
    case .changeRoot:
      "make the target's root directory your root"
    case .takeTerminal:
      "start a session on that terminal, with its own job control"
    case .leaveTerminal(piped: []):
      "start a session without a terminal; input and output go straight through"
    case .leaveTerminal:
      "start a session without a terminal; what is one of yours goes through a pipe"
    case .boundCapabilities:
      "give up the capabilities that the target can't have either"
    case .setLabel(let label):
      "run under the target's security label, \(label)"
    case .keepGroups:
      "keep your supplementary groups: the room's user namespace forbids changing them"
    case .setGroups([]):
      "give up your supplementary groups"
    case .setGroups(let groups):
      "take the supplementary groups \(Self.list(groups))"
    case .become(let uid, let gid, let name):
      "become \(name.map { "\($0) " } ?? "")(uid \(uid), gid \(gid)) of the room"
    case .forbidNewPrivileges:
      "let no setuid program give privileges, as the target may not have them"
    case .changeDirectory(let path, _):
      "go to \(path)"
    case .closeDescriptors:
      "close every descriptor but 0, 1 and 2, so that nothing of the host leaks in"
    case .execute(let paths, let arguments, let environment):
      """
      execute \(Self.quoted(arguments))\(paths.first.map { " (\($0))" } ?? "") with \
      \(environment.isEmpty ? "an empty environment" : Self.list(environment.map(\.name)))
      """
    }
  }

  private var plainCalls: [String] {
    switch self {
    case .share, .leaveOut, .keepGroups: []
    case .holdProcess(let process): ["pidfd_open(\(process.pid), 0)"]
    case .openNamespace(let id, let door): door.calls(id.kind)
    case .openRoot(let process, let path):
      ["openat(AT_FDCWD, \"/proc/\(process.pid)/\(path)\", O_PATH)"]
    case .copyMounts(let id, _):
      ["setns(\(id.kind), CLONE_NEWNS)", "open_tree(root, \"\", OPEN_TREE_CLONE | AT_RECURSIVE)"]
    case .openCgroup(let path): ["openat(AT_FDCWD, \"\(path)\", O_WRONLY)"]
    case .confirmProcess: ["pidfd_send_signal(pidfd, 0)"]
    case .enterCgroup: ["write(cgroup, \"0\")"]
    case .setOutOfMemoryScore(let score): ["write(\"/proc/self/oom_score_adj\", \"\(score)\")"]
    case .hide: ["prctl(PR_SET_DUMPABLE, 0)"]
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
    case .attachRoom: ["move_mount(mounts, \"\(Self.roomDirectory)\")"]
    case .mountProcesses: ["mount(\"proc\", \"/proc\")"]
    case .changeRoot: ["fchdir(root)", "chroot(\".\")"]
    case .takeTerminal: ["setsid()", "ioctl(terminal, TIOCSCTTY)", "dup2(terminal, 0, 1, 2)"]
    case .leaveTerminal(let piped): ["setsid()"] + piped.map { "dup2(pipe, \($0))" }
    case .boundCapabilities: ["prctl(PR_CAPBSET_DROP, …)"]
    case .setLabel: ["write(\"/proc/self/attr/exec\", …)"]
    case .setGroups(let groups): ["setgroups(\(groups.count), [\(Self.list(groups))])"]
    case .become(let uid, let gid, _):
      ["setresgid(\(gid), \(gid), \(gid))", "setresuid(\(uid), \(uid), \(uid))"]
    case .forbidNewPrivileges: ["prctl(PR_SET_NO_NEW_PRIVS, 1)"]
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
    case .holdProcess: "pidfd_open(2)"
    case .openNamespace(let id, _): id.kind.manualPage
    case .openRoot: "proc_pid_root(5)"
    case .copyMounts: "open_tree(2)"
    case .openCgroup, .enterCgroup: "cgroups(7)"
    case .confirmProcess: "pidfd_send_signal(2)"
    case .setOutOfMemoryScore: "proc_pid_oom_score_adj(5)"
    case .hide: "PR_SET_DUMPABLE(2const)"
    case .openTerminal: "pts(4)"
    case .joinTogether, .join: "setns(2)"
    case .make: "unshare(2)"
    case .writeMaps: "user_namespaces(7)"
    case .pin: "namespaces(7)"
    case .isolateMounts: "mount_namespaces(7)"
    case .fork: "clone(2)"
    case .copyHostMounts: "mount_namespaces(7)"
    case .attachRoom: "move_mount(2)"
    case .mountProcesses: "proc(5)"
    case .changeRoot: "chroot(2)"
    case .takeTerminal, .leaveTerminal: "setsid(2)"
    case .boundCapabilities: "capabilities(7)"
    case .setLabel: "proc_pid_attr(5)"
    case .keepGroups: "user_namespaces(7)"
    case .setGroups: "setgroups(2)"
    case .become: "credentials(7)"
    case .forbidNewPrivileges: "PR_SET_NO_NEW_PRIVS(2const)"
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

  private static func quoted(_ words: [String]) -> String {
    ShellWords(words: words).line
  }
}
