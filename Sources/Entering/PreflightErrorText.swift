public import Localization
internal import Namespaces
internal import SystemCalls

extension PreflightError {
  /// One sentence: what is in the way, and what can be done.
  public var words: Text {
    switch self {
    case .gone(.process(let process)), .gone(.thread(let process, _)):
      Text("process \(process.pid) has ended; choose another member of its namespaces")
    case .gone(.namespace(let id)):
      Text("\(id) is gone, nothing keeps it alive any more; look at the tree again")
    case .hidden(let pid, let uid, let denial):
      Text(
        """
        the namespaces of process \(pid), which runs as uid \(uid), are hidden from you: \
        \(denial.reason); \(denial.remedy)
        """)
    case .missing(let denial, let id):
      Text("you may not join \(id): \(denial.reason); \(denial.remedy)")
    case .notBelow(let id):
      Text(
        """
        \(id) is not below your own pid namespace, and setns(2) goes only downwards; leave it out \
        with --except pid, or run heya further up
        """)
    case .foreignProc:
      Text(
        """
        /proc shows another pid namespace than the one that heya is in, so its numbers mean other \
        processes to the kernel; mount your own with `mount -t proc proc /proc`, or join that \
        namespace first (nsenter -p)
        """)
    case .unreachable(let id, nil):
      Text(
        """
        no process, pin or descriptor that you may open leads to \(id); enter the namespace that \
        holds it
        """)
    case .unreachable(let id, let denial?):
      Text(
        """
        no process, pin or descriptor that you may open leads to \(id); \(denial.remedy), or enter \
        the namespace that holds it
        """)
    case .silent:
      Text(
        """
        the target's files do not answer, somebody's file system hangs; take the host's tools along \
        with --bring-tools, or keep the host's files with --except mnt
        """)
    case .noShell:
      Text(
        """
        the target has no shell; take the host's along with --bring-tools, or keep the host's files \
        with --except mnt
        """)
    case .noCommand(let name):
      Text(
        """
        the target has no command \(name); give its whole path, or take the host's along with \
        --bring-tools
        """)
    case .notExecutable(let path):
      Text("\(path) is there but cannot be executed; choose a program, or chmod +x it inside")
    case .unknownUser(let name):
      Text("the target's /etc/passwd and /etc/group don't know \(name); give a number with --user")
    case .unmapped(let id): id.words
    case .noProcess(let id):
      Text(
        """
        \(id) is a namespace and no process to be like; name a process, leave out --as-target, \
        --target-env and --cgroup, or add --all where somebody lives there
        """)
    case .foreignEnvironment:
      Text(
        """
        the program is the host's, and variables of the target's, such as LD_PRELOAD, would have \
        it run the target's code among your files; leave out --target-env, and set what you need \
        with --env
        """)
    case .noTarget:
      Text("this cannot be entered; choose a process or a namespace")
    case .frozen(let cgroup):
      Text(
        """
        the target is paused: its cgroup \(cgroup) is frozen and would freeze the command too; \
        unpause it first, or leave out --cgroup and --as-target
        """)
    case .noDirectory(let path):
      Text("the target has no directory \(path); choose another with --cwd")
    case .needsUserNamespace(let denial):
      Text(
        """
        making namespaces needs CAP_SYS_ADMIN, which a user namespace of your own gives you; add \
        --user-map self, or \(denial.remedy)
        """)
    case .cannotPin(let denial):
      Text(
        """
        pinning a namespace is a mount, and \(denial.reason); leave out --pin, or \
        \(denial.remedy)
        """)
    case .nothingToMake:
      Text("at least one new namespace is needed; name kinds with --kinds, as in pid,mnt")
    case .unreadable(let what, let error, nil):
      Text("\(what) cannot be looked at (\(error)); look at the tree again")
    case .unreadable(let what, let error, let denial?):
      Text(
        """
        \(what) cannot be looked at (\(error.name)): \(denial.reason); \
        \(denial.remedy)
        """)
    }
  }
}

extension UnmappedID {
  /// One sentence: whose id it is, and what works instead.
  fileprivate var words: Text {
    let (noun, map) = isGroup ? (Text("group id"), "gid_map") : (Text("user id"), "uid_map")
    var remedies: [Text] = []
    if offersOthers { remedies.append(Text("choose an id of its \(map) with --user")) }
    if offersTarget {
      remedies.append(
        Text("be as the target, with the ids that it has outside, by --as-target"))
    }
    if remedies.isEmpty { remedies.append(Text("write its \(map) first")) }
    let advice = remedies.joined(separator: Text(", or "))
    return Text("\(noun) \(id) stands for nobody in the target's user namespace; \(advice)")
  }
}

extension PreflightError: CustomStringConvertible {
  /// The sentence in English.
  public var description: String { words[.english] }
}
