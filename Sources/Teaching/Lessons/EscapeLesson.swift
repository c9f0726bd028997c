internal import Localization
internal import Namespaces

extension Lesson {
  /// Rooms that are badly built, as a warning.
  static let escape = Lesson(
    "escape",
    Text("Rooms that are badly built"),
    minutes: 8,
    prepare: ["echo treasure > /tmp/secret; mkdir /tmp/shared"],
    quiz: .mnt,
    steps: [
      Step(
        "room",
        Text(
          """
          The house has a secret in `/tmp/secret`. Build a room with mounts of its own, but with \
          the processes of the house, as `--pid=host` does …
          """),
        run: "unshare --mount sh",
        checks: [.changed([.kind(.mnt)], since: "start")],
        shows: Text("Only `mnt` is new.")),
      Step(
        "cover",
        Text("… and with another `/tmp`."),
        run: "mount -t tmpfs room /tmp; cat /tmp/secret",
        checks: [.fails, .hides("treasure")],
        shows: Text("The secret is not to be seen.")),
      Step(
        "root",
        Text("But PID 1, who lives outside, is in your `/proc`."),
        ask: Question(
          Text("Does `/proc/1/root/tmp/secret` lead to it?"),
          [Text("yes", context: "can be reached"), Text("no", context: "can be reached")], answer: 0
        ),
        run: "cat /proc/1/root/tmp/secret",
        checks: [.ends("treasure")],
        shows: Text(
          """
          `/proc/PID/root` is a door into the mount namespace of any process that you may trace. \
          With the host's `pid` and root's powers, the wall of `mnt` is made of paper.
          """)),
      Step(
        "leave", Text("Go out, and build it better."), run: "exit",
        checks: [.changed([], since: "start")],
        shows: Text("You are back.")),
      Step(
        "better", Text("Now with a `pid` of its own."),
        run: """
          unshare --mount --pid --fork --mount-proc \
          sh -c 'mount -t tmpfs room /tmp; cat /proc/1/root/tmp/secret'
          """,
        checks: [.fails, .hides("treasure")],
        shows: Text("PID 1 is now in the room itself. Nobody from outside is in `/proc`.")),
      Step(
        "descriptor",
        Text(
          """
          The same good room, but whoever built it left a descriptor open on a directory of the \
          house.
          """),
        ask: Question(
          Text("Is the secret safe?"),
          [Text("yes", context: "is protected"), Text("no", context: "is protected")], answer: 1),
        run: """
          exec 9</tmp; unshare --mount --pid --fork --mount-proc \
          sh -c 'mount -t tmpfs room /tmp; cat /proc/self/fd/9/secret'; exec 9<&-
          """,
        checks: [.prints("treasure")],
        shows: Text(
          """
          No namespace checks descriptors. runc left one open once (CVE-2024-21626), and a \
          malicious image needed only to make it its working directory. `heya enter` closes all.
          """)),
      Step(
        "mounted",
        Text(
          """
          Last, a directory that was let in on purpose. Somebody in the room writes a script \
          there …
          """),
        run: """
          unshare --mount --pid --fork --mount-proc \
          sh -c 'echo "echo written inside, run as user \\$(id -u) outside" > /tmp/shared/daily'; \
          sh /tmp/shared/daily
          """,
        checks: [.ends("written inside, run as user 0 outside")],
        shows: Text(
          """
          … and the house runs it. Whatever you mount into a room writable, you trust the room \
          with: above all an engine's socket or `/etc`.
          """)),
    ])
}
