internal import Localization
internal import Namespaces

extension Lesson {
  /// The user namespace: nobody, the map, and power that ends at the wall.
  static let user = Lesson(
    "user",
    Text("user: who am I, and where?"),
    minutes: 7,
    needs: [.kind(.user)],
    quiz: .user,
    steps: [
      Step(
        "room", Text("Make a user namespace and nothing else."),
        run: "unshare --user sh",
        table: .links(since: "start"),
        checks: [.changed([.kind(.user)], since: "start")],
        shows: Text("Only `user` changed.")),
      Step(
        "nobody", Text("Ask who you are."),
        ask: Question(
          Text("Which user number will it be?"),
          [Text("0, root"), Text("65534, nobody")],
          answer: 1),
        run: "id -u",
        checks: [.ends("65534")],
        shows: Text(
          """
          The map is empty yet. A number without a line in the map is shown as the overflow \
          number, 65534. You are still who you were; there is only no word for it in here.
          """)),
      Step(
        "leave", Text("Go out."), run: "exit",
        checks: [.changed([], since: "start")],
        shows: Text("You are back.")),
      Step(
        "mapped",
        Text("Once more, with a map: inside you shall be number 1000."),
        run: "unshare --user --map-user=1000 sh",
        checks: [.changed([.kind(.user)], since: "start")],
        shows: Text("unshare(1) wrote one line into `/proc/self/uid_map`. It can be written once.")),
      Step(
        "map", Text("Read it."), run: "id -u; cat /proc/self/uid_map",
        checks: [.prints("1000")],
        shows: Text("Inside, outside, how many: number 1000 in here is number 0 of the house.")),
      Step(
        "file", Text("Make a file."),
        run: "touch /tmp/mine && ls -ln /tmp/mine",
        look: "ls -ln /tmp/mine",
        checks: [.prints(" 1000 ")],
        shows: Text("Its owner is 1000, seen from here.")),
      Step(
        "leave-again", Text("Go out."), run: "exit",
        checks: [.changed([], since: "start")],
        shows: Text("You are back.")),
      Step(
        "owner", Text("Look at the file from here."),
        ask: Question(
          Text("Who owns it?"),
          [Text(verbatim: "1000"), Text(verbatim: "0"), Text(verbatim: "65534")], answer: 1),
        run: "ls -ln /tmp/mine",
        checks: [.hides(" 1000 "), .prints(" 0 ")],
        shows: Text("A file stores one number; each room reads it through its own map.")),
      Step(
        "root", Text("Now as root of a new room."),
        run: "unshare --user --map-root-user sh",
        checks: [.changed([.kind(.user)], since: "start"), .isOwnedElsewhere(.uts)],
        shows: Text("You have every capability now, in this user namespace.")),
      Step(
        "refused", Text("Use them: rename the house."),
        ask: Question(
          Text("Does it work?"),
          [Text("yes, you are root"), Text("no", context: "can be done")],
          answer: 1),
        run: "hostname kitchen",
        checks: [.fails],
        shows: Text(
          """
          EPERM: the UTS namespace belongs to the user namespace outside, and there you have no \
          capability. Power counts for what the room owns.
          """)),
      Step(
        "owned", Text("So make one that it owns."),
        run: "unshare --uts sh",
        checks: [.changed([.kind(.uts)], since: "root"), .isOwnedHere(.uts)],
        shows: Text("A namespace belongs to the user namespace in which it was made.")),
      Step(
        "allowed", Text("And rename that."),
        run: "hostname kitchen && hostname",
        look: "hostname",
        checks: [.ends("kitchen")],
        shows: Text("The same command, the same user, another owner.")),
    ])
}
