internal import Localization
internal import Namespaces

extension Lesson {
  /// Who keeps a namespace alive.
  static let lifetime = Lesson(
    "lifetime",
    Text("Who keeps a room alive?", "部屋を生かしているのは誰か"),
    minutes: 6,
    quiz: .uts,
    steps: [
      Step(
        "room", Text("Make a room.", "部屋を作ります。"), run: "unshare --uts sh",
        table: .links(since: "start"),
        checks: [.changed([.kind(.uts)], since: "start")],
        shows: Text(
          "Your shell is its only member, and all that holds it.",
          "メンバーはこのシェルだけで、部屋を保持しているのもこのシェルだけです。")),
      Step(
        "pin",
        Text(
          "Name it and pin it: mount its file over an ordinary file.",
          "名前を付け、ピン留めします。部屋のファイルを、普通のファイルの上にマウントします。"),
        run: """
          hostname kitchen; touch /run/kitchen && \
          mount --bind /proc/$$/ns/uts /run/kitchen && stat -f -c %T /run/kitchen
          """,
        checks: [.ends("nsfs")],
        shows: Text(
          "The file now belongs to nsfs, the file system of namespaces.",
          "このファイルは、いまや名前空間のファイルシステム nsfs のものです。")),
      Step(
        "leave", Text("Go out. Then nobody lives in the room.", "外へ出ます。部屋には誰もいなくなります。"),
        ask: Question(
          Text("Does the room still exist?", "部屋はまだあるでしょうか。"),
          [Text("yes", "ある"), Text("no", "ない")], answer: 0),
        run: "exit",
        checks: [.changed([], since: "start"), .standsEmpty(.uts, of: "room")],
        shows: Text("It stands empty, and the pin holds it.", "空き部屋になりましたが、ピンが保持しています。")),
      Step(
        "enter", Text("Enter by the pin.", "ピンから入ってみます。"),
        run: "nsenter --uts=/run/kitchen hostname",
        checks: [.ends("kitchen")],
        shows: Text("Its name is as you left it.", "名前は出てきたときのままです。")),
      Step(
        "descriptor",
        Text(
          """
          Let a process in by the pin, open its `uts` file as descriptor 9 of your shell, and \
          take both the process and the pin away.
          """,
          """
          ピンからプロセスを一つ入れ、その `uts` のファイルをシェルの記述子 9 番で開きます。\
          それから、プロセスもピンも取り除きます。
          """),
        ask: Question(
          Text("And now?", "今度はどうでしょうか。"),
          [Text("it still exists", "まだある"), Text("it is gone", "なくなった")],
          answer: 0),
        run: """
          nsenter --uts=/run/kitchen sleep 60 & \
          until [ $(readlink /proc/$!/ns/uts) != $(readlink /proc/$$/ns/uts) ]; do sleep 0.1; done; \
          exec 9</proc/$!/ns/uts; kill $!; wait $!; umount /run/kitchen && rm /run/kitchen
          """,
        checks: [.standsEmpty(.uts, of: "room")],
        shows: Text(
          """
          An open descriptor holds it, with no name anywhere. Such rooms are the hard ones to \
          explain.
          """,
          "開いた記述子が保持しています。どこにも名前がありません。説明のつかない部屋の正体は、たいていこれです。")),
      Step(
        "by-descriptor", Text("Enter by the descriptor.", "記述子から入ってみます。"),
        run: "nsenter --uts=/proc/$$/fd/9 hostname",
        checks: [.ends("kitchen")],
        shows: Text("It is still the same room.", "まだ同じ部屋です。")),
      Step(
        "close", Text("Close the descriptor.", "記述子を閉じます。"), run: "exec 9<&-",
        checks: [.isGone(.uts, of: "room")],
        shows: Text(
          """
          Nothing holds it any more, and the kernel took it away at once. The number is free \
          for another.
          """,
          "保持するものがなくなり、カーネルがすぐに片付けました。番号は別の部屋に使われます。")),
    ])
}
