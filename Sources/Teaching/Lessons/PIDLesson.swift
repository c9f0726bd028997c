internal import Localization
internal import Namespaces

extension Lesson {
  /// The PID namespace: fork, `/proc`, numbers per level and the death of PID 1.
  static let pid = Lesson(
    "pid",
    Text("pid: numbers, /proc and the duty of PID 1"),
    minutes: 8,
    needs: [.program("pgrep")],
    prepare: ["sleep 86400 &"],
    quiz: .pid,
    steps: [
      Step(
        "forgotten",
        Text(
          """
          unshare(2) with CLONE_NEWPID does not move the caller: a process never changes its \
          number. Only its children are born in the new room. Without `--fork` the shell itself \
          stays outside and its first child becomes PID 1. Here it is asked for two children, \
          one after the other.
          """),
        ask: Question(
          Text("What happens?"),
          [
            Text("both are made"),
            Text("the second cannot be made"),
          ], answer: 1),
        run: "unshare --pid sh -c '/bin/true; /bin/true; /bin/echo done'",
        checks: [.fails, .hides("done")],
        shows: Text(
          """
          The first child was PID 1, and ended. A room whose PID 1 is gone takes no new process: \
          fork(2) fails with ENOMEM, which has nothing to do with memory. Hence `--fork`.
          """)),
      Step(
        "half",
        Text("With `--fork`, but without `--mount-proc`:"),
        run: "unshare --pid --fork sh",
        table: .links(since: "start"),
        checks: [.changed([.kind(.pid), .pidForChildren], since: "start"), .isNumber(1)],
        shows: Text("You are PID 1 in a new room, but with the mounts of before.")),
      Step(
        "old-proc",
        Text(
          """
          `ps` reads `/proc`, and begins with itself, `/proc/self`. Where it gives up, list the \
          names of all processes yourself.
          """),
        ask: Question(
          Text("Whose processes are in `/proc`?"),
          [Text("those of this room"), Text("those outside")],
          answer: 1),
        run: "ps -ef || cat /proc/[0-9]*/comm",
        checks: [.prints("sleep")],
        shows: Text(
          """
          A `/proc` shows the PID namespace that it was mounted in, not that of the reader. You \
          see numbers that you cannot use: `kill` with one of them would hit nobody, or somebody \
          else.
          """)),
      Step(
        "new-proc",
        Text("So mount a new one, in a mount namespace of your own."),
        run: "unshare --mount sh -c 'mount -t proc proc /proc && ps -ef'",
        checks: [.hides("sleep 86400"), .prints("ps -ef")],
        shows: Text("Now the list is that of the room. `--mount-proc` does exactly this.")),
      Step(
        "leave", Text("Go out again."), run: "exit",
        checks: [.changed([], since: "start")],
        shows: Text("You are back.")),
      Step(
        "levels",
        Text(
          """
          Start a room in the background, in which PID 1 is `sleep 4321` with a child \
          `sleep 4444`, and look at the child from here. `NSpid` in its status lists its \
          numbers, from the outermost room that this `/proc` shows inwards.
          """),
        run: """
          unshare --pid --fork sh -c 'sleep 4444 & exec sleep 4321' 2>/dev/null & \
          until pgrep -fx 'sleep 4321' >/dev/null && pgrep -fx 'sleep 4444' >/dev/null; \
          do sleep 0.1; done; grep NSpid /proc/$(pgrep -fx 'sleep 4444')/status
          """,
        checks: [.prints("NSpid:"), .prints(" 2")],
        shows: Text(
          "Two numbers, one per room. The outer room sees the inner, never the other way.")),
      Step(
        "death",
        Text("Now kill PID 1 of that room, from outside."),
        ask: Question(
          Text("What becomes of its child?"),
          [
            Text("it sleeps on, adopted by another"),
            Text("it is killed as well"),
          ], answer: 1),
        run: """
          kill -KILL $(pgrep -fx 'sleep 4321'); wait $!; \
          pgrep -fx 'sleep 4444' || echo nobody
          """,
        checks: [.ends("nobody")],
        shows: Text(
          """
          When PID 1 ends, the kernel kills everybody in the room. A container stops because its \
          PID 1 stops, for whatever reason.
          """)),
    ])
}
