internal import Namespaces

extension Lesson {
  /// The IPC namespace: message queues that others do not see, and what it does not isolate.
  static let ipc = Lesson(
    "ipc",
    Words(en: "ipc: letter boxes by number", ja: "ipc: 番号で呼ぶ郵便受け"),
    minutes: 5,
    needs: [.program("ipcmk"), .program("ipcs")],
    quiz: .ipc,
    steps: [
      Step(
        "queue",
        Words(
          en: "Make a System V message queue. It has a number and no path.",
          ja: "System V のメッセージキューを作ります。パスはなく、番号で呼ばれます。"),
        run: "ipcmk --queue",
        claims: [.prints("id")],
        shows: Words(
          en: "It stays without a process, until somebody removes it or its room goes.",
          ja: "プロセスがなくても、誰かが消すか部屋が消えるまで残ります。")),
      Step(
        "list", Words(en: "List the queues.", ja: "キューを一覧します。"), run: "ipcs --queues",
        claims: [.prints("0x")],
        shows: Words(en: "There it is.", ja: "ありました。")),
      Step(
        "room", Words(en: "Make a room.", ja: "部屋を作ります。"), run: "unshare --ipc sh",
        table: .links(since: "start"),
        claims: [.changed([.kind(.ipc)], since: "start")],
        shows: Words(en: "Only `ipc` changed.", ja: "変わったのは `ipc` だけです。")),
      Step(
        "empty", Words(en: "List again.", ja: "もう一度一覧します。"),
        ask: Question(
          Words(en: "Is the queue in the list?", ja: "さきほどのキューは出るでしょうか。"),
          [
            Words(en: "yes, a copy of it", ja: "写しが出る"), Words(en: "yes, the same", ja: "同じものが出る"),
            Words(en: "no", ja: "出ない"),
          ], answer: 2),
        run: "ipcs --queues",
        claims: [.hides("0x")],
        shows: Words(
          en: "Unlike `uts` and `mnt`, an IPC namespace begins empty.",
          ja: "`uts` や `mnt` と違い、IPC 名前空間は空から始まります。")),
      Step(
        "leave", Words(en: "Go out.", ja: "外へ出ます。"), run: "exit",
        claims: [.changed([], since: "start")],
        shows: Words(en: "You are back.", ja: "戻りました。")),
      Step(
        "shm",
        Words(
          en: """
            POSIX shared memory is a file in `/dev/shm`. Write one, and read it in a new IPC \
            namespace.
            """,
          ja: "POSIX 共有メモリは `/dev/shm` のファイルです。一つ書いて、新しい IPC 名前空間の中から読んでみます。"),
        ask: Question(
          Words(en: "Can it be read there?", ja: "読めるでしょうか。"),
          [Words(en: "yes", ja: "読める"), Words(en: "no", ja: "読めない")], answer: 0),
        run: "echo wine > /dev/shm/cellar; unshare --ipc cat /dev/shm/cellar",
        claims: [.ends("wine")],
        shows: Words(
          en: """
            Files belong to the mount namespace. Container engines mount another `/dev/shm` for \
            this reason.
            """,
          ja: "ファイルはマウント名前空間の受け持ちです。だからコンテナエンジンは `/dev/shm` を別にマウントします。")),
    ])
}
