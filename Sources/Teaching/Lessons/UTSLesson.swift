internal import Namespaces

extension Lesson {
  /// The UTS namespace: a host name of one's own.
  static let uts = Lesson(
    "uts",
    Words(en: "uts: a name on the door", ja: "uts: 扉の名札"),
    minutes: 4,
    quiz: .uts,
    steps: [
      Step(
        "name", Words(en: "What is this house called?", ja: "この家は何という名前でしょうか。"), run: "hostname",
        claims: [.ends("house")],
        shows: Words(
          en: "`house`: the lab has a UTS namespace already, so that no step can rename your host.",
          ja: "`house` です。どの手順でもあなたのホストの名前が変わらないよう、実験室は初めから専用の UTS 名前空間にあります。")),
      Step(
        "room", Words(en: "Make a room with a name of its own.", ja: "専用の名前を持つ部屋を作ります。"),
        run: "unshare --uts sh",
        table: .links(since: "start"),
        claims: [.changed([.kind(.uts)], since: "start")],
        shows: Words(en: "Only `uts` changed.", ja: "変わったのは `uts` だけです。")),
      Step(
        "copy", Words(en: "You have not named it yet.", ja: "まだ名前を付けていません。"),
        ask: Question(
          Words(en: "What is it called?", ja: "何という名前でしょうか。"),
          [
            Words("localhost"), Words(en: "as the house", ja: "家と同じ名前"),
            Words(en: "it has no name", ja: "名前はない"),
          ], answer: 1),
        run: "hostname",
        claims: [.printsSame(as: "name")],
        shows: Words(
          en: "A new UTS namespace begins with a copy.", ja: "新しい UTS 名前空間は、写しから始まります。")),
      Step(
        "rename", Words(en: "Name it.", ja: "名前を付けます。"), run: "hostname kitchen && hostname",
        look: "hostname",
        claims: [.ends("kitchen")],
        shows: Words(
          en: """
            The name is the room's. The prompt of a shell would still show the old one until a \
            new shell starts.
            """,
          ja: "名前が付きました。シェルのプロンプトには、新しいシェルを始めるまで古い名前が残ります。")),
      Step(
        "leave", Words(en: "Go out.", ja: "外へ出ます。"), run: "exit",
        claims: [.changed([], since: "start"), .isGone(.uts, of: "rename")],
        shows: Words(en: "You are back.", ja: "戻りました。")),
      Step(
        "house", Words(en: "And the house?", ja: "家のほうはどうでしょうか。"), run: "hostname",
        claims: [.printsSame(as: "name")],
        shows: Words(
          en: "It kept its name; the kitchen's went with the kitchen.",
          ja: "家の名前はそのままです。台所（kitchen）の名前は、台所と一緒に消えました。")),
    ])
}
