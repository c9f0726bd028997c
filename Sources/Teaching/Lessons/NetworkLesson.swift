internal import Namespaces

extension Lesson {
  /// The network namespace: nothing but a loopback that is down.
  static let net = Lesson(
    "net",
    Words(en: "net: an empty network", ja: "net: 空っぽのネットワーク"),
    minutes: 6,
    needs: [.program("ip"), .program("ping")],
    quiz: .net,
    steps: [
      Step(
        "cable",
        Words(
          en: "Lay a cable in the house, so that there is something to see.",
          ja: "見えるものがあるように、まず家の中に線を一本用意します。"),
        run: "ip link add shelf type veth peer name floor && ip -brief link",
        claims: [.prints("shelf")],
        shows: Words(
          en: "`shelf` and `floor` are the two ends of one cable, and both are here.",
          ja: "`shelf` と `floor` は一本の線の両端で、どちらもここにあります。")),
      Step(
        "room", Words(en: "Make a room.", ja: "部屋を作ります。"), run: "unshare --net sh",
        table: .links(since: "start"),
        claims: [.changed([.kind(.net)], since: "start")],
        shows: Words(en: "Only `net` changed.", ja: "変わったのは `net` だけです。")),
      Step(
        "empty", Words(en: "Look at the interfaces.", ja: "インターフェースを見ます。"),
        ask: Question(
          Words(en: "What is there?", ja: "何があるでしょうか。"),
          [
            Words(en: "nothing", ja: "何もない"), Words(en: "`lo`, up", ja: "動いている `lo`"),
            Words(en: "`lo`, down", ja: "止まっている `lo`"),
          ], answer: 2),
        run: "ip -brief link",
        claims: [.prints("lo "), .prints("DOWN"), .hides("shelf")],
        shows: Words(
          en: """
            Each network namespace is born with a loopback of its own, and nobody has switched it \
            on.
            """,
          ja: "ネットワーク名前空間は専用のループバックを持って生まれますが、まだ誰も電源を入れていません。")),
      Step(
        "silence", Words(en: "Try to reach yourself.", ja: "自分自身に届くか試します。"),
        run: "ping -c 1 -W 1 127.0.0.1",
        claims: [.fails],
        shows: Words(
          en: """
            Not even 127.0.0.1. Programs that talk to themselves fail here with the oddest \
            messages.
            """,
          ja: "127.0.0.1 にさえ届きません。自分自身と通信するプログラムは、ここでは思いもよらないエラーになります。")),
      Step(
        "up", Words(en: "Switch it on.", ja: "電源を入れます。"),
        run: "ip link set lo up && ping -c 1 -W 1 127.0.0.1",
        look: "ping -c 1 -W 1 127.0.0.1",
        claims: [.prints("1 received")],
        shows: Words(
          en: "Everybody inside may use it; and 127.0.0.1 of this room is not that of the house.",
          ja: "これで中の誰もが使えます。この部屋の 127.0.0.1 と家の 127.0.0.1 は別のものです。")),
      Step(
        "leave", Words(en: "Go out.", ja: "外へ出ます。"), run: "exit",
        claims: [.changed([], since: "start"), .isGone(.net, of: "up")],
        shows: Words(en: "You are back.", ja: "戻りました。")),
      Step(
        "house", Words(en: "Is the loopback of the house on now?", ja: "家のループバックも動き出したでしょうか。"),
        run: "ip -brief link show lo",
        claims: [.prints("DOWN")],
        shows: Words(
          en: "No: what is switched inside stays inside. `heya learn veth` connects two rooms.",
          ja: "いいえ。中での操作は中だけのものです。二つの部屋をつなぐには `heya learn veth` へ進んでください。")),
    ])
}
