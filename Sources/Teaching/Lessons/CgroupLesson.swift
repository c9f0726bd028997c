internal import Localization
internal import Namespaces

extension Lesson {
  /// The cgroup namespace: it hides the path, and limits nothing.
  static let cgroup = Lesson(
    "cgroup",
    Text("cgroup: the wall that limits nothing"),
    minutes: 6,
    needs: [.kind(.cgroup), .root, .controlGroup],
    quiz: .cgroup,
    steps: [
      Step(
        "join",
        Text(
          """
          The lab has a control group of its own, mounted at `/run/cgroup`. Move the shell into \
          it.
          """),
        run: "echo $$ > /run/cgroup/cgroup.procs; grep -E 'pids|^0:' /proc/self/cgroup",
        checks: [.prints("heya-lab")],
        shows: Text("`/proc/self/cgroup` tells the path in the host's tree, for all to see.")),
      Step(
        "room", Text("Make a cgroup namespace."),
        run: "unshare --cgroup sh",
        table: .links(since: "start"),
        checks: [.changed([.kind(.cgroup)], since: "start")],
        shows: Text("Only `cgroup` changed.")),
      Step(
        "hidden", Text("Read the path again."),
        ask: Question(
          Text("Where are you now?"),
          [
            Text("in the same group, under another name"),
            Text("in the root group of the host"),
          ], answer: 0),
        run: "grep -E 'pids|^0:' /proc/self/cgroup",
        checks: [.hides("heya-lab"), .prints(":/")],
        shows: Text(
          "The group in which the namespace was made is called `/` inside. You did not move.")),
      Step(
        "limit",
        Text("Limit the group to six processes, and ask for ten."),
        run: """
          echo 6 > /run/cgroup/pids.max; \
          sh -c 'for i in 1 2 3 4 5 6 7 8 9 10; do sleep 60 & done'
          """,
        checks: [.fails],
        shows: Text("The limit is the group's. fork(2) says EAGAIN to whoever is in the group.")),
      Step(
        "leave",
        Text("Go out of the namespace; the shell there is still in the group."),
        run: "exit",
        checks: [.changed([], since: "start")],
        shows: Text("You are back.")),
      Step(
        "still", Text("Ask for ten again."),
        ask: Question(
          Text("Does the limit hold outside of the namespace?"),
          [Text("yes", context: "takes effect"), Text("no", context: "takes effect")], answer: 0),
        run: "sh -c 'for i in 1 2 3 4 5 6 7 8 9 10; do sleep 60 & done'",
        checks: [.fails],
        shows: Text("A group limits, a namespace hides. They have only the name in common.")),
    ])
}
