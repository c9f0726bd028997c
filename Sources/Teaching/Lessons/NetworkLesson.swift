internal import Localization
internal import Namespaces

extension Lesson {
  /// The network namespace: nothing but a loopback that is down.
  static let net = Lesson(
    "net",
    Text("net: an empty network"),
    minutes: 6,
    needs: [.program("ip"), .program("ping")],
    quiz: .net,
    steps: [
      Step(
        "cable",
        Text("Lay a cable in the house, so that there is something to see."),
        run: "ip link add shelf type veth peer name floor && ip -brief link",
        checks: [.prints("shelf")],
        shows: Text("`shelf` and `floor` are the two ends of one cable, and both are here.")),
      Step(
        "room", Text("Make a room."), run: "unshare --net sh",
        table: .links(since: "start"),
        checks: [.changed([.kind(.net)], since: "start")],
        shows: Text("Only `net` changed.")),
      Step(
        "empty", Text("Look at the interfaces."),
        ask: Question(
          Text("What is there?"),
          [
            Text("nothing"), Text("`lo`, up"),
            Text("`lo`, down"),
          ], answer: 2),
        run: "ip -brief link",
        checks: [.prints("lo "), .prints("DOWN"), .hides("shelf")],
        shows: Text(
          """
          Each network namespace is born with a loopback of its own, and nobody has switched it \
          on.
          """)),
      Step(
        "silence", Text("Try to reach yourself."),
        run: "ping -c 1 -W 1 127.0.0.1",
        checks: [.fails],
        shows: Text(
          """
          Not even 127.0.0.1. Programs that talk to themselves fail here with the oddest \
          messages.
          """)),
      Step(
        "up", Text("Switch it on."),
        run: "ip link set lo up && ping -c 1 -W 1 127.0.0.1",
        look: "ping -c 1 -W 1 127.0.0.1",
        checks: [.prints("1 received")],
        shows: Text(
          "Everybody inside may use it; and 127.0.0.1 of this room is not that of the house.")),
      Step(
        "leave", Text("Go out."), run: "exit",
        checks: [.changed([], since: "start"), .isGone(.net, of: "up")],
        shows: Text("You are back.")),
      Step(
        "house", Text("Is the loopback of the house on now?"),
        run: "ip -brief link show lo",
        checks: [.prints("DOWN")],
        shows: Text(
          "No: what is switched inside stays inside. `heya learn veth` connects two rooms.")),
    ])
}
