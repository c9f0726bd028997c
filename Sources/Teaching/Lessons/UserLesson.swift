internal import Namespaces

extension Lesson {
  /// The user namespace: nobody, the map, and power that ends at the wall.
  static let user = Lesson(
    "user",
    Words(en: "user: who am I, and where?", ja: "user: 私は誰か、どこで誰か"),
    minutes: 7,
    needs: [.kind(.user)],
    quiz: .user,
    steps: [
      Step(
        "room", Words(en: "Make a user namespace and nothing else.", ja: "ユーザー名前空間だけを作ります。"),
        run: "unshare --user sh",
        table: .links(since: "start"),
        claims: [.changed([.kind(.user)], since: "start")],
        shows: Words(en: "Only `user` changed.", ja: "変わったのは `user` だけです。")),
      Step(
        "nobody", Words(en: "Ask who you are.", ja: "自分が誰か尋ねます。"),
        ask: Question(
          Words(en: "Which user number will it be?", ja: "ユーザー番号はいくつでしょうか。"),
          [Words(en: "0, root", ja: "0（root）"), Words(en: "65534, nobody", ja: "65534（nobody）")],
          answer: 1),
        run: "id -u",
        claims: [.ends("65534")],
        shows: Words(
          en: """
            The map is empty yet. A number without a line in the map is shown as the overflow \
            number, 65534. You are still who you were; there is only no word for it in here.
            """,
          ja: """
            対応表がまだ空です。対応表にない番号は、オーバーフロー UID の 65534 と表示されます。\
            あなたは元のあなたのままで、この部屋にはそれを呼ぶ言葉がないだけです。
            """)),
      Step(
        "leave", Words(en: "Go out.", ja: "外へ出ます。"), run: "exit",
        claims: [.changed([], since: "start")],
        shows: Words(en: "You are back.", ja: "戻りました。")),
      Step(
        "mapped",
        Words(
          en: "Once more, with a map: inside you shall be number 1000.",
          ja: "もう一度、今度は対応表を付けます。中では 1000 番になります。"),
        run: "unshare --user --map-user=1000 sh",
        claims: [.changed([.kind(.user)], since: "start")],
        shows: Words(
          en: "unshare(1) wrote one line into `/proc/self/uid_map`. It can be written once.",
          ja: "unshare(1) が `/proc/self/uid_map` に一行書きました。書けるのは一度だけです。")),
      Step(
        "map", Words(en: "Read it.", ja: "読んでみます。"), run: "id -u; cat /proc/self/uid_map",
        claims: [.prints("1000")],
        shows: Words(
          en: "Inside, outside, how many: number 1000 in here is number 0 of the house.",
          ja: "順に、中の番号、外の番号、個数です。ここの 1000 番は、家の 0 番にあたります。")),
      Step(
        "file", Words(en: "Make a file.", ja: "ファイルを作ります。"),
        run: "touch /tmp/mine && ls -ln /tmp/mine",
        look: "ls -ln /tmp/mine",
        claims: [.prints(" 1000 ")],
        shows: Words(en: "Its owner is 1000, seen from here.", ja: "ここから見ると、持ち主は 1000 番です。")),
      Step(
        "leave-again", Words(en: "Go out.", ja: "外へ出ます。"), run: "exit",
        claims: [.changed([], since: "start")],
        shows: Words(en: "You are back.", ja: "戻りました。")),
      Step(
        "owner", Words(en: "Look at the file from here.", ja: "同じファイルをここから見ます。"),
        ask: Question(
          Words(en: "Who owns it?", ja: "持ち主は誰でしょうか。"),
          [Words("1000"), Words("0"), Words("65534")], answer: 1),
        run: "ls -ln /tmp/mine",
        claims: [.hides(" 1000 "), .prints(" 0 ")],
        shows: Words(
          en: "A file stores one number; each room reads it through its own map.",
          ja: "ファイルが記録する番号は一つで、それぞれの部屋が自分の対応表を通して読みます。")),
      Step(
        "root", Words(en: "Now as root of a new room.", ja: "次は、新しい部屋の root になります。"),
        run: "unshare --user --map-root-user sh",
        claims: [.changed([.kind(.user)], since: "start"), .isOwnedElsewhere(.uts)],
        shows: Words(
          en: "You have every capability now, in this user namespace.",
          ja: "いま、このユーザー名前空間でのすべてのケーパビリティがあります。")),
      Step(
        "refused", Words(en: "Use them: rename the house.", ja: "使ってみます。家の名前を変えましょう。"),
        ask: Question(
          Words(en: "Does it work?", ja: "できるでしょうか。"),
          [Words(en: "yes, you are root", ja: "できる。root だから"), Words(en: "no", ja: "できない")],
          answer: 1),
        run: "hostname kitchen",
        claims: [.fails],
        shows: Words(
          en: """
            EPERM: the UTS namespace belongs to the user namespace outside, and there you have no \
            capability. Power counts for what the room owns.
            """,
          ja: """
            EPERM です。この UTS 名前空間は外のユーザー名前空間のもので、そこでのケーパビリティはありません。\
            力が及ぶのは、部屋が所有するものだけです。
            """)),
      Step(
        "owned", Words(en: "So make one that it owns.", ja: "では、この部屋が所有するものを作ります。"),
        run: "unshare --uts sh",
        claims: [.changed([.kind(.uts)], since: "root"), .isOwnedHere(.uts)],
        shows: Words(
          en: "A namespace belongs to the user namespace in which it was made.",
          ja: "名前空間は、作られたときのユーザー名前空間のものになります。")),
      Step(
        "allowed", Words(en: "And rename that.", ja: "その名前を変えます。"),
        run: "hostname kitchen && hostname",
        look: "hostname",
        claims: [.ends("kitchen")],
        shows: Words(
          en: "The same command, the same user, another owner.",
          ja: "コマンドもユーザーも同じですが、所有者が違います。")),
    ])
}
