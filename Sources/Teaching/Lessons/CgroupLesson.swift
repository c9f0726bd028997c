internal import Namespaces

extension Lesson {
  /// The cgroup namespace: it hides the path, and limits nothing.
  static let cgroup = Lesson(
    "cgroup",
    Words(en: "cgroup: the wall that limits nothing", ja: "cgroup: 何も制限しない壁"),
    minutes: 6,
    needs: [.kind(.cgroup), .root, .controlGroup],
    quiz: .cgroup,
    steps: [
      Step(
        "join",
        Words(
          en: """
            The lab has a control group of its own, mounted at `/run/cgroup`. Move the shell into \
            it.
            """,
          ja: "実験室には専用のコントロールグループがあり、`/run/cgroup` に見えています。シェルをその中へ移します。"),
        run: "echo $$ > /run/cgroup/cgroup.procs; grep -E 'pids|^0:' /proc/self/cgroup",
        claims: [.prints("heya-lab")],
        shows: Words(
          en: "`/proc/self/cgroup` tells the path in the host's tree, for all to see.",
          ja: "`/proc/self/cgroup` には、ホストの木でのパスがそのまま見えます。")),
      Step(
        "room", Words(en: "Make a cgroup namespace.", ja: "cgroup 名前空間を作ります。"),
        run: "unshare --cgroup sh",
        table: .links(since: "start"),
        claims: [.changed([.kind(.cgroup)], since: "start")],
        shows: Words(en: "Only `cgroup` changed.", ja: "変わったのは `cgroup` だけです。")),
      Step(
        "hidden", Words(en: "Read the path again.", ja: "もう一度パスを読みます。"),
        ask: Question(
          Words(en: "Where are you now?", ja: "いまどこにいるでしょうか。"),
          [
            Words(en: "in the same group, under another name", ja: "同じグループだが、名前が違う"),
            Words(en: "in the root group of the host", ja: "ホストの根のグループ"),
          ], answer: 0),
        run: "grep -E 'pids|^0:' /proc/self/cgroup",
        claims: [.hides("heya-lab"), .prints(":/")],
        shows: Words(
          en: "The group in which the namespace was made is called `/` inside. You did not move.",
          ja: "名前空間を作ったときのグループが、中では `/` と呼ばれます。移動はしていません。")),
      Step(
        "limit",
        Words(
          en: "Limit the group to six processes, and ask for ten.",
          ja: "グループのプロセス数を六つに制限して、十個作らせてみます。"),
        run: """
          echo 6 > /run/cgroup/pids.max; \
          sh -c 'for i in 1 2 3 4 5 6 7 8 9 10; do sleep 60 & done'
          """,
        claims: [.fails],
        shows: Words(
          en: "The limit is the group's. fork(2) says EAGAIN to whoever is in the group.",
          ja: "制限はグループのものです。グループの中の誰に対しても、fork(2) は EAGAIN を返します。")),
      Step(
        "leave",
        Words(
          en: "Go out of the namespace; the shell there is still in the group.",
          ja: "名前空間から出ます。外のシェルは、まだグループの中にいます。"),
        run: "exit",
        claims: [.changed([], since: "start")],
        shows: Words(en: "You are back.", ja: "戻りました。")),
      Step(
        "still", Words(en: "Ask for ten again.", ja: "もう一度、十個作らせます。"),
        ask: Question(
          Words(en: "Does the limit hold outside of the namespace?", ja: "名前空間の外でも制限は効くでしょうか。"),
          [Words(en: "yes", ja: "効く"), Words(en: "no", ja: "効かない")], answer: 0),
        run: "sh -c 'for i in 1 2 3 4 5 6 7 8 9 10; do sleep 60 & done'",
        claims: [.fails],
        shows: Words(
          en: "A group limits, a namespace hides. They have only the name in common.",
          ja: "グループは制限し、名前空間は隠します。共通しているのは名前だけです。")),
    ])
}
