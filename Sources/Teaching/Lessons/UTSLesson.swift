internal import Localization
internal import Namespaces

extension Lesson {
  /// The UTS namespace: a host name of one's own.
  static let uts = Lesson(
    "uts",
    Text("uts: a name on the door", "uts: 扉の名札"),
    minutes: 4,
    quiz: .uts,
    steps: [
      Step(
        "name", Text("What is this house called?", "この家は何という名前でしょうか。"), run: "hostname",
        checks: [.ends("house")],
        shows: Text(
          "`house`: the lab has a UTS namespace already, so that no step can rename your host.",
          "`house` です。どの手順でもあなたのホストの名前が変わらないよう、実験室は初めから専用の UTS 名前空間にあります。")),
      Step(
        "room", Text("Make a room with a name of its own.", "専用の名前を持つ部屋を作ります。"),
        run: "unshare --uts sh",
        table: .links(since: "start"),
        checks: [.changed([.kind(.uts)], since: "start")],
        shows: Text("Only `uts` changed.", "変わったのは `uts` だけです。")),
      Step(
        "copy", Text("You have not named it yet.", "まだ名前を付けていません。"),
        ask: Question(
          Text("What is it called?", "何という名前でしょうか。"),
          [
            Text("localhost"), Text("as the house", "家と同じ名前"),
            Text("it has no name", "名前はない"),
          ], answer: 1),
        run: "hostname",
        checks: [.printsSame(as: "name")],
        shows: Text(
          "A new UTS namespace begins with a copy.", "新しい UTS 名前空間は、写しから始まります。")),
      Step(
        "rename", Text("Name it.", "名前を付けます。"), run: "hostname kitchen && hostname",
        look: "hostname",
        checks: [.ends("kitchen")],
        shows: Text(
          """
          The name is the room's. The prompt of a shell would still show the old one until a \
          new shell starts.
          """,
          "名前が付きました。シェルのプロンプトには、新しいシェルを始めるまで古い名前が残ります。")),
      Step(
        "leave", Text("Go out.", "外へ出ます。"), run: "exit",
        checks: [.changed([], since: "start"), .isGone(.uts, of: "rename")],
        shows: Text("You are back.", "戻りました。")),
      Step(
        "house", Text("And the house?", "家のほうはどうでしょうか。"), run: "hostname",
        checks: [.printsSame(as: "name")],
        shows: Text(
          "It kept its name; the kitchen's went with the kitchen.",
          "家の名前はそのままです。台所（kitchen）の名前は、台所と一緒に消えました。")),
    ])
}
