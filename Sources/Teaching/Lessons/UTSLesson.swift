internal import Localization
internal import Namespaces

extension Lesson {
  /// The UTS namespace: a host name of one's own.
  static let uts = Lesson(
    "uts",
    Words("uts: a name on the door", "uts: 扉の名札"),
    minutes: 4,
    quiz: .uts,
    steps: [
      Step(
        "name", Words("What is this house called?", "この家は何という名前でしょうか。"), run: "hostname",
        claims: [.ends("house")],
        shows: Words(
          "`house`: the lab has a UTS namespace already, so that no step can rename your host.",
          "`house` です。どの手順でもあなたのホストの名前が変わらないよう、実験室は初めから専用の UTS 名前空間にあります。")),
      Step(
        "room", Words("Make a room with a name of its own.", "専用の名前を持つ部屋を作ります。"),
        run: "unshare --uts sh",
        table: .links(since: "start"),
        claims: [.changed([.kind(.uts)], since: "start")],
        shows: Words("Only `uts` changed.", "変わったのは `uts` だけです。")),
      Step(
        "copy", Words("You have not named it yet.", "まだ名前を付けていません。"),
        ask: Question(
          Words("What is it called?", "何という名前でしょうか。"),
          [
            Words("localhost"), Words("as the house", "家と同じ名前"),
            Words("it has no name", "名前はない"),
          ], answer: 1),
        run: "hostname",
        claims: [.printsSame(as: "name")],
        shows: Words(
          "A new UTS namespace begins with a copy.", "新しい UTS 名前空間は、写しから始まります。")),
      Step(
        "rename", Words("Name it.", "名前を付けます。"), run: "hostname kitchen && hostname",
        look: "hostname",
        claims: [.ends("kitchen")],
        shows: Words(
          """
          The name is the room's. The prompt of a shell would still show the old one until a \
          new shell starts.
          """,
          "名前が付きました。シェルのプロンプトには、新しいシェルを始めるまで古い名前が残ります。")),
      Step(
        "leave", Words("Go out.", "外へ出ます。"), run: "exit",
        claims: [.changed([], since: "start"), .isGone(.uts, of: "rename")],
        shows: Words("You are back.", "戻りました。")),
      Step(
        "house", Words("And the house?", "家のほうはどうでしょうか。"), run: "hostname",
        claims: [.printsSame(as: "name")],
        shows: Words(
          "It kept its name; the kitchen's went with the kitchen.",
          "家の名前はそのままです。台所（kitchen）の名前は、台所と一緒に消えました。")),
    ])
}
