internal import Localization
internal import Namespaces

extension Lesson {
  /// The lesson of the article that heya began from, step by step.
  static let first = Lesson(
    "first",
    Text("A room of one's own: the first namespace"),
    minutes: 10,
    prepare: ["sleep 86400 & sleep 86400 & sleep 86400 &"],
    quiz: .pid,
    steps: [
      Step(
        "links",
        Text(
          """
          You are in a shell. Like every process it lives in one namespace of each kind, and \
          `/proc/PID/ns` shows in which: one link per kind, with the namespace's number in \
          brackets. Note the numbers.
          """),
        run: "ls -l /proc/$$/ns",
        checks: [.prints("uts:["), .prints("pid_for_children -> pid:[")],
        shows: Text(
          """
          Ten links for eight kinds: `pid` and `time` have a second one, for children yet to be \
          born.
          """)),
      Step(
        "processes",
        Text("Now note who else is here. Some neighbours are asleep."),
        run: "ps -ef",
        checks: [.prints("sleep 86400")],
        shows: Text("You see your neighbours, and you could send them signals.")),
      Step(
        "room",
        Text(
          """
          The command below asks for a new PID namespace, forks so that the child lives in it, \
          mounts a new `/proc` there, and runs `sh`.
          """),
        ask: Question(
          Text("Which of the ten links will change?"),
          [
            Text("all of them"),
            Text("only those of pid"),
            Text("those of pid, and mnt"),
          ], answer: 2),
        run: "unshare --pid --fork --mount-proc sh",
        table: .links(since: "start"),
        checks: [.changed([.kind(.pid), .pidForChildren, .kind(.mnt)], since: "start")],
        shows: Text(
          """
          `pid` changed because you asked, and `mnt` because a `/proc` that only you see needs a \
          list of mounts of your own. Nothing else changed: network, host name and users are \
          those of before.
          """)),
      Step(
        "number",
        Text("Which number does your shell have now?"),
        ask: Question(
          Text("What will `echo $$` print?"),
          [
            Text(verbatim: "1"), Text("the number that it had before"),
            Text("the next free number of the house"),
          ], answer: 0),
        run: "echo $$",
        checks: [.ends("1"), .isNumber(1)],
        shows: Text(
          """
          Number 1, the first in the room. Outside, PID 1 is somebody else: the same PID exists \
          several times, once per room. From outside your shell has another number, one for each \
          room above.
          """)),
      Step(
        "alone",
        Text("Look around again."),
        ask: Question(
          Text("Will the sleeping neighbours be in the list?"),
          [Text("yes", context: "is printed"), Text("no", context: "is printed")], answer: 1),
        run: "ps -ef",
        table: .listed(since: "processes"),
        checks: [.hides("sleep 86400"), .prints("ps -ef")],
        shows: Text(
          """
          Only `sh` and `ps`. The neighbours sleep on, but processes in other namespaces are not \
          seen from here; even the shell that you came from is gone from the list.
          """)),
      Step(
        "back",
        Text("Leave the room. It has nobody in it then, and PID 1 was its first and last."),
        run: "exit",
        table: .links(since: "start"),
        checks: [.changed([], since: "start"), .isGone(.pid, of: "alone")],
        shows: Text("Every link is as at the beginning, and the kernel has taken the room away.")),
      Step(
        "neighbours",
        Text("And the neighbours?"),
        run: "ps -ef",
        checks: [.prints("sleep 86400")],
        shows: Text(
          """
          They never went away. A namespace changes what one sees, not what is there. That is \
          the whole secret of containers.
          """)),
    ])
}
