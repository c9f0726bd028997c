internal import Localization
internal import Namespaces

extension Lesson {
  /// The network namespace: nothing but a loopback that is down.
  static let net = Lesson(
    "net",
    Text("net: an empty network", "net: 空っぽのネットワーク"),
    minutes: 6,
    needs: [.program("ip"), .program("ping")],
    quiz: .net,
    steps: [
      Step(
        "cable",
        Text(
          "Lay a cable in the house, so that there is something to see.",
          "見えるものがあるように、まず家の中に線を一本用意します。"),
        run: "ip link add shelf type veth peer name floor && ip -brief link",
        checks: [.prints("shelf")],
        shows: Text(
          "`shelf` and `floor` are the two ends of one cable, and both are here.",
          "`shelf` と `floor` は一本の線の両端で、どちらもここにあります。")),
      Step(
        "room", Text("Make a room.", "部屋を作ります。"), run: "unshare --net sh",
        table: .links(since: "start"),
        checks: [.changed([.kind(.net)], since: "start")],
        shows: Text("Only `net` changed.", "変わったのは `net` だけです。")),
      Step(
        "empty", Text("Look at the interfaces.", "インターフェースを見ます。"),
        ask: Question(
          Text("What is there?", "何があるでしょうか。"),
          [
            Text("nothing", "何もない"), Text("`lo`, up", "動いている `lo`"),
            Text("`lo`, down", "止まっている `lo`"),
          ], answer: 2),
        run: "ip -brief link",
        checks: [.prints("lo "), .prints("DOWN"), .hides("shelf")],
        shows: Text(
          """
          Each network namespace is born with a loopback of its own, and nobody has switched it \
          on.
          """,
          "ネットワーク名前空間は専用のループバックを持って生まれますが、まだ誰も電源を入れていません。")),
      Step(
        "silence", Text("Try to reach yourself.", "自分自身に届くか試します。"),
        run: "ping -c 1 -W 1 127.0.0.1",
        checks: [.fails],
        shows: Text(
          """
          Not even 127.0.0.1. Programs that talk to themselves fail here with the oddest \
          messages.
          """,
          "127.0.0.1 にさえ届きません。自分自身と通信するプログラムは、ここでは思いもよらないエラーになります。")),
      Step(
        "up", Text("Switch it on.", "電源を入れます。"),
        run: "ip link set lo up && ping -c 1 -W 1 127.0.0.1",
        look: "ping -c 1 -W 1 127.0.0.1",
        checks: [.prints("1 received")],
        shows: Text(
          "Everybody inside may use it; and 127.0.0.1 of this room is not that of the house.",
          "これで中の誰もが使えます。この部屋の 127.0.0.1 と家の 127.0.0.1 は別のものです。")),
      Step(
        "leave", Text("Go out.", "外へ出ます。"), run: "exit",
        checks: [.changed([], since: "start"), .isGone(.net, of: "up")],
        shows: Text("You are back.", "戻りました。")),
      Step(
        "house", Text("Is the loopback of the house on now?", "家のループバックも動き出したでしょうか。"),
        run: "ip -brief link show lo",
        checks: [.prints("DOWN")],
        shows: Text(
          "No: what is switched inside stays inside. `heya learn veth` connects two rooms.",
          "いいえ。中での操作は中だけのものです。二つの部屋をつなぐには `heya learn veth` へ進んでください。")),
    ])
}
