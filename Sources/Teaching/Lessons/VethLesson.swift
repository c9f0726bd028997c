internal import Namespaces

extension Lesson {
  /// Two rooms joined by a cable.
  static let veth = Lesson(
    "veth",
    Words(en: "Two rooms and a cable", ja: "二つの部屋と一本の線"),
    minutes: 8,
    needs: [.program("ip"), .program("ping")],
    quiz: .net,
    steps: [
      Step(
        "room",
        Words(
          en: """
            `ip netns add` makes a network namespace and pins it, so that it stays without a \
            process.
            """,
          ja: "`ip netns add` はネットワーク名前空間を作り、プロセスがいなくても残るようにピン留めします。"),
        run: "ip netns add kitchen && ip netns list",
        claims: [.prints("kitchen")],
        shows: Words(
          en: "The pin is `/run/netns/kitchen`. Your shell has not moved.",
          ja: "ピンは `/run/netns/kitchen` です。シェルは移っていません。")),
      Step(
        "cable",
        Words(
          en: "Lay a cable: one end, `door`, here, the other in the kitchen.",
          ja: "線を引きます。片方の端 `door` はここに、もう片方は台所に置きます。"),
        run: """
          ip link add door type veth peer name door-in netns kitchen && ip -brief link show door
          """,
        claims: [.prints("door@"), .prints("DOWN")],
        shows: Words(
          en: "`door@if…` names the number of the other end in its own room. Both ends are down.",
          ja: "`door@if…` は、反対の端の、その部屋での番号を表します。両端とも止まっています。")),
      Step(
        "one-end",
        Words(en: "Give this end an address and switch it on.", ja: "こちらの端にアドレスを付け、動かします。"),
        ask: Question(
          Words(en: "Does a ping reach the kitchen now?", ja: "これで台所に ping が届くでしょうか。"),
          [Words(en: "yes", ja: "届く"), Words(en: "no", ja: "届かない")], answer: 1),
        run: """
          ip address add 10.0.0.1/24 dev door && ip link set door up && \
          ping -c 1 -W 1 10.0.0.2
          """,
        claims: [.fails],
        shows: Words(
          en: "A cable with one end loose has no carrier.", ja: "片方が外れた線にはキャリアがありません。")),
      Step(
        "both-ends",
        Words(en: "Now the other end, from inside the kitchen.", ja: "次に反対の端を、台所の中から設定します。"),
        run: """
          ip -n kitchen address add 10.0.0.2/24 dev door-in && \
          ip -n kitchen link set door-in up && \
          until ip link show door | grep -q LOWER_UP; do sleep 0.1; done; \
          ping -c 1 -W 2 10.0.0.2
          """,
        look: "ping -c 1 -W 2 10.0.0.2",
        claims: [.prints("1 received")],
        shows: Words(
          en: "`ip -n` entered the room with setns(2), and the packet went by the cable.",
          ja: "`ip -n` が setns(2) で部屋に入って設定し、パケットは線を通りました。")),
      Step(
        "world",
        Words(en: "From the kitchen to the rest of the world:", ja: "台所から外の世界へはどうでしょうか。"),
        run: "ip -n kitchen route get 192.0.2.1",
        claims: [.fails],
        shows: Words(
          en: """
            There is no route: the cable leads to your room and no further. A container engine adds \
            a default route, a bridge, forwarding and address translation.
            """,
          ja: """
            経路がありません。線はあなたの部屋までで、その先へは通じていません。\
            コンテナエンジンは、デフォルト経路、ブリッジ、転送、アドレス変換を足しています。
            """)),
      Step(
        "end",
        Words(
          en: "Take the pin away. Nobody lives in the kitchen.",
          ja: "ピンを外します。台所には誰もいません。"),
        ask: Question(
          Words(en: "What becomes of `door`, which is here?", ja: "ここにある `door` はどうなるでしょうか。"),
          [
            Words(en: "it stays, without a peer", ja: "相手のないまま残る"),
            Words(en: "it is gone", ja: "なくなる"),
          ], answer: 1),
        run: """
          ip netns delete kitchen; for i in 1 2 3 4 5 6 7 8 9 10; do \
          ip link show door >/dev/null 2>&1 || break; sleep 0.3; done; ip link show door
          """,
        claims: [.fails],
        shows: Words(
          en: "The room took its end along, and a cable has no single end.",
          ja: "部屋は自分の側の端を道連れにしました。端が一つだけの線はありません。")),
    ])
}
