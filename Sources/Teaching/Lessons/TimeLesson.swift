internal import Localization
internal import Namespaces

extension Lesson {
  /// The time namespace: another time since boot, the same time of day.
  static let time = Lesson(
    "time",
    Text("time: booted yesterday", "time: 起動したのは昨日"),
    minutes: 5,
    needs: [.kind(.time)],
    quiz: .time,
    steps: [
      Step(
        "uptime",
        Text(
          "The first number is the seconds since boot.", "一つ目の数字が、起動してからの秒数です。"),
        run: "cut -d. -f1 /proc/uptime",
        shows: Text(
          "That is CLOCK_BOOTTIME, which programs use to measure intervals.",
          "これは CLOCK_BOOTTIME の値で、プログラムが時間の長さを測るのに使います。")),
      Step(
        "day", Text("And the time of day:", "次に日時です。"), run: "date +%F",
        shows: Text("That is CLOCK_REALTIME.", "こちらは CLOCK_REALTIME です。")),
      Step(
        "room",
        Text(
          """
          Make a room whose clocks are ahead by a hundred days. As with `pid` it holds for \
          children, hence `--fork`; the offset is written in between.
          """,
          """
          時計が百日進んだ部屋を作ります。`pid` と同じく効くのは子からなので `--fork` を付けます。\
          ずれの量は、子ができる前に書かれます。
          """),
        run: "unshare --time --boottime 8640000 --monotonic 8640000 --fork sh",
        table: .links(since: "start"),
        checks: [.changed([.kind(.time), .timeForChildren], since: "start")],
        shows: Text("Two links changed, both of `time`.", "変わったのは二つ、どちらも `time` のリンクです。")),
      Step(
        "offsets", Text("Read the offsets.", "ずれの量を読みます。"),
        run: "cat /proc/self/timens_offsets",
        checks: [.prints("8640000")],
        shows: Text(
          "They are fixed from the moment at which somebody lives here.",
          "誰かが住み始めた瞬間から、もう変えられません。")),
      Step(
        "later", Text("Seconds since boot:", "起動してからの秒数です。"),
        run: "[ $(cut -d. -f1 /proc/uptime) -gt 8640000 ] && cut -d. -f1 /proc/uptime",
        checks: [.printsOther(than: "uptime")],
        shows: Text(
          "Here the machine has been up for a hundred days more.",
          "ここでは、この機械は百日よけいに動いていることになっています。")),
      Step(
        "same-day", Text("And the time of day?", "日時はどうでしょうか。"),
        ask: Question(
          Text("Is it ahead as well?", "これも進んでいるでしょうか。"),
          [Text("yes", "進んでいる"), Text("no", "進んでいない")], answer: 1),
        run: "date +%F",
        checks: [.printsSame(as: "day")],
        shows: Text(
          "CLOCK_REALTIME is one for all. A time namespace is no time machine.",
          "CLOCK_REALTIME は全員で一つです。時間名前空間はタイムマシンではありません。")),
    ])
}
