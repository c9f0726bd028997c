internal import Localization
internal import Namespaces

extension Lesson {
  /// The mount namespace: own mounts, shared files, propagation.
  static let mnt = Lesson(
    "mnt",
    Text("mnt: own mounts, common files"),
    minutes: 7,
    quiz: .mnt,
    steps: [
      Step(
        "room",
        Text("A new mount namespace begins with a copy of the list of mounts."),
        run: "unshare --mount sh",
        table: .links(since: "start"),
        checks: [.changed([.kind(.mnt)], since: "start")],
        shows: Text("Only `mnt` changed.")),
      Step(
        "cellar",
        Text("Mount an empty file system in memory, and put a file into it."),
        run: """
          mkdir /tmp/cellar && mount -t tmpfs cellar /tmp/cellar && touch /tmp/cellar/wine && \
          ls -a /tmp/cellar
          """,
        look: "ls -a /tmp/cellar",
        checks: [.prints("wine")],
        shows: Text("There is wine in the cellar.")),
      Step(
        "leave", Text("Go out."), run: "exit",
        checks: [.changed([], since: "start"), .isGone(.mnt, of: "cellar")],
        shows: Text("You are back.")),
      Step(
        "outside",
        Text("Look at the same path."),
        ask: Question(
          Text("What is there?"),
          [
            Text("the directory with the wine"),
            Text("the directory, empty"),
            Text("no directory"),
          ], answer: 1),
        run: "ls -a /tmp/cellar",
        checks: [.hides("wine")],
        shows: Text(
          """
          The directory was made on a file system that both rooms have mounted, so it is here. \
          The mount on it was the room's own, and went with the room.
          """)),
      Step(
        "note",
        Text("Write a file inside a new room, on a file system that is mounted in both."),
        ask: Question(
          Text("Is it to be read outside?"),
          [Text("yes", context: "can be read"), Text("no", context: "can be read")], answer: 0),
        run: "unshare --mount sh -c 'echo hello > /tmp/note'; cat /tmp/note",
        checks: [.ends("hello")],
        shows: Text("A mount namespace isolates the list of mounts, not files.")),
      Step(
        "leak",
        Text(
          """
          Mounts can be handed on. Here a mount is made `shared`, and a room takes over the \
          propagation as it is, as the system call does without the command's help. Inside, \
          something is mounted below it.
          """),
        ask: Question(
          Text("Does the mount `leaf` appear outside?"),
          [Text("yes", context: "appears"), Text("no", context: "appears")], answer: 0),
        run: """
          mkdir /tmp/tree && mount -t tmpfs tree /tmp/tree && mount --make-shared /tmp/tree && \
          mkdir /tmp/tree/leaf && unshare --mount --propagation unchanged \
          mount -t tmpfs leaf /tmp/tree/leaf; grep leaf /proc/self/mountinfo
          """,
        checks: [.prints("/tmp/tree/leaf")],
        shows: Text(
          """
          Shared mounts pass on what is mounted below them. On most systems `/` is shared, and so \
          a container engine makes everything private or slave first.
          """)),
    ])
}
