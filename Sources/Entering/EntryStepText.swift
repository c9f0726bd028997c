internal import Escaping
public import Localization
internal import NamespacePaths
internal import Namespaces
internal import Procfs

extension EntryStep {
  /// What the step does and why, in plain words.
  ///
  /// Names that the target chose are in their visible form.
  public var words: Text {
    plainWords.mapForeign { String(visible: $0) }
  }

  private var plainWords: Text {
    switch self {
    case .share(let kind):
      Text("leave \(kind) as it is: you share it with the target already")
    case .leaveOut(let kind):
      Text("leave \(kind) as it is: you chose to keep your own")
    case .holdProcess(let process):
      Text("hold process \(process.pid), so that no other can take its place")
    case .openNamespace(let id, _):
      Text("open the file of \(id)")
    case .openRoot:
      Text("open the target's root directory")
    case .copyMounts:
      Text("copy the target's mounts, to attach them among the host's")
    case .openCgroup(let path):
      Text("open the cgroup's list of members, \(path)")
    case .confirmProcess(let process):
      Text("make sure that process \(process.pid) is still the one that was chosen")
    case .enterCgroup:
      Text("be accounted to the target's cgroup", context: "plan")
    case .setOutOfMemoryScore(let score):
      Text("take over the target's out-of-memory score, \(score)")
    case .makeUndumpable:
      Text("let nobody in the target look at what is still open of the host")
    case .openTerminal(inside: true, _):
      Text("make a pseudo-terminal in the target's own devpts; heya relays it to yours")
    case .openTerminal(inside: false, _):
      Text(
        "make a pseudo-terminal outside, because the target has no devpts; heya relays it to yours")
    case .joinTogether(let ids):
      Text("join \(Self.list(ids)) in one call: all of them, or none")
    case .join(let id):
      Text("join \(id)")
    case .make(let kinds):
      Text("make a new \(Self.list(kinds))")
    case .writeMaps(.caller):
      Text("map root inside to you; no other id exists there")
    case .writeMaps(.subordinate):
      Text("map root inside to you and the other ids to those that /etc/subuid gives you")
    case .pin(let kind, let path):
      Text("keep the new \(kind) alive by a bind mount at \(path)")
    case .isolateMounts:
      Text("let nothing that is mounted inside spread out")
    case .fork(let kinds):
      Text("fork: \(Self.list(kinds)) takes effect only for children")
    case .copyHostMounts:
      Text("make a private copy of the host's mounts, so that nobody sees what is mounted next")
    case .attachTargetFiles:
      Text("attach the target's files at \(Self.targetMountPoint)")
    case .mountProcesses:
      Text("mount a /proc that shows the target's processes")
    case .changeRoot:
      Text("make the target's root directory your root")
    case .takeTerminal:
      Text("start a session on that terminal, with its own job control")
    case .leaveTerminal(piped: []):
      Text("start a session without a terminal; input and output go straight through")
    case .leaveTerminal:
      Text(
        "start a session without a terminal; your terminals and files stay outside, behind pipes")
    case .boundCapabilities:
      Text("give up the capabilities that the target can't have either")
    case .lowerCapabilities(_, inheritsNone: true):
      Text(
        """
        give up the capabilities that no step from here on needs, and those that the command would \
        inherit from you
        """)
    case .lowerCapabilities:
      Text(
        "give up the capabilities that no step from here on needs, until the command is executed")
    case .setLabel(let label):
      Text("run under the target's security label, \(label)")
    case .keepGroups:
      Text("keep your supplementary groups: the target's user namespace forbids changing them")
    case .setGroups([]):
      Text("give up your supplementary groups")
    case .setGroups(let groups):
      Text("take the supplementary groups \(Self.list(groups))")
    case .become(let uid, let gid, let name):
      Text("become \(name.map { "\($0) " } ?? "")(uid \(uid), gid \(gid)) of the target")
    case .becomeOutside(let uid, let gid):
      Text(
        """
        become uid \(uid), gid \(gid) of the host: the target's user namespace has no id for you, \
        and those in it could take over a process with yours
        """)
    case .forbidNewPrivileges:
      Text("let no setuid program give privileges, as the target may not have them")
    case .installFilters:
      Text("let the target's seccomp filter refuse to the command what it refuses to the target")
    case .changeDirectory(let path, _):
      Text("go to \(path)")
    case .closeDescriptors:
      Text(
        """
        close every descriptor but 0, 1, 2 and what is the target's own, so that nothing of the \
        host leaks in
        """)
    case .execute(let paths, let arguments, let environment):
      Self.execution(
        Self.quoted(arguments) + (paths.first.map { " (\($0))" } ?? ""),
        variables: environment.map(\.name))
    }
  }

  private static func execution(_ command: String, variables: [String]) -> Text {
    if variables.isEmpty {
      Text("execute \(command) with an empty environment")
    } else {
      Text("execute \(command) with \(list(variables))")
    }
  }

  private static func list(_ items: [some CustomStringConvertible]) -> String {
    items.map(\.description).joined(separator: ", ")
  }

  private static func quoted(_ words: [String]) -> String {
    ShellCommandLine(words: words).line
  }
}
