internal import Localization
internal import Namespaces

extension Lesson {
  /// Two rooms joined by a cable.
  static let veth = Lesson(
    "veth",
    Text("Two rooms and a cable"),
    minutes: 8,
    needs: [.program("ip"), .program("ping")],
    quiz: .net,
    steps: [
      Step(
        "room",
        Text(
          """
          `ip netns add` makes a network namespace and pins it, so that it stays without a \
          process.
          """),
        run: "ip netns add kitchen && ip netns list",
        checks: [.prints("kitchen")],
        shows: Text("The pin is `/run/netns/kitchen`. Your shell has not moved.")),
      Step(
        "cable",
        Text("Lay a cable: one end, `door`, here, the other in the kitchen."),
        run: """
          ip link add door type veth peer name door-in netns kitchen && ip -brief link show door
          """,
        checks: [.prints("door@"), .prints("DOWN")],
        shows: Text(
          "`door@if…` names the number of the other end in its own room. Both ends are down.")),
      Step(
        "one-end",
        Text("Give this end an address and switch it on."),
        ask: Question(
          Text("Does a ping reach the kitchen now?"),
          [Text("yes", context: "arrives"), Text("no", context: "arrives")], answer: 1),
        run: """
          ip address add 10.0.0.1/24 dev door && ip link set door up && \
          ping -c 1 -W 1 10.0.0.2
          """,
        checks: [.fails],
        shows: Text("A cable with one end loose has no carrier.")),
      Step(
        "both-ends",
        Text("Now the other end, from inside the kitchen."),
        run: """
          ip -n kitchen address add 10.0.0.2/24 dev door-in && \
          ip -n kitchen link set door-in up && \
          until ip link show door | grep -q LOWER_UP; do sleep 0.1; done; \
          ping -c 1 -W 2 10.0.0.2
          """,
        look: "ping -c 1 -W 2 10.0.0.2",
        checks: [.prints("1 received")],
        shows: Text("`ip -n` entered the room with setns(2), and the packet went by the cable.")),
      Step(
        "world",
        Text("From the kitchen to the rest of the world:"),
        run: "ip -n kitchen route get 192.0.2.1",
        checks: [.fails],
        shows: Text(
          """
          There is no route: the cable leads to your room and no further. A container engine adds \
          a default route, a bridge, forwarding and address translation.
          """)),
      Step(
        "end",
        Text("Take the pin away. Nobody lives in the kitchen."),
        ask: Question(
          Text("What becomes of `door`, which is here?"),
          [
            Text("it stays, without a peer"),
            Text("it is gone", context: "future"),
          ], answer: 1),
        run: """
          ip netns delete kitchen; for i in 1 2 3 4 5 6 7 8 9 10; do \
          ip link show door >/dev/null 2>&1 || break; sleep 0.3; done; ip link show door
          """,
        checks: [.fails],
        shows: Text("The room took its end along, and a cable has no single end.")),
    ])
}
