internal import Localization
internal import Namespaces

extension Lesson {
  /// The IPC namespace: message queues that others do not see, and what it does not isolate.
  static let ipc = Lesson(
    "ipc",
    Text("ipc: letter boxes by number", "ipc: 番号で呼ぶ郵便受け"),
    minutes: 5,
    needs: [.program("ipcmk"), .program("ipcs")],
    quiz: .ipc,
    steps: [
      Step(
        "queue",
        Text(
          "Make a System V message queue. It has a number and no path.",
          "System V のメッセージキューを作ります。パスはなく、番号で呼ばれます。"),
        run: "ipcmk --queue",
        checks: [.prints("id")],
        shows: Text(
          "It stays without a process, until somebody removes it or its room goes.",
          "プロセスがなくても、誰かが消すか部屋が消えるまで残ります。")),
      Step(
        "list", Text("List the queues.", "キューを一覧します。"), run: "ipcs --queues",
        checks: [.prints("0x")],
        shows: Text("There it is.", "ありました。")),
      Step(
        "room", Text("Make a room.", "部屋を作ります。"), run: "unshare --ipc sh",
        table: .links(since: "start"),
        checks: [.changed([.kind(.ipc)], since: "start")],
        shows: Text("Only `ipc` changed.", "変わったのは `ipc` だけです。")),
      Step(
        "empty", Text("List again.", "もう一度一覧します。"),
        ask: Question(
          Text("Is the queue in the list?", "さきほどのキューは出るでしょうか。"),
          [
            Text("yes, a copy of it", "写しが出る"), Text("yes, the same", "同じものが出る"),
            Text("no", "出ない"),
          ], answer: 2),
        run: "ipcs --queues",
        checks: [.hides("0x")],
        shows: Text(
          "Unlike `uts` and `mnt`, an IPC namespace begins empty.",
          "`uts` や `mnt` と違い、IPC 名前空間は空から始まります。")),
      Step(
        "leave", Text("Go out.", "外へ出ます。"), run: "exit",
        checks: [.changed([], since: "start")],
        shows: Text("You are back.", "戻りました。")),
      Step(
        "shm",
        Text(
          """
          POSIX shared memory is a file in `/dev/shm`. Write one, and read it in a new IPC \
          namespace.
          """,
          "POSIX 共有メモリは `/dev/shm` のファイルです。一つ書いて、新しい IPC 名前空間の中から読んでみます。"),
        ask: Question(
          Text("Can it be read there?", "読めるでしょうか。"),
          [Text("yes", "読める"), Text("no", "読めない")], answer: 0),
        run: "echo wine > /dev/shm/cellar; unshare --ipc cat /dev/shm/cellar",
        checks: [.ends("wine")],
        shows: Text(
          """
          Files belong to the mount namespace. Container engines mount another `/dev/shm` for \
          this reason.
          """,
          "ファイルはマウント名前空間の受け持ちです。だからコンテナエンジンは `/dev/shm` を別にマウントします。")),
    ])
}
