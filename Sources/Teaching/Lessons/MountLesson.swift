internal import Localization
internal import Namespaces

extension Lesson {
  /// The mount namespace: own mounts, shared files, propagation.
  static let mnt = Lesson(
    "mnt",
    Text("mnt: own mounts, common files", "mnt: マウントは別、ファイルは共有"),
    minutes: 7,
    quiz: .mnt,
    steps: [
      Step(
        "room",
        Text(
          "A new mount namespace begins with a copy of the list of mounts.",
          "新しいマウント名前空間は、マウントの一覧の写しから始まります。"),
        run: "unshare --mount sh",
        table: .links(since: "start"),
        checks: [.changed([.kind(.mnt)], since: "start")],
        shows: Text("Only `mnt` changed.", "変わったのは `mnt` だけです。")),
      Step(
        "cellar",
        Text(
          "Mount an empty file system in memory, and put a file into it.",
          "メモリ上の空のファイルシステムをマウントし、ファイルを一つ置きます。"),
        run: """
          mkdir /tmp/cellar && mount -t tmpfs cellar /tmp/cellar && touch /tmp/cellar/wine && \
          ls -a /tmp/cellar
          """,
        look: "ls -a /tmp/cellar",
        checks: [.prints("wine")],
        shows: Text("There is wine in the cellar.", "地下室（cellar）にワイン（wine）があります。")),
      Step(
        "leave", Text("Go out.", "外へ出ます。"), run: "exit",
        checks: [.changed([], since: "start"), .isGone(.mnt, of: "cellar")],
        shows: Text("You are back.", "戻りました。")),
      Step(
        "outside",
        Text("Look at the same path.", "同じパスを見てみましょう。"),
        ask: Question(
          Text("What is there?", "何があるでしょうか。"),
          [
            Text("the directory with the wine", "ワインの入ったディレクトリ"),
            Text("the directory, empty", "空のディレクトリ"),
            Text("no directory", "ディレクトリもない"),
          ], answer: 1),
        run: "ls -a /tmp/cellar",
        checks: [.hides("wine")],
        shows: Text(
          """
          The directory was made on a file system that both rooms have mounted, so it is here. \
          The mount on it was the room's own, and went with the room.
          """,
          """
          ディレクトリは両方の部屋にマウントされたファイルシステムの上に作ったので、ここにもあります。\
          その上のマウントは部屋だけのもので、部屋と一緒に消えました。
          """)),
      Step(
        "note",
        Text(
          "Write a file inside a new room, on a file system that is mounted in both.",
          "新しい部屋の中で、両方にマウントされているファイルシステムに書いてみます。"),
        ask: Question(
          Text("Is it to be read outside?", "外から読めるでしょうか。"),
          [Text("yes", "読める"), Text("no", "読めない")], answer: 0),
        run: "unshare --mount sh -c 'echo hello > /tmp/note'; cat /tmp/note",
        checks: [.ends("hello")],
        shows: Text(
          "A mount namespace isolates the list of mounts, not files.",
          "マウント名前空間が分けるのはマウントの一覧で、ファイルではありません。")),
      Step(
        "leak",
        Text(
          """
          Mounts can be handed on. Here a mount is made `shared`, and a room takes over the \
          propagation as it is, as the system call does without the command's help. Inside, \
          something is mounted below it.
          """,
          """
          マウントは伝わることがあります。ここではマウントを `shared` にし、伝播を変えずに部屋を作ります。\
          コマンドの手助けがなければ、システムコールはこのように働きます。中で、その下に何かをマウントします。
          """),
        ask: Question(
          Text("Does the mount `leaf` appear outside?", "マウント `leaf` は外に現れるでしょうか。"),
          [Text("yes", "現れる"), Text("no", "現れない")], answer: 0),
        run: """
          mkdir /tmp/tree && mount -t tmpfs tree /tmp/tree && mount --make-shared /tmp/tree && \
          mkdir /tmp/tree/leaf && unshare --mount --propagation unchanged \
          mount -t tmpfs leaf /tmp/tree/leaf; grep leaf /proc/self/mountinfo
          """,
        checks: [.prints("/tmp/tree/leaf")],
        shows: Text(
          """
          Shared mounts pass on what is mounted below them. On most systems `/` is shared, and so \
          a container engine makes everything private or slave first.
          """,
          """
          shared のマウントは、その下でのマウントを仲間に伝えます。たいていのシステムでは `/` が shared なので、\
          コンテナエンジンはまずすべてを private か slave にします。
          """)),
    ])
}
