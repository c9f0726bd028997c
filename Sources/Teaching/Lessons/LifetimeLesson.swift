internal import Localization
internal import Namespaces

extension Lesson {
  /// Who keeps a namespace alive.
  static let lifetime = Lesson(
    "lifetime",
    Text("Who keeps a room alive?"),
    minutes: 6,
    quiz: .uts,
    steps: [
      Step(
        "room", Text("Make a room."), run: "unshare --uts sh",
        table: .links(since: "start"),
        checks: [.changed([.kind(.uts)], since: "start")],
        shows: Text("Your shell is its only member, and all that holds it.")),
      Step(
        "pin",
        Text("Name it and pin it: mount its file over an ordinary file."),
        run: """
          hostname kitchen; touch /run/kitchen && \
          mount --bind /proc/$$/ns/uts /run/kitchen && stat -f -c %T /run/kitchen
          """,
        checks: [.ends("nsfs")],
        shows: Text("The file now belongs to nsfs, the file system of namespaces.")),
      Step(
        "leave", Text("Go out. Then nobody lives in the room."),
        ask: Question(
          Text("Does the room still exist?"),
          [Text("yes", context: "exists"), Text("no", context: "exists")], answer: 0),
        run: "exit",
        checks: [.changed([], since: "start"), .standsEmpty(.uts, of: "room")],
        shows: Text("It stands empty, and the pin holds it.")),
      Step(
        "enter", Text("Enter by the pin."),
        run: "nsenter --uts=/run/kitchen hostname",
        checks: [.ends("kitchen")],
        shows: Text("Its name is as you left it.")),
      Step(
        "descriptor",
        Text(
          """
          Let a process in by the pin, open its `uts` file as descriptor 9 of your shell, and \
          take both the process and the pin away.
          """),
        ask: Question(
          Text("And now?"),
          [Text("it still exists"), Text("it is gone")],
          answer: 0),
        run: """
          nsenter --uts=/run/kitchen sleep 60 & \
          until [ $(readlink /proc/$!/ns/uts) != $(readlink /proc/$$/ns/uts) ]; do sleep 0.1; done; \
          exec 9</proc/$!/ns/uts; kill $!; wait $!; umount /run/kitchen && rm /run/kitchen
          """,
        checks: [.standsEmpty(.uts, of: "room")],
        shows: Text(
          """
          An open descriptor holds it, with no name anywhere. Such rooms are the hard ones to \
          explain.
          """)),
      Step(
        "by-descriptor", Text("Enter by the descriptor."),
        run: "nsenter --uts=/proc/$$/fd/9 hostname",
        checks: [.ends("kitchen")],
        shows: Text("It is still the same room.")),
      Step(
        "close", Text("Close the descriptor."), run: "exec 9<&-",
        checks: [.isGone(.uts, of: "room")],
        shows: Text(
          """
          Nothing holds it any more, and the kernel took it away at once. The number is free \
          for another.
          """)),
    ])
}
