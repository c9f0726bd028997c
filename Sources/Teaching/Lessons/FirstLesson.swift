internal import Localization
internal import Namespaces

extension Lesson {
  /// The lesson of the article that heya began from, step by step.
  static let first = Lesson(
    "first",
    Text("A room of one's own: the first namespace", "自分だけの部屋: はじめての名前空間"),
    minutes: 10,
    prepare: ["sleep 86400 & sleep 86400 & sleep 86400 &"],
    quiz: .pid,
    steps: [
      Step(
        "links",
        Text(
          """
          You are in a shell. Like every process it lives in one namespace of each kind, and \
          `/proc/PID/ns` shows in which: one link per kind, with the namespace's number in \
          brackets. Note the numbers.
          """,
          """
          いまシェルの中にいます。どのプロセスもそうですが、このシェルも種類ごとに一つの名前空間にいます。\
          どこにいるかは `/proc/PID/ns` でわかります。リンクが種類ごとにあり、角括弧の中が名前空間の番号です。\
          番号を控えておきましょう。
          """),
        run: "ls -l /proc/$$/ns",
        checks: [.prints("uts:["), .prints("pid_for_children -> pid:[")],
        shows: Text(
          """
          Ten links for eight kinds: `pid` and `time` have a second one, for children yet to be \
          born.
          """,
          "種類は八つですが、リンクは十あります。`pid` と `time` には、これから生まれる子のためのリンクがもう一つあるからです。")),
      Step(
        "processes",
        Text(
          "Now note who else is here. Some neighbours are asleep.",
          "次に、ほかに誰がいるかを見ておきます。眠っている隣人がいます。"),
        run: "ps -ef",
        checks: [.prints("sleep 86400")],
        shows: Text(
          "You see your neighbours, and you could send them signals.",
          "隣人が見えます。見えるだけでなく、シグナルも送れます。")),
      Step(
        "room",
        Text(
          """
          The command below asks for a new PID namespace, forks so that the child lives in it, \
          mounts a new `/proc` there, and runs `sh`.
          """,
          """
          次のコマンドは、新しい PID 名前空間を作り、fork して子をその中に住まわせ、\
          そこに新しい `/proc` をマウントしてから `sh` を実行します。
          """),
        ask: Question(
          Text("Which of the ten links will change?", "十のリンクのうち、どれが変わるでしょうか。"),
          [
            Text("all of them", "すべて"),
            Text("only those of pid", "pid のリンクだけ"),
            Text("those of pid, and mnt", "pid のリンクと mnt"),
          ], answer: 2),
        run: "unshare --pid --fork --mount-proc sh",
        table: .links(since: "start"),
        checks: [.changed([.kind(.pid), .pidForChildren, .kind(.mnt)], since: "start")],
        shows: Text(
          """
          `pid` changed because you asked, and `mnt` because a `/proc` that only you see needs a \
          list of mounts of your own. Nothing else changed: network, host name and users are \
          those of before.
          """,
          """
          `pid` は頼んだから変わり、`mnt` は、自分にだけ見える `/proc` を置くために専用のマウント一覧が要るので変わりました。\
          ほかは何も変わっていません。ネットワークもホスト名もユーザーも前のままです。
          """)),
      Step(
        "number",
        Text("Which number does your shell have now?", "いまのシェルの番号はいくつでしょうか。"),
        ask: Question(
          Text("What will `echo $$` print?", "`echo $$` は何を表示するでしょうか。"),
          [
            Text("1"), Text("the number that it had before", "前と同じ番号"),
            Text("the next free number of the house", "家全体で次に空いている番号"),
          ], answer: 0),
        run: "echo $$",
        checks: [.ends("1"), .isNumber(1)],
        shows: Text(
          """
          Number 1, the first in the room. Outside, PID 1 is somebody else: the same PID exists \
          several times, once per room. From outside your shell has another number, one for each \
          room above.
          """,
          """
          部屋で最初のプロセスなので 1 番です。外の PID 1 は別のプロセスです。同じ PID が、部屋ごとに一つずつ、いくつも存在できます。\
          外から見ると、このシェルには別の番号があります。上の部屋ごとに一つずつです。
          """)),
      Step(
        "alone",
        Text("Look around again.", "もう一度まわりを見てみましょう。"),
        ask: Question(
          Text("Will the sleeping neighbours be in the list?", "眠っている隣人は一覧に出るでしょうか。"),
          [Text("yes", "出る"), Text("no", "出ない")], answer: 1),
        run: "ps -ef",
        table: .listed(since: "processes"),
        checks: [.hides("sleep 86400"), .prints("ps -ef")],
        shows: Text(
          """
          Only `sh` and `ps`. The neighbours sleep on, but processes in other namespaces are not \
          seen from here; even the shell that you came from is gone from the list.
          """,
          """
          `sh` と `ps` だけです。隣人はまだ眠っていますが、ほかの名前空間のプロセスはここから見えません。\
          元のシェルも一覧から消えています。
          """)),
      Step(
        "back",
        Text(
          "Leave the room. It has nobody in it then, and PID 1 was its first and last.",
          "部屋を出ます。すると中には誰もいなくなります。最初で最後の住人が PID 1 でした。"),
        run: "exit",
        table: .links(since: "start"),
        checks: [.changed([], since: "start"), .isGone(.pid, of: "alone")],
        shows: Text(
          "Every link is as at the beginning, and the kernel has taken the room away.",
          "リンクはすべて最初と同じです。部屋はカーネルが片付けました。")),
      Step(
        "neighbours",
        Text("And the neighbours?", "隣人はどうなったでしょうか。"),
        run: "ps -ef",
        checks: [.prints("sleep 86400")],
        shows: Text(
          """
          They never went away. A namespace changes what one sees, not what is there. That is \
          the whole secret of containers.
          """,
          "ずっとそこにいました。名前空間が変えるのは見え方で、そこにあるものではありません。コンテナの種明かしは、これだけです。")),
    ])
}
