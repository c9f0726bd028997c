internal import Localization
internal import Namespaces

extension Lesson {
  /// The cgroup namespace: it hides the path, and limits nothing.
  static let cgroup = Lesson(
    "cgroup",
    Words("cgroup: the wall that limits nothing", "cgroup: 何も制限しない壁"),
    minutes: 6,
    needs: [.kind(.cgroup), .root, .controlGroup],
    quiz: .cgroup,
    steps: [
      Step(
        "join",
        Words(
          """
          The lab has a control group of its own, mounted at `/run/cgroup`. Move the shell into \
          it.
          """,
          "実験室には専用のコントロールグループがあり、`/run/cgroup` に見えています。シェルをその中へ移します。"),
        run: "echo $$ > /run/cgroup/cgroup.procs; grep -E 'pids|^0:' /proc/self/cgroup",
        claims: [.prints("heya-lab")],
        shows: Words(
          "`/proc/self/cgroup` tells the path in the host's tree, for all to see.",
          "`/proc/self/cgroup` には、ホストの木でのパスがそのまま見えます。")),
      Step(
        "room", Words("Make a cgroup namespace.", "cgroup 名前空間を作ります。"),
        run: "unshare --cgroup sh",
        table: .links(since: "start"),
        claims: [.changed([.kind(.cgroup)], since: "start")],
        shows: Words("Only `cgroup` changed.", "変わったのは `cgroup` だけです。")),
      Step(
        "hidden", Words("Read the path again.", "もう一度パスを読みます。"),
        ask: Question(
          Words("Where are you now?", "いまどこにいるでしょうか。"),
          [
            Words("in the same group, under another name", "同じグループだが、名前が違う"),
            Words("in the root group of the host", "ホストの根のグループ"),
          ], answer: 0),
        run: "grep -E 'pids|^0:' /proc/self/cgroup",
        claims: [.hides("heya-lab"), .prints(":/")],
        shows: Words(
          "The group in which the namespace was made is called `/` inside. You did not move.",
          "名前空間を作ったときのグループが、中では `/` と呼ばれます。移動はしていません。")),
      Step(
        "limit",
        Words(
          "Limit the group to six processes, and ask for ten.",
          "グループのプロセス数を六つに制限して、十個作らせてみます。"),
        run: """
          echo 6 > /run/cgroup/pids.max; \
          sh -c 'for i in 1 2 3 4 5 6 7 8 9 10; do sleep 60 & done'
          """,
        claims: [.fails],
        shows: Words(
          "The limit is the group's. fork(2) says EAGAIN to whoever is in the group.",
          "制限はグループのものです。グループの中の誰に対しても、fork(2) は EAGAIN を返します。")),
      Step(
        "leave",
        Words(
          "Go out of the namespace; the shell there is still in the group.",
          "名前空間から出ます。外のシェルは、まだグループの中にいます。"),
        run: "exit",
        claims: [.changed([], since: "start")],
        shows: Words("You are back.", "戻りました。")),
      Step(
        "still", Words("Ask for ten again.", "もう一度、十個作らせます。"),
        ask: Question(
          Words("Does the limit hold outside of the namespace?", "名前空間の外でも制限は効くでしょうか。"),
          [Words("yes", "効く"), Words("no", "効かない")], answer: 0),
        run: "sh -c 'for i in 1 2 3 4 5 6 7 8 9 10; do sleep 60 & done'",
        claims: [.fails],
        shows: Words(
          "A group limits, a namespace hides. They have only the name in common.",
          "グループは制限し、名前空間は隠します。共通しているのは名前だけです。")),
    ])
}
