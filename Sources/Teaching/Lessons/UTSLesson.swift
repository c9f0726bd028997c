internal import Localization
internal import Namespaces

extension Lesson {
  /// The UTS namespace: a host name of one's own.
  static let uts = Lesson(
    "uts",
    Text("uts: a name on the door"),
    minutes: 4,
    quiz: .uts,
    steps: [
      Step(
        "name", Text("What is this house called?"), run: "hostname",
        checks: [.ends("house")],
        shows: Text(
          "`house`: the lab has a UTS namespace already, so that no step can rename your host.")),
      Step(
        "room", Text("Make a room with a name of its own."),
        run: "unshare --uts sh",
        table: .links(since: "start"),
        checks: [.changed([.kind(.uts)], since: "start")],
        shows: Text("Only `uts` changed.")),
      Step(
        "copy", Text("You have not named it yet."),
        ask: Question(
          Text("What is it called?"),
          [
            Text(verbatim: "localhost"), Text("as the house"),
            Text("it has no name"),
          ], answer: 1),
        run: "hostname",
        checks: [.printsSame(as: "name")],
        shows: Text("A new UTS namespace begins with a copy.")),
      Step(
        "rename", Text("Name it."), run: "hostname kitchen && hostname",
        look: "hostname",
        checks: [.ends("kitchen")],
        shows: Text(
          """
          The name is the room's. The prompt of a shell would still show the old one until a \
          new shell starts.
          """)),
      Step(
        "leave", Text("Go out."), run: "exit",
        checks: [.changed([], since: "start"), .isGone(.uts, of: "rename")],
        shows: Text("You are back.")),
      Step(
        "house", Text("And the house?"), run: "hostname",
        checks: [.printsSame(as: "name")],
        shows: Text("It kept its name; the kitchen's went with the kitchen.")),
    ])
}
