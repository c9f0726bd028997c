internal import Localization
internal import Namespaces

extension Lesson {
  /// The IPC namespace: message queues that others do not see, and what it does not isolate.
  static let ipc = Lesson(
    "ipc",
    Text("ipc: letter boxes by number"),
    minutes: 5,
    needs: [.program("ipcmk"), .program("ipcs")],
    quiz: .ipc,
    steps: [
      Step(
        "queue",
        Text("Make a System V message queue. It has a number and no path."),
        run: "ipcmk --queue",
        checks: [.prints("id")],
        shows: Text("It stays without a process, until somebody removes it or its room goes.")),
      Step(
        "list", Text("List the queues."), run: "ipcs --queues",
        checks: [.prints("0x")],
        shows: Text("There it is.")),
      Step(
        "room", Text("Make a room."), run: "unshare --ipc sh",
        table: .links(since: "start"),
        checks: [.changed([.kind(.ipc)], since: "start")],
        shows: Text("Only `ipc` changed.")),
      Step(
        "empty", Text("List again."),
        ask: Question(
          Text("Is the queue in the list?"),
          [
            Text("yes, a copy of it"), Text("yes, the same"),
            Text("no", context: "is printed"),
          ], answer: 2),
        run: "ipcs --queues",
        checks: [.hides("0x")],
        shows: Text("Unlike `uts` and `mnt`, an IPC namespace begins empty.")),
      Step(
        "leave", Text("Go out."), run: "exit",
        checks: [.changed([], since: "start")],
        shows: Text("You are back.")),
      Step(
        "shm",
        Text(
          """
          POSIX shared memory is a file in `/dev/shm`. Write one, and read it in a new IPC \
          namespace.
          """),
        ask: Question(
          Text("Can it be read there?"),
          [Text("yes", context: "can be read"), Text("no", context: "can be read")], answer: 0),
        run: "echo wine > /dev/shm/cellar; unshare --ipc cat /dev/shm/cellar",
        checks: [.ends("wine")],
        shows: Text(
          """
          Files belong to the mount namespace. Container engines mount another `/dev/shm` for \
          this reason.
          """)),
    ])
}
