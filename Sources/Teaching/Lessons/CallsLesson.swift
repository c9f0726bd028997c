internal import Localization
internal import Namespaces

extension Lesson {
  /// The three system calls, seen by strace.
  static let calls = Lesson(
    "calls",
    Text("clone, unshare, setns: the three calls"),
    minutes: 8,
    needs: [.program("strace"), .program("pgrep")],
    quiz: .uts,
    steps: [
      Step(
        "unshare",
        Text(
          """
          Everything so far was done by three system calls. strace(1) prints them as a program \
          makes them. First unshare(1):
          """),
        run: "strace -qq -e trace=unshare,setns,clone,clone3 unshare --uts --ipc true",
        checks: [.prints("unshare(CLONE_NEWUTS|CLONE_NEWIPC"), .prints("= 0")],
        shows: Text("One call, two kinds: the flags are joined by `|`. 0 means that it succeeded.")),
      Step(
        "fork",
        Text("Now with a PID namespace and `--fork`."),
        ask: Question(
          Text("Which calls do you expect?"),
          [
            Text("only unshare"),
            Text("unshare, then clone"),
            Text(verbatim: "setns"),
          ], answer: 1),
        run: """
          strace -qq -e trace=unshare,setns,clone,clone3 -e signal=none unshare --pid --fork true
          """,
        checks: [.prints("unshare(CLONE_NEWPID)"), .prints("clone")],
        shows: Text(
          """
          The C library's `fork()` is clone(2) without namespace flags: the child is born in the \
          room that unshare(2) announced. A container runtime gives the flags to clone(2) itself \
          and saves a step.
          """)),
      Step(
        "clone",
        Text("bwrap(1), which Flatpak is built on, is such a runtime. Watch it."),
        run: """
          strace -qq -e trace=clone,clone3 -e signal=none \
          bwrap --unshare-pid --unshare-uts --ro-bind / / true
          """,
        needs: [.program("bwrap")],
        checks: [.prints("CLONE_NEWPID"), .prints("CLONE_NEWUTS"), .changed([], since: "start")],
        shows: Text(
          """
          One clone(2) with the flags of all its rooms: the child is born in them, and bwrap \
          itself stays where it was.
          """)),
      Step(
        "resident",
        Text("Put somebody into a room, so that there is one to enter."),
        run: """
          unshare --uts sh -c 'hostname kitchen; exec sleep 4321' & \
          until pgrep -fx 'sleep 4321'; do sleep 0.1; done
          """,
        checks: [.hasOtherMembers(.uts)],
        shows: Text(
          """
          A process sleeps in a kitchen. Its PID is your way in.
          """)),
      Step(
        "setns",
        Text("Enter with nsenter(1)."),
        run: """
          strace -qq -e trace=openat,setns,unshare,clone,clone3 \
          nsenter --target $(pgrep -fx 'sleep 4321') --uts hostname 2>&1 | \
          grep -E 'ns/uts|setns|kitchen'
          """,
        checks: [.prints("setns("), .prints("CLONE_NEWUTS"), .prints("kitchen")],
        shows: Text(
          """
          Open the file that stands for the room, then setns(2) with the descriptor. No new \
          process was needed: the program itself moved, and then became `hostname` by exec(2).
          """)),
      Step(
        "compare",
        Text("Last, compare the links of a program that entered and of your shell."),
        run: """
          nsenter --target $(pgrep -fx 'sleep 4321') --uts readlink /proc/self/ns/uts; \
          readlink /proc/$$/ns/uts
          """,
        checks: [.prints("uts:["), .changed([], since: "start")],
        shows: Text(
          """
          Two numbers: the room that nsenter(1) went to, and that of your shell, which stayed.
          """)),
    ])
}
