internal import Localization
internal import Namespaces

extension Lesson {
  /// The PID namespace: fork, `/proc`, numbers per level and the death of PID 1.
  static let pid = Lesson(
    "pid",
    Text("pid: numbers, /proc and the duty of PID 1", "pid: 番号と /proc、そして PID 1 の務め"),
    minutes: 8,
    needs: [.program("pgrep")],
    prepare: ["sleep 86400 &"],
    quiz: .pid,
    steps: [
      Step(
        "forgotten",
        Text(
          """
          unshare(2) with CLONE_NEWPID does not move the caller: a process never changes its \
          number. Only its children are born in the new room. Without `--fork` the shell itself \
          stays outside and its first child becomes PID 1. Here it is asked for two children, \
          one after the other.
          """,
          """
          unshare(2) に CLONE_NEWPID を渡しても、呼び出したプロセスは移りません。プロセスの番号は一生変わらないからです。\
          新しい部屋に生まれるのは子だけです。`--fork` がないとシェルは外に残り、最初の子が PID 1 になります。\
          ここでは子を二つ、順に作らせてみます。
          """),
        ask: Question(
          Text("What happens?", "どうなるでしょうか。"),
          [
            Text("both are made", "二つともできる"),
            Text("the second cannot be made", "二つ目が作れない"),
          ], answer: 1),
        run: "unshare --pid sh -c '/bin/true; /bin/true; /bin/echo done'",
        checks: [.fails, .hides("done")],
        shows: Text(
          """
          The first child was PID 1, and ended. A room whose PID 1 is gone takes no new process: \
          fork(2) fails with ENOMEM, which has nothing to do with memory. Hence `--fork`.
          """,
          """
          最初の子が PID 1 になり、終わりました。PID 1 のいない部屋には新しいプロセスを作れません。\
          fork(2) は ENOMEM で失敗しますが、メモリとは関係ありません。だから `--fork` を付けます。
          """)),
      Step(
        "half",
        Text(
          "With `--fork`, but without `--mount-proc`:",
          "`--fork` は付け、`--mount-proc` は付けずに試します。"),
        run: "unshare --pid --fork sh",
        table: .links(since: "start"),
        checks: [.changed([.kind(.pid), .pidForChildren], since: "start"), .isNumber(1)],
        shows: Text(
          "You are PID 1 in a new room, but with the mounts of before.",
          "新しい部屋の PID 1 になりましたが、マウントは前のままです。")),
      Step(
        "old-proc",
        Text(
          """
          `ps` reads `/proc`, and begins with itself, `/proc/self`. Where it gives up, list the \
          names of all processes yourself.
          """,
          """
          `ps` は `/proc` を読み、まず自分自身の `/proc/self` を見ます。\
          `ps` があきらめたら、全プロセスの名前を直接読みます。
          """),
        ask: Question(
          Text("Whose processes are in `/proc`?", "`/proc` にあるのはどちらのプロセスでしょうか。"),
          [Text("those of this room", "この部屋のもの"), Text("those outside", "外のもの")],
          answer: 1),
        run: "ps -ef || cat /proc/[0-9]*/comm",
        checks: [.prints("sleep")],
        shows: Text(
          """
          A `/proc` shows the PID namespace that it was mounted in, not that of the reader. You \
          see numbers that you cannot use: `kill` with one of them would hit nobody, or somebody \
          else.
          """,
          """
          `/proc` が見せるのは、読む人の部屋ではなく、マウントされたときの PID 名前空間です。\
          ここに見える番号は使えません。`kill` しても相手がいないか、別のプロセスに当たります。
          """)),
      Step(
        "new-proc",
        Text(
          "So mount a new one, in a mount namespace of your own.",
          "では、専用のマウント名前空間で新しい `/proc` をマウントします。"),
        run: "unshare --mount sh -c 'mount -t proc proc /proc && ps -ef'",
        checks: [.hides("sleep 86400"), .prints("ps -ef")],
        shows: Text(
          "Now the list is that of the room. `--mount-proc` does exactly this.",
          "これで部屋の一覧になりました。`--mount-proc` がするのは、まさにこのことです。")),
      Step(
        "leave", Text("Go out again.", "いったん外へ出ます。"), run: "exit",
        checks: [.changed([], since: "start")],
        shows: Text("You are back.", "戻りました。")),
      Step(
        "levels",
        Text(
          """
          Start a room in the background, in which PID 1 is `sleep 4321` with a child \
          `sleep 4444`, and look at the child from here. `NSpid` in its status lists its \
          numbers, from the outermost room that this `/proc` shows inwards.
          """,
          """
          部屋を一つ、裏で作ります。中の PID 1 は `sleep 4321`、その子は `sleep 4444` です。\
          その子をここから見てみましょう。status の `NSpid` は、この `/proc` が見せるいちばん外の部屋から内側へ、番号を順に並べたものです。
          """),
        run: """
          unshare --pid --fork sh -c 'sleep 4444 & exec sleep 4321' 2>/dev/null & \
          until pgrep -fx 'sleep 4321' >/dev/null && pgrep -fx 'sleep 4444' >/dev/null; \
          do sleep 0.1; done; grep NSpid /proc/$(pgrep -fx 'sleep 4444')/status
          """,
        checks: [.prints("NSpid:"), .prints(" 2")],
        shows: Text(
          "Two numbers, one per room. The outer room sees the inner, never the other way.",
          "番号が二つ、部屋ごとに一つずつあります。外から中は見えますが、中から外は見えません。")),
      Step(
        "death",
        Text("Now kill PID 1 of that room, from outside.", "その部屋の PID 1 を、外から kill します。"),
        ask: Question(
          Text("What becomes of its child?", "子はどうなるでしょうか。"),
          [
            Text("it sleeps on, adopted by another", "別の親に引き取られて眠り続ける"),
            Text("it is killed as well", "一緒に kill される"),
          ], answer: 1),
        run: """
          kill -KILL $(pgrep -fx 'sleep 4321'); wait $!; \
          pgrep -fx 'sleep 4444' || echo nobody
          """,
        checks: [.ends("nobody")],
        shows: Text(
          """
          When PID 1 ends, the kernel kills everybody in the room. A container stops because its \
          PID 1 stops, for whatever reason.
          """,
          "PID 1 が終わると、カーネルが部屋の全員を kill します。コンテナが止まるのは、理由が何であれ、PID 1 が止まったからです。")),
    ])
}
