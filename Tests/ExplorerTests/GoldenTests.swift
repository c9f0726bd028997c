import Canvas
import Curses
import Explorer
import Foundation
import Localization
import Namespaces
import Testing

/// Screens as they have to be, kept as files under `Golden`.
///
/// They hold the text, how every cell looks in colour and what comes of that with 16 and with 8
/// colours, and how every cell looks without any. `HEYA_UPDATE_GOLDEN=1 swift test --filter Golden`
/// writes them anew; read the difference.
@Suite("The screen")
struct GoldenTests {
  private static let sizes = [(80, 24), (120, 40), (40, 10)]
  private static let views = [
    ("kinds", "1"), ("owners", "2"), ("pids", "3"), ("containers", "4"), ("network", "5"),
    ("processes", "6"), ("changes", "7"),
  ]

  /// A server one second after a shell moved, a container's worker became busy, a namespace ended
  /// and another appeared.
  private func screen(
    _ columns: Int, _ rows: Int, options: (inout Options) -> Void = { _ in }
  ) -> ExplorerDriver {
    var screen = ExplorerDriver(.server(), columns, rows, options: options)
    var fixture = HostFixture.server()
    fixture.taken += 1
    fixture.end(2_001)
    fixture.change(1_261) { $0.cpuTicks += 73 }
    fixture.change(1) { $0.cpuTicks += 3 }
    let renamed = fixture.namespace(.uts, inode: 4_026_532_700)
    fixture.process(4_300, "unshare --uts bash", parent: 702, in: [renamed])
    fixture.change(900) { $0.links[.uts] = renamed.inode }
    screen.send(.snapshot(fixture.snapshot))
    screen.send(.interfaces(HostFixture.interfaces))
    return screen
  }

  @Test("of every view is as recorded", arguments: views, Language.allCases)
  func everyView(view: (name: String, key: String), language: Language) throws {
    for (columns, rows) in Self.sizes {
      var screen = screen(columns, rows) { $0.language = language }
      screen.type(view.key)
      screen.press(.down, .down, .down, .down)
      var mono = self.screen(columns, rows) {
        $0.language = language
        $0.hasColors = false
      }
      mono.type(view.key)
      mono.press(.down, .down, .down, .down)
      #expect(mono.text == screen.text)
      try expect(
        screen.canvas.text + "\n" + screen.canvas.styles + "\n" + mono.canvas.styles,
        toBe: "\(view.name)-\(columns)x\(rows)-\(language.rawValue)")
    }
  }

  @Test("of every view is as recorded in ASCII", arguments: views)
  func ascii(view: (name: String, key: String)) throws {
    for (columns, rows) in Self.sizes {
      var screen = screen(columns, rows) { $0.ascii = true }
      screen.type(view.key)
      #expect(screen.text.utf8.allSatisfy { $0 < 0x80 })
      try expect(screen.text + "\n", toBe: "\(view.name)-\(columns)x\(rows)-ascii")
    }
  }

  @Test(
    "of every view is as recorded on a light background, and of one view in the other themes",
    arguments: views)
  func themes(view: (name: String, key: String)) throws {
    for theme in Theme.allCases where theme == .light || view.name == "kinds" {
      var screen = screen(80, 24) { $0.theme = theme }
      screen.type(view.key)
      screen.press(.down, .down, .down, .down)
      try expect(
        screen.text + "\n" + screen.canvas.styles, toBe: "\(view.name)-\(theme.rawValue)")
    }
  }

  /// How every dialog is brought up, by its name.
  static let dialogs: [(name: String, act: @Sendable (inout ExplorerDriver) -> Void)] = [
    ("help", { $0.type("?") }),
    ("welcome", { $0.send(.firstRun) }),
    ("search", { $0.type("/nginx") }),
    ("filter", { $0.type("\\procs>1") }),
    ("filter-error", { $0.type("\\procs>") }),
    (
      "signal",
      {
        $0.type("/worker")
        $0.press(.enter, .function(9))
      }
    ),
    (
      "unpin",
      {
        $0.type("/blue")
        $0.press(.enter)
        $0.type("U")
      }
    ),
    (
      "compare",
      {
        $0.type("6/nginxx")
        $0.press(.backspace, .enter)
        $0.type("tggc")
        $0.answerComparison()
      }
    ),
    (
      "write",
      {
        $0.type("/blue")
        $0.press(.enter)
        $0.type("wj")
      }
    ),
    (
      "enter",
      {
        $0.type("/blue")
        $0.press(.enter, .enter)
        $0.answerPlan()
      }
    ),
    (
      "refused",
      {
        $0.type("/blue")
        $0.press(.enter, .enter)
        $0.answerPlan(refusal: "No.")
      }
    ),
    ("new-namespaces", { $0.type("M") }),
    (
      "search-help",
      {
        $0.type("/nginx")
        $0.press(.function(1))
      }
    ),
    (
      "filter-help",
      {
        $0.type("\\procs>1")
        $0.press(.function(1))
      }
    ),
    (
      "dialog-help",
      {
        $0.type("M")
        $0.press(.function(1))
      }
    ),
  ]

  @Test("of every dialog is as recorded", arguments: Language.allCases)
  func dialogs(language: Language) throws {
    for (name, act) in Self.dialogs {
      var screen = screen(80, 24) { $0.language = language }
      act(&screen)
      try expect(screen.text + "\n", toBe: "\(name)-\(language.rawValue)")
    }
  }

  @Test(
    "of the pages that tell of entering and explain is as recorded", arguments: Language.allCases)
  func pages(language: Language) throws {
    for (name, steps) in [("enter", 4), ("explain", 5)] {
      for (columns, rows) in [(80, 24), (120, 40)] {
        var screen = screen(columns, rows) { $0.language = language }
        screen.type("/blue")
        screen.press(.enter)
        screen.type(String(repeating: "]", count: steps))
        guard case .writePage(let request)? = screen.effects.last else {
          Issue.record("the page \(name) was not asked for")
          continue
        }
        screen.send(.written(request, page(language)))
        try expect(
          screen.text + "\n" + screen.canvas.styles,
          toBe: "page-\(name)-\(columns)x\(rows)-\(language.rawValue)")
      }
    }
  }

  /// A page with every role of text, and a line that has to be wrapped.
  private func page(_ language: Language) -> [StyledLine] {
    let sentence = Text(
      english: "A network namespace has interfaces, routes and ports of its own; ",
      elsewhere: "ネットワーク名前空間は、インターフェース、経路、ポートをそれぞれ別に持ちます。")
    return [
      StyledLine([.init("net:[4026532500]", .title)]), StyledLine([]),
      StyledLine([.init(Text(english: "Who is inside", elsewhere: "中にいるもの")[language], .heading)]),
      StyledLine([
        .init(sentence[language], .body), .init("unshare(2)", .code), .init(" ", .body),
        .init("0", .fact),
      ]),
      StyledLine([.init("# ip netns exec blue ip link", .output)]),
    ]
  }

  @Test("of a lesson is as recorded, beside the tree and alone", arguments: Language.allCases)
  func lesson(language: Language) throws {
    for (columns, rows) in [(120, 34), (60, 20)] {
      var screen = LessonTests.begun(columns, rows) { $0.language = language }
      screen.press(.enter)
      var fixture = LessonTests.fixture()
      let namespace = fixture.namespace(.uts, inode: 4_026_532_900)
      fixture.process(5_002, "sh", parent: 5_001, inside: [3], in: [namespace])
      screen.send(.lesson(LessonTests.page(.result)))
      screen.send(.snapshot(fixture.snapshot))
      let name = "lesson-\(columns)x\(rows)-\(language.rawValue)"
      try expect(screen.text + "\n", toBe: name)
    }
  }

  private func expect(_ shown: String, toBe name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Golden/\(name).txt")
    if ProcessInfo.processInfo.environment["HEYA_UPDATE_GOLDEN"] != nil {
      try shown.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try shown == String(contentsOf: file, encoding: .utf8), "\(name)")
  }
}

extension ExplorerDriver {
  /// Answers what differs inside two kinds of namespaces; the others are still being looked into.
  mutating func answerComparison() {
    for case .compare(let left, let right) in effects {
      switch left.kind {
      case .uts:
        send(.difference(left, right, .facts([FactDifference("hostname", "web-1", "web-01")])))
      case .mnt:
        let facts = [
          FactDifference("/", "overlay", "ext4 /dev/vda1"),
          FactDifference("/etc/resolv.conf", "ext4 /dev/vda1 at /var/lib/docker/containers", nil),
          FactDifference("/boot/efi", nil, "vfat /dev/vda15"),
        ]
        send(.difference(left, right, .facts(facts)))
      case .ipc: send(.difference(left, right, .facts([])))
      case .net: send(.difference(left, right, .unreadable(Text(verbatim: "EPERM"))))
      default: break
      }
    }
  }

  /// Answers the plan that was asked for last.
  mutating func answerPlan(
    refusal: String? = nil, rights: String = "The program is the host's: it keeps your rights."
  ) {
    guard case .plan(let request)? = effects.last else { return }
    var summary = EntrySummary(
      title: "net:[4026532500]", joins: [.net],
      steps: ["open /run/netns/blue", "join net: setns(3, CLONE_NEWNET)", "run /bin/bash"],
      command: "heya enter 'net:[4026532500]'", nsenter: "nsenter --net=/run/netns/blue",
      refusal: refusal)
    summary.rights = rights
    send(.plan(request, summary))
  }
}

extension FactDifference {
  /// A difference in the words of the kernel, which are the same in every language.
  init(_ subject: String, _ left: String?, _ right: String?) {
    self.init(
      Text(verbatim: subject), left.map { Text(verbatim: $0) }, right.map { Text(verbatim: $0) })
  }
}

extension Canvas {
  /// How every cell looks: a letter for each style, and what the letters mean.
  fileprivate var styles: String {
    var letters: [Style: Character] = [.plain: "."]
    var legend: [String] = []
    var map: [String] = []
    for row in 0..<size.rows {
      var line = ""
      for column in 0..<size.columns {
        let style = self[column, row].style
        if letters[style] == nil {
          let letter = Character(UnicodeScalar(UInt8(ascii: "a") + UInt8(letters.count - 1)))
          letters[style] = letter
          legend.append("\(letter) \(style.inWords)")
        }
        line.append(letters[style] ?? "?")
      }
      map.append(line)
    }
    return (map + legend).joined(separator: "\n") + "\n"
  }
}

extension Style {
  /// What the style comes to with 256, 16 and 8 colours, such as `110 bold, 12 bold, 4 bold`.
  fileprivate var inWords: String {
    [ColorTier.palette, .sixteen, .eight].map { Rendition(self, in: $0).inWords }
      .joined(separator: ", ")
  }
}

extension Rendition {
  fileprivate var inWords: String {
    let named: [(Style.Attributes, String)] = [
      (.bold, "bold"), (.dim, "dim"), (.underline, "underline"), (.reverse, "reverse"),
    ]
    let colors = [
      foreground < 0 ? nil : "\(foreground)", background < 0 ? nil : "on \(background)",
    ]
    return (colors.compactMap(\.self) + named.filter { attributes.contains($0.0) }.map(\.1))
      .joined(separator: " ")
  }
}
