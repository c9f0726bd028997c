internal import Localization
internal import Namespaces

extension Lesson {
  /// Rooms that are badly built, as a warning.
  static let escape = Lesson(
    "escape",
    Text("Rooms that are badly built", "欠陥住宅: 壁に穴のある部屋"),
    minutes: 8,
    prepare: ["echo treasure > /tmp/secret; mkdir /tmp/shared"],
    quiz: .mnt,
    steps: [
      Step(
        "room",
        Text(
          """
          The house has a secret in `/tmp/secret`. Build a room with mounts of its own, but with \
          the processes of the house, as `--pid=host` does …
          """,
          """
          家には秘密のファイル `/tmp/secret` があります。マウントは専用でも、プロセスは家と共有する部屋を作ります。\
          `--pid=host` と同じです……
          """),
        run: "unshare --mount sh",
        checks: [.changed([.kind(.mnt)], since: "start")],
        shows: Text("Only `mnt` is new.", "新しいのは `mnt` だけです。")),
      Step(
        "cover",
        Text("… and with another `/tmp`.", "……そして `/tmp` を別のものにします。"),
        run: "mount -t tmpfs room /tmp; cat /tmp/secret",
        checks: [.fails, .hides("treasure")],
        shows: Text("The secret is not to be seen.", "秘密は見えません。")),
      Step(
        "root",
        Text(
          "But PID 1, who lives outside, is in your `/proc`.",
          "しかし、外にいる PID 1 が、あなたの `/proc` に見えています。"),
        ask: Question(
          Text(
            "Does `/proc/1/root/tmp/secret` lead to it?",
            "`/proc/1/root/tmp/secret` でたどり着けるでしょうか。"),
          [Text("yes", "たどり着ける"), Text("no", "たどり着けない")], answer: 0),
        run: "cat /proc/1/root/tmp/secret",
        checks: [.ends("treasure")],
        shows: Text(
          """
          `/proc/PID/root` is a door into the mount namespace of any process that you may trace. \
          With the host's `pid` and root's powers, the wall of `mnt` is made of paper.
          """,
          """
          `/proc/PID/root` は、ptrace してよいプロセスなら誰のマウント名前空間へも通じる扉です。\
          ホストの `pid` と root の力があれば、`mnt` の壁は紙も同然です。
          """)),
      Step(
        "leave", Text("Go out, and build it better.", "外へ出て、もっとよい部屋を作ります。"), run: "exit",
        checks: [.changed([], since: "start")],
        shows: Text("You are back.", "戻りました。")),
      Step(
        "better", Text("Now with a `pid` of its own.", "今度は `pid` も専用にします。"),
        run: """
          unshare --mount --pid --fork --mount-proc \
          sh -c 'mount -t tmpfs room /tmp; cat /proc/1/root/tmp/secret'
          """,
        checks: [.fails, .hides("treasure")],
        shows: Text(
          "PID 1 is now in the room itself. Nobody from outside is in `/proc`.",
          "いまの PID 1 は部屋の住人です。`/proc` に外のプロセスはいません。")),
      Step(
        "descriptor",
        Text(
          """
          The same good room, but whoever built it left a descriptor open on a directory of the \
          house.
          """,
          "同じよい部屋ですが、作った者が、家のディレクトリを指す記述子を開いたままにしていました。"),
        ask: Question(
          Text("Is the secret safe?", "秘密は守られるでしょうか。"),
          [Text("yes", "守られる"), Text("no", "守られない")], answer: 1),
        run: """
          exec 9</tmp; unshare --mount --pid --fork --mount-proc \
          sh -c 'mount -t tmpfs room /tmp; cat /proc/self/fd/9/secret'; exec 9<&-
          """,
        checks: [.prints("treasure")],
        shows: Text(
          """
          No namespace checks descriptors. runc left one open once (CVE-2024-21626), and a \
          malicious image needed only to make it its working directory. `heya enter` closes all.
          """,
          """
          どの名前空間も、記述子は調べません。かつて runc が一つ閉じ忘れ（CVE-2024-21626）、\
          悪意あるイメージはそれを作業ディレクトリにするだけで外へ出られました。`heya enter` はすべて閉じます。
          """)),
      Step(
        "mounted",
        Text(
          """
          Last, a directory that was let in on purpose. Somebody in the room writes a script \
          there …
          """,
          "最後は、わざと中に入れたディレクトリです。部屋の誰かが、そこにスクリプトを書き……"),
        run: """
          unshare --mount --pid --fork --mount-proc \
          sh -c 'echo "echo written inside, run as user \\$(id -u) outside" > /tmp/shared/daily'; \
          sh /tmp/shared/daily
          """,
        checks: [.ends("written inside, run as user 0 outside")],
        shows: Text(
          """
          … and the house runs it. Whatever you mount into a room writable, you trust the room \
          with: above all an engine's socket or `/etc`.
          """,
          """
          ……家がそれを実行しました。書き込めるようにマウントしたものは、部屋に預けたのと同じです。\
          エンジンのソケットや `/etc` はとりわけ危険です。
          """)),
    ])
}
