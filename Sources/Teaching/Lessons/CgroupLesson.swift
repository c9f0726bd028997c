internal import Localization
internal import Namespaces

extension Lesson {
  /// The cgroup namespace: it hides the path, and limits nothing.
  static let cgroup = Lesson(
    "cgroup",
    Text("cgroup: the wall that limits nothing", "cgroup: 何も制限しない壁"),
    minutes: 6,
    needs: [.kind(.cgroup), .root, .controlGroup],
    quiz: .cgroup,
    steps: [
      Step(
        "join",
        Text(
          """
          The lab has a control group of its own, mounted at `/run/cgroup`. Move the shell into \
          it.
          """,
          "実験室には専用のコントロールグループがあり、`/run/cgroup` に見えています。シェルをその中へ移します。"),
        run: "echo $$ > /run/cgroup/cgroup.procs; grep -E 'pids|^0:' /proc/self/cgroup",
        checks: [.prints("heya-lab")],
        shows: Text(
          "`/proc/self/cgroup` tells the path in the host's tree, for all to see.",
          "`/proc/self/cgroup` には、ホストの木でのパスがそのまま見えます。")),
      Step(
        "room", Text("Make a cgroup namespace.", "cgroup 名前空間を作ります。"),
        run: "unshare --cgroup sh",
        table: .links(since: "start"),
        checks: [.changed([.kind(.cgroup)], since: "start")],
        shows: Text("Only `cgroup` changed.", "変わったのは `cgroup` だけです。")),
      Step(
        "hidden", Text("Read the path again.", "もう一度パスを読みます。"),
        ask: Question(
          Text("Where are you now?", "いまどこにいるでしょうか。"),
          [
            Text("in the same group, under another name", "同じグループだが、名前が違う"),
            Text("in the root group of the host", "ホストの根のグループ"),
          ], answer: 0),
        run: "grep -E 'pids|^0:' /proc/self/cgroup",
        checks: [.hides("heya-lab"), .prints(":/")],
        shows: Text(
          "The group in which the namespace was made is called `/` inside. You did not move.",
          "名前空間を作ったときのグループが、中では `/` と呼ばれます。移動はしていません。")),
      Step(
        "limit",
        Text(
          "Limit the group to six processes, and ask for ten.",
          "グループのプロセス数を六つに制限して、十個作らせてみます。"),
        run: """
          echo 6 > /run/cgroup/pids.max; \
          sh -c 'for i in 1 2 3 4 5 6 7 8 9 10; do sleep 60 & done'
          """,
        checks: [.fails],
        shows: Text(
          "The limit is the group's. fork(2) says EAGAIN to whoever is in the group.",
          "制限はグループのものです。グループの中の誰に対しても、fork(2) は EAGAIN を返します。")),
      Step(
        "leave",
        Text(
          "Go out of the namespace; the shell there is still in the group.",
          "名前空間から出ます。外のシェルは、まだグループの中にいます。"),
        run: "exit",
        checks: [.changed([], since: "start")],
        shows: Text("You are back.", "戻りました。")),
      Step(
        "still", Text("Ask for ten again.", "もう一度、十個作らせます。"),
        ask: Question(
          Text("Does the limit hold outside of the namespace?", "名前空間の外でも制限は効くでしょうか。"),
          [Text("yes", "効く"), Text("no", "効かない")], answer: 0),
        run: "sh -c 'for i in 1 2 3 4 5 6 7 8 9 10; do sleep 60 & done'",
        checks: [.fails],
        shows: Text(
          "A group limits, a namespace hides. They have only the name in common.",
          "グループは制限し、名前空間は隠します。共通しているのは名前だけです。")),
    ])
}
