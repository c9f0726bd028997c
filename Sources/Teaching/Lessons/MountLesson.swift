internal import Namespaces

extension Lesson {
  /// The mount namespace: own mounts, shared files, propagation.
  static let mnt = Lesson(
    "mnt",
    Words(en: "mnt: own mounts, common files", ja: "mnt: マウントは別、ファイルは共有"),
    minutes: 7,
    quiz: .mnt,
    steps: [
      Step(
        "room",
        Words(
          en: "A new mount namespace begins with a copy of the list of mounts.",
          ja: "新しいマウント名前空間は、マウントの一覧の写しから始まります。"),
        run: "unshare --mount sh",
        table: .links(since: "start"),
        claims: [.changed([.kind(.mnt)], since: "start")],
        shows: Words(en: "Only `mnt` changed.", ja: "変わったのは `mnt` だけです。")),
      Step(
        "cellar",
        Words(
          en: "Mount an empty file system in memory, and put a file into it.",
          ja: "メモリ上の空のファイルシステムをマウントし、ファイルを一つ置きます。"),
        run: """
          mkdir /tmp/cellar && mount -t tmpfs cellar /tmp/cellar && touch /tmp/cellar/wine && \
          ls -a /tmp/cellar
          """,
        look: "ls -a /tmp/cellar",
        claims: [.prints("wine")],
        shows: Words(en: "There is wine in the cellar.", ja: "地下室（cellar）にワイン（wine）があります。")),
      Step(
        "leave", Words(en: "Go out.", ja: "外へ出ます。"), run: "exit",
        claims: [.changed([], since: "start"), .isGone(.mnt, of: "cellar")],
        shows: Words(en: "You are back.", ja: "戻りました。")),
      Step(
        "outside",
        Words(en: "Look at the same path.", ja: "同じパスを見てみましょう。"),
        ask: Question(
          Words(en: "What is there?", ja: "何があるでしょうか。"),
          [
            Words(en: "the directory with the wine", ja: "ワインの入ったディレクトリ"),
            Words(en: "the directory, empty", ja: "空のディレクトリ"),
            Words(en: "no directory", ja: "ディレクトリもない"),
          ], answer: 1),
        run: "ls -a /tmp/cellar",
        claims: [.hides("wine")],
        shows: Words(
          en: """
            The directory was made on a file system that both rooms have mounted, so it is here. \
            The mount on it was the room's own, and went with the room.
            """,
          ja: """
            ディレクトリは両方の部屋にマウントされたファイルシステムの上に作ったので、ここにもあります。\
            その上のマウントは部屋だけのもので、部屋と一緒に消えました。
            """)),
      Step(
        "note",
        Words(
          en: "Write a file inside a new room, on a file system that is mounted in both.",
          ja: "新しい部屋の中で、両方にマウントされているファイルシステムに書いてみます。"),
        ask: Question(
          Words(en: "Is it to be read outside?", ja: "外から読めるでしょうか。"),
          [Words(en: "yes", ja: "読める"), Words(en: "no", ja: "読めない")], answer: 0),
        run: "unshare --mount sh -c 'echo hello > /tmp/note'; cat /tmp/note",
        claims: [.ends("hello")],
        shows: Words(
          en: "A mount namespace isolates the list of mounts, not files.",
          ja: "マウント名前空間が分けるのはマウントの一覧で、ファイルではありません。")),
      Step(
        "leak",
        Words(
          en: """
            Mounts can be handed on. Here a mount is made `shared`, and a room takes over the \
            propagation as it is, as the system call does without the command's help. Inside, \
            something is mounted below it.
            """,
          ja: """
            マウントは伝わることがあります。ここではマウントを `shared` にし、伝播を変えずに部屋を作ります。\
            コマンドの手助けがなければ、システムコールはこのように働きます。中で、その下に何かをマウントします。
            """),
        ask: Question(
          Words(en: "Does the mount `leaf` appear outside?", ja: "マウント `leaf` は外に現れるでしょうか。"),
          [Words(en: "yes", ja: "現れる"), Words(en: "no", ja: "現れない")], answer: 0),
        run: """
          mkdir /tmp/tree && mount -t tmpfs tree /tmp/tree && mount --make-shared /tmp/tree && \
          mkdir /tmp/tree/leaf && unshare --mount --propagation unchanged \
          mount -t tmpfs leaf /tmp/tree/leaf; grep leaf /proc/self/mountinfo
          """,
        claims: [.prints("/tmp/tree/leaf")],
        shows: Words(
          en: """
            Shared mounts pass on what is mounted below them. On most systems `/` is shared, and so \
            a container engine makes everything private or slave first.
            """,
          ja: """
            shared のマウントは、その下でのマウントを仲間に伝えます。たいていのシステムでは `/` が shared なので、\
            コンテナエンジンはまずすべてを private か slave にします。
            """)),
    ])
}
