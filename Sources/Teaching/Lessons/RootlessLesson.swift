internal import Localization
internal import Namespaces

extension Lesson {
  /// Rooms without root.
  static let rootless = Lesson(
    "rootless",
    Text("Root without root", "root なしで root になる"),
    minutes: 6,
    needs: [.kind(.user)],
    quiz: .user,
    steps: [
      Step(
        "ordinary",
        Text(
          "Become an ordinary user, number 1000, without any capability.",
          "まず、ケーパビリティを一つも持たない一般ユーザー、1000 番になります。"),
        run: "unshare --user --map-user=1000 --map-group=1000 sh",
        checks: [.changed([.kind(.user)], since: "start")],
        shows: Text(
          "A program that starts as another number than 0 has no capabilities.",
          "0 以外の番号でプログラムを始めると、ケーパビリティはなくなります。")),
      Step(
        "powerless", Text("See what the kernel says.", "カーネルの答えを見ます。"),
        run: "id -u; grep CapEff /proc/self/status",
        checks: [.prints("1000"), .prints("0000000000000000")],
        shows: Text("Sixteen zeros: no power at all.", "ゼロが十六個、何の力もありません。")),
      Step(
        "refused", Text("Try to make a room.", "部屋を作ろうとしてみます。"),
        run: "unshare --uts true",
        checks: [.fails],
        shows: Text("EPERM, as one would expect.", "予想どおり EPERM です。")),
      Step(
        "all",
        Text(
          "Now ask for a user namespace together with the others.",
          "では、ユーザー名前空間とほかの種類を一緒に頼みます。"),
        ask: Question(
          Text("Who owns the new network?", "新しいネットワークの所有者は誰でしょうか。"),
          [
            Text("the new user namespace", "新しいユーザー名前空間"),
            Text("the one in which you were", "元いたユーザー名前空間"),
          ], answer: 0),
        run: """
          unshare --user --map-root-user --mount --uts --ipc --net --pid --fork --mount-proc sh
          """,
        table: .links(since: "start"),
        checks: [
          .changed(
            [
              .kind(.user), .kind(.mnt), .kind(.uts), .kind(.ipc), .kind(.net), .kind(.pid),
              .pidForChildren,
            ], since: "start"),
          .isOwnedHere(.net), .isNumber(1),
        ],
        shows: Text(
          """
          The kernel makes the user namespace first, whatever the order of the flags, and the \
          others in it. CLONE_NEWUSER is the only flag that needs no privilege.
          """,
          """
          フラグの順序にかかわらず、カーネルはユーザー名前空間を最初に作り、残りをその中に作ります。\
          特権の要らないフラグは CLONE_NEWUSER だけです。
          """)),
      Step(
        "power", Text("Use the power.", "力を使ってみます。"),
        run: """
          grep CapEff /proc/self/status; hostname kitchen && mount -t tmpfs cellar /tmp && \
          hostname && df -h /tmp
          """,
        checks: [.prints("kitchen"), .prints("cellar"), .hides("0000000000000000")],
        shows: Text(
          "Host name, mounts, network: all yours, and no setuid program was needed.",
          "ホスト名もマウントもネットワークも思いのままです。setuid プログラムは要りませんでした。")),
      Step(
        "limit",
        Text(
          "Try something that belongs to the machine: a device node for a disk.",
          "機械そのものに属するものを試します。ディスクのデバイスノードです。"),
        ask: Question(
          Text("May root of this room make it?", "この部屋の root に作れるでしょうか。"),
          [Text("yes", "作れる"), Text("no", "作れない")], answer: 1),
        run: "mknod /tmp/disk b 8 0",
        checks: [.fails],
        shows: Text(
          """
          For this the capability must be had in the initial user namespace. If it were enough \
          to have it here, everybody could read every disk.
          """,
          """
          これには、最初のユーザー名前空間でのケーパビリティが要ります。ここのもので足りるなら、\
          誰でもあらゆるディスクを読めてしまいます。
          """)),
    ])
}
