internal import Localization
internal import Namespaces

extension Lesson {
  /// The user namespace: nobody, the map, and power that ends at the wall.
  static let user = Lesson(
    "user",
    Text("user: who am I, and where?", "user: 私は誰か、どこで誰か"),
    minutes: 7,
    needs: [.kind(.user)],
    quiz: .user,
    steps: [
      Step(
        "room", Text("Make a user namespace and nothing else.", "ユーザー名前空間だけを作ります。"),
        run: "unshare --user sh",
        table: .links(since: "start"),
        checks: [.changed([.kind(.user)], since: "start")],
        shows: Text("Only `user` changed.", "変わったのは `user` だけです。")),
      Step(
        "nobody", Text("Ask who you are.", "自分が誰か尋ねます。"),
        ask: Question(
          Text("Which user number will it be?", "UID はいくつでしょうか。"),
          [Text("0, root", "0（root）"), Text("65534, nobody", "65534（nobody）")],
          answer: 1),
        run: "id -u",
        checks: [.ends("65534")],
        shows: Text(
          """
          The map is empty yet. A number without a line in the map is shown as the overflow \
          number, 65534. You are still who you were; there is only no word for it in here.
          """,
          """
          対応表がまだ空です。対応表にない番号は、オーバーフロー UID の 65534 と表示されます。\
          あなたは元のあなたのままで、この部屋にはそれを呼ぶ言葉がないだけです。
          """)),
      Step(
        "leave", Text("Go out.", "外へ出ます。"), run: "exit",
        checks: [.changed([], since: "start")],
        shows: Text("You are back.", "戻りました。")),
      Step(
        "mapped",
        Text(
          "Once more, with a map: inside you shall be number 1000.",
          "もう一度、今度は対応表を付けます。中では 1000 番になります。"),
        run: "unshare --user --map-user=1000 sh",
        checks: [.changed([.kind(.user)], since: "start")],
        shows: Text(
          "unshare(1) wrote one line into `/proc/self/uid_map`. It can be written once.",
          "unshare(1) が `/proc/self/uid_map` に一行書きました。書けるのは一度だけです。")),
      Step(
        "map", Text("Read it.", "読んでみます。"), run: "id -u; cat /proc/self/uid_map",
        checks: [.prints("1000")],
        shows: Text(
          "Inside, outside, how many: number 1000 in here is number 0 of the house.",
          "順に、中の番号、外の番号、個数です。ここの 1000 番は、家の 0 番にあたります。")),
      Step(
        "file", Text("Make a file.", "ファイルを作ります。"),
        run: "touch /tmp/mine && ls -ln /tmp/mine",
        look: "ls -ln /tmp/mine",
        checks: [.prints(" 1000 ")],
        shows: Text("Its owner is 1000, seen from here.", "ここから見ると、持ち主は 1000 番です。")),
      Step(
        "leave-again", Text("Go out.", "外へ出ます。"), run: "exit",
        checks: [.changed([], since: "start")],
        shows: Text("You are back.", "戻りました。")),
      Step(
        "owner", Text("Look at the file from here.", "同じファイルをここから見ます。"),
        ask: Question(
          Text("Who owns it?", "持ち主は誰でしょうか。"),
          [Text("1000"), Text("0"), Text("65534")], answer: 1),
        run: "ls -ln /tmp/mine",
        checks: [.hides(" 1000 "), .prints(" 0 ")],
        shows: Text(
          "A file stores one number; each room reads it through its own map.",
          "ファイルが記録する番号は一つで、それぞれの部屋が自分の対応表を通して読みます。")),
      Step(
        "root", Text("Now as root of a new room.", "次は、新しい部屋の root になります。"),
        run: "unshare --user --map-root-user sh",
        checks: [.changed([.kind(.user)], since: "start"), .isOwnedElsewhere(.uts)],
        shows: Text(
          "You have every capability now, in this user namespace.",
          "いま、このユーザー名前空間でのすべてのケーパビリティがあります。")),
      Step(
        "refused", Text("Use them: rename the house.", "使ってみます。家の名前を変えましょう。"),
        ask: Question(
          Text("Does it work?", "できるでしょうか。"),
          [Text("yes, you are root", "できる。root だから"), Text("no", "できない")],
          answer: 1),
        run: "hostname kitchen",
        checks: [.fails],
        shows: Text(
          """
          EPERM: the UTS namespace belongs to the user namespace outside, and there you have no \
          capability. Power counts for what the room owns.
          """,
          """
          EPERM です。この UTS 名前空間は外のユーザー名前空間のもので、そこでのケーパビリティはありません。\
          力が及ぶのは、部屋が所有するものだけです。
          """)),
      Step(
        "owned", Text("So make one that it owns.", "では、この部屋が所有するものを作ります。"),
        run: "unshare --uts sh",
        checks: [.changed([.kind(.uts)], since: "root"), .isOwnedHere(.uts)],
        shows: Text(
          "A namespace belongs to the user namespace in which it was made.",
          "名前空間は、作られたときのユーザー名前空間のものになります。")),
      Step(
        "allowed", Text("And rename that.", "その名前を変えます。"),
        run: "hostname kitchen && hostname",
        look: "hostname",
        checks: [.ends("kitchen")],
        shows: Text(
          "The same command, the same user, another owner.",
          "コマンドもユーザーも同じですが、所有者が違います。")),
    ])
}
