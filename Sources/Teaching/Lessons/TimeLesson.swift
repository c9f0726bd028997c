internal import Localization
internal import Namespaces

extension Lesson {
  /// The time namespace: another time since boot, the same time of day.
  static let time = Lesson(
    "time",
    Text("time: booted yesterday"),
    minutes: 5,
    needs: [.kind(.time)],
    quiz: .time,
    steps: [
      Step(
        "uptime",
        Text("The first number is the seconds since boot."),
        run: "cut -d. -f1 /proc/uptime",
        shows: Text("That is CLOCK_BOOTTIME, which programs use to measure intervals.")),
      Step(
        "day", Text("And the time of day:"), run: "date +%F",
        shows: Text("That is CLOCK_REALTIME.")),
      Step(
        "room",
        Text(
          """
          Make a room whose clocks are ahead by a hundred days. As with `pid` it holds for \
          children, hence `--fork`; the offset is written in between.
          """),
        run: "unshare --time --boottime 8640000 --monotonic 8640000 --fork sh",
        table: .links(since: "start"),
        checks: [.changed([.kind(.time), .timeForChildren], since: "start")],
        shows: Text("Two links changed, both of `time`.")),
      Step(
        "offsets", Text("Read the offsets."),
        run: "cat /proc/self/timens_offsets",
        checks: [.prints("8640000")],
        shows: Text("They are fixed from the moment at which somebody lives here.")),
      Step(
        "later", Text("Seconds since boot:"),
        run: "[ $(cut -d. -f1 /proc/uptime) -gt 8640000 ] && cut -d. -f1 /proc/uptime",
        checks: [.printsOther(than: "uptime")],
        shows: Text("Here the machine has been up for a hundred days more.")),
      Step(
        "same-day", Text("And the time of day?"),
        ask: Question(
          Text("Is it ahead as well?"),
          [Text("yes", context: "is ahead"), Text("no", context: "is ahead")], answer: 1),
        run: "date +%F",
        checks: [.printsSame(as: "day")],
        shows: Text("CLOCK_REALTIME is one for all. A time namespace is no time machine.")),
    ])
}
