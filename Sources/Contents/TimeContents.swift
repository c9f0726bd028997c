internal import Localization
internal import Namespaces
internal import SystemCalls

/// What a time namespace isolates (time_namespaces(7)).
package struct TimeContents: Sendable, Hashable, Codable {
  /// What `CLOCK_MONOTONIC` reads inside more than on the host, in seconds.
  package var monotonicOffset: Double

  /// What `CLOCK_BOOTTIME` reads inside more than on the host, in seconds.
  package var bootOffset: Double

  /// What `CLOCK_BOOTTIME`, and so uptime(1), reads inside, in seconds.
  package var uptime: Double
}

extension TimeContents {
  init(of access: NamespaceAccess) throws(Errno) {
    // The file tells of the namespace of a process's children, which is another one only for who
    // waits to have the first.
    let text: TextFile
    if case .forChildren(_, let tid)? = access.namespace.holders.first(where: \.isForChildren),
      access.namespace.members.isEmpty
    {
      text = try TextFile("/proc/\(tid)/timens_offsets")
    } else {
      text = try access.text(ofMember: "timens_offsets")
    }
    let offsets = Self.offsets(text)
    let own = Self.offsets(try TextFile("/proc/self/timens_offsets"))
    monotonicOffset = offsets.monotonic
    bootOffset = offsets.boot
    uptime = access.snapshot.uptime + bootOffset - own.boot
  }

  private static func offsets(_ text: TextFile) -> (monotonic: Double, boot: Double) {
    var (monotonic, boot) = (0.0, 0.0)
    for words in text.words where words.count == 3 {
      let offset = (Double(words[1]) ?? 0) + (Double(words[2]) ?? 0) / 1e9
      switch words[0] {
      case "monotonic", "1": monotonic = offset
      case "boottime", "7": boot = offset
      default: break
      }
    }
    return (monotonic, boot)
  }

  var sections: [FactSection] {
    [
      FactSection(
        Text("clocks"),
        [
          FactLine(Text(verbatim: "monotonic"), Self.words(monotonicOffset)),
          FactLine(Text(verbatim: "boottime"), Self.words(bootOffset)),
          FactLine(Text("uptime inside"), Text(verbatim: "\(Age(seconds: uptime))")),
        ])
    ]
  }

  private static func words(_ offset: Double) -> Text {
    if offset == 0 { return Text("as on the host") }
    let isAhead = offset > 0
    let seconds = Decimal(offset.magnitude, places: 3)
    let age = Age(seconds: offset.magnitude)
    return isAhead
      ? Text("\(seconds) s ahead of the host (\(age))")
      : Text("\(seconds) s behind the host (\(age))")
  }
}

extension Holder {
  fileprivate var isForChildren: Bool { if case .forChildren = self { true } else { false } }
}
