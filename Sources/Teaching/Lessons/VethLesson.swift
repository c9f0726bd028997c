internal import Localization
internal import Namespaces

extension Lesson {
  /// Two rooms joined by a cable.
  static let veth = Lesson(
    "veth",
    Text("Two rooms and a cable", "二つの部屋と一本の線"),
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
          """,
          "`ip netns add` はネットワーク名前空間を作り、プロセスがいなくても残るようにピン留めします。"),
        run: "ip netns add kitchen && ip netns list",
        checks: [.prints("kitchen")],
        shows: Text(
          "The pin is `/run/netns/kitchen`. Your shell has not moved.",
          "ピンは `/run/netns/kitchen` です。シェルは移っていません。")),
      Step(
        "cable",
        Text(
          "Lay a cable: one end, `door`, here, the other in the kitchen.",
          "線を引きます。片方の端 `door` はここに、もう片方は台所に置きます。"),
        run: """
          ip link add door type veth peer name door-in netns kitchen && ip -brief link show door
          """,
        checks: [.prints("door@"), .prints("DOWN")],
        shows: Text(
          "`door@if…` names the number of the other end in its own room. Both ends are down.",
          "`door@if…` は、反対の端の、その部屋での番号を表します。両端とも止まっています。")),
      Step(
        "one-end",
        Text("Give this end an address and switch it on.", "こちらの端にアドレスを付け、動かします。"),
        ask: Question(
          Text("Does a ping reach the kitchen now?", "これで台所に ping が届くでしょうか。"),
          [Text("yes", "届く"), Text("no", "届かない")], answer: 1),
        run: """
          ip address add 10.0.0.1/24 dev door && ip link set door up && \
          ping -c 1 -W 1 10.0.0.2
          """,
        checks: [.fails],
        shows: Text(
          "A cable with one end loose has no carrier.", "片方が外れた線にはキャリアがありません。")),
      Step(
        "both-ends",
        Text("Now the other end, from inside the kitchen.", "次に反対の端を、台所の中から設定します。"),
        run: """
          ip -n kitchen address add 10.0.0.2/24 dev door-in && \
          ip -n kitchen link set door-in up && \
          until ip link show door | grep -q LOWER_UP; do sleep 0.1; done; \
          ping -c 1 -W 2 10.0.0.2
          """,
        look: "ping -c 1 -W 2 10.0.0.2",
        checks: [.prints("1 received")],
        shows: Text(
          "`ip -n` entered the room with setns(2), and the packet went by the cable.",
          "`ip -n` が setns(2) で部屋に入って設定し、パケットは線を通りました。")),
      Step(
        "world",
        Text("From the kitchen to the rest of the world:", "台所から外の世界へはどうでしょうか。"),
        run: "ip -n kitchen route get 192.0.2.1",
        checks: [.fails],
        shows: Text(
          """
          There is no route: the cable leads to your room and no further. A container engine adds \
          a default route, a bridge, forwarding and address translation.
          """,
          """
          経路がありません。線はあなたの部屋までで、その先へは通じていません。\
          コンテナエンジンは、デフォルト経路、ブリッジ、転送、アドレス変換を足しています。
          """)),
      Step(
        "end",
        Text(
          "Take the pin away. Nobody lives in the kitchen.",
          "ピンを外します。台所には誰もいません。"),
        ask: Question(
          Text("What becomes of `door`, which is here?", "ここにある `door` はどうなるでしょうか。"),
          [
            Text("it stays, without a peer", "相手のないまま残る"),
            Text("it is gone", "なくなる"),
          ], answer: 1),
        run: """
          ip netns delete kitchen; for i in 1 2 3 4 5 6 7 8 9 10; do \
          ip link show door >/dev/null 2>&1 || break; sleep 0.3; done; ip link show door
          """,
        checks: [.fails],
        shows: Text(
          "The room took its end along, and a cable has no single end.",
          "部屋は自分の側の端を道連れにしました。端が一つだけの線はありません。")),
    ])
}
