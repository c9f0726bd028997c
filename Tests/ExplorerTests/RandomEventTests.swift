import Canvas
import Explorer
import Localization
import Namespaces
import Testing

/// A random number generator with a seed (SplitMix64), so that a failure can be had again.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// A million events in release, each two thousand in a host of their own: seven minutes. A debug
/// build is ten times slower and does with a few thousand.
#if DEBUG
private let hosts: ClosedRange<UInt64> = 1...2
#else
private let hosts: ClosedRange<UInt64> = 1...500
#endif
private let eventsPerHost = 2_000

@Suite("Random events")
struct RandomTests {
  @Test("of every sort, at every size, never trap the explorer")
  func endurance() {
    var drawn = 0
    for seed in hosts {
      var source = Source(seed: seed)
      var options = Options()
      options.language = seed.isMultiple(of: 2) ? .japanese : .english
      options.ascii = seed.isMultiple(of: 3)
      options.hasColors = !seed.isMultiple(of: 5)
      var state = State(options: options)
      for _ in 0..<eventsPerHost {
        let effects = update(&state, source.event())
        for effect in effects {
          switch effect {
          case .plan(let request): _ = update(&state, .plan(request, source.summary()))
          case .planNewNamespaces(let request):
            _ = update(&state, .newNamespacesPlan(request, source.summary()))
          case .writePage(let request): _ = update(&state, .written(request, source.lines()))
          default: break
          }
        }
        drawn += view(state, size: source.size()).size.rows
      }
    }
    #expect(drawn > 0)
  }

  @Test("leave a read-only explorer without any effect on the host")
  func readOnly() {
    var source = Source(seed: 7)
    var options = Options()
    options.readOnly = true
    var state = State(options: options)
    for _ in 0..<(eventsPerHost * hosts.count / 10) {
      for effect in update(&state, source.event()) {
        #expect(!effect.changesHost)
        if case .plan(let request) = effect {
          for effect in update(&state, .plan(request, source.summary())) {
            #expect(!effect.changesHost)
          }
        }
      }
    }
  }
}

/// Makes random events, hostile ones among them.
private struct Source {
  var random: SeededGenerator
  var fixture = HostFixture.server()
  var pids: [Int32] = []
  var namespaces: [NamespaceID] = []

  init(seed: UInt64) { random = SeededGenerator(state: seed) }

  mutating func number(_ range: Range<Int>) -> Int { .random(in: range, using: &random) }

  mutating func size() -> Size {
    number(0..<20) == 0
      ? Size(columns: number(0..<501), rows: number(0..<201))
      : Size(columns: number(0..<130), rows: number(0..<30))
  }

  mutating func event() -> Event {
    switch number(0..<100) {
    case 0..<3: lesson()
    case 3..<70: .input(.key(key()))
    case 70..<82: .input(.mouse(mouse(), Point(column: number(-2..<140), row: number(-2..<45))))
    case 82..<86: .input(.resize(size()))
    case 86: .input(.paste(text()))
    case 87: .input(.focus(Bool.random(using: &random)))
    case 88..<92: .tick(now: Double(number(0..<1_000_000)))
    case 92: .notice(text(), isError: Bool.random(using: &random))
    case 93: .page(title: text(), lines: lines())
    case 94:
      switch number(0..<4) {
      case 0: difference()
      case 1: .stretched(number(0..<2) == 0 ? nil : 2.5)
      case 2: .firstRun
      default:
        .interfaces(Array(HostFixture.interfaces.shuffled(using: &random).prefix(number(0..<10))))
      }
    case 95:
      .details(
        .kind(.net),
        [
          FactSection(
            Text(verbatim: text()), [FactLine(Text(verbatim: text()), Text(verbatim: text()))])
        ])
    default: .snapshot(snapshot())
    }
  }

  mutating func difference() -> Event {
    let snapshot = fixture.snapshot
    let kind = NamespaceKind.allCases[number(0..<NamespaceKind.allCases.count)]
    let namespaces = Array(snapshot.namespaces(of: kind))
    let (left, right) = (
      namespaces[number(0..<namespaces.count)], namespaces[number(0..<namespaces.count)]
    )
    let facts = (0..<number(0..<300)).map { _ in
      FactDifference(
        text(), number(0..<3) == 0 ? nil : text(), number(0..<3) == 0 ? nil : text())
    }
    return .difference(
      left.id, right.id, number(0..<5) == 0 ? .unreadable(Text(verbatim: text())) : .facts(facts))
  }

  mutating func summary() -> EntrySummary {
    EntrySummary(
      title: text(), joins: [.net], steps: [text(), text()], command: text(), nsenter: text(),
      refusal: number(0..<2) == 0 ? nil : text())
  }

  mutating func lines() -> [StyledLine] {
    let roles: [StyledLine.Role] = [.title, .heading, .body, .code, .fact, .output]
    return (0..<number(0..<60)).map { _ in
      StyledLine((0..<number(0..<3)).map { _ in .init(text(), roles[number(0..<6)]) })
    }
  }

  private mutating func key() -> Key {
    let keys: [Key] = [
      .up, .down, .left, .right, .pageUp, .pageDown, .home, .end, .enter, .escape, .tab, .backTab,
      .backspace, .delete, .insert, .control("u"), .control("d"), .control("w"), .function(1),
      .function(3), .function(4), .function(6), .function(9),
    ]
    let letters = Array(
      "hjklgGbcdefotTuUavynNpZRqEHKIFCwWYmLr!AP123456789/\\?+-*_<>[]{}., 部e\u{301}")
    let choice = number(0..<(keys.count + letters.count))
    return choice < keys.count ? keys[choice] : .character(letters[choice - keys.count])
  }

  private mutating func mouse() -> Mouse {
    [.press, .release, .drag, .rightPress, .wheelUp, .wheelDown][number(0..<6)]
  }

  private mutating func text() -> String {
    [
      "", "x", "nginx", "kind=net", "procs>", "部屋とセマフォ", "a b  c", "\u{1B}[2J", "👩‍👩‍👧 ☁️",
      String(repeating: "長い", count: 90), "word " + String(repeating: "w", count: 300),
    ][number(0..<11)]
  }

  private mutating func lesson() -> Event {
    switch number(0..<4) {
    case 0: return .beginLesson(text())
    case 1: return .lessonEnded(failure: number(0..<2) == 0 ? nil : text())
    case 2:
      return .lessons(
        (0..<number(0..<20)).map { _ in
          LessonEntry(
            id: text(), title: text(), minutes: number(0..<100), isDone: Bool.random(using: &random)
          )
        })
    default:
      let stages: [LessonPage.Stage] = [.introduction, .result, .quiz, .over]
      var page = LessonPage(title: text(), position: text(), stage: stages[number(0..<4)])
      page.lines = (0..<number(0..<60)).map { _ in StyledLine([.init(text(), .body)]) }
      page.choices = number(0..<5)
      page.lab = number(0..<3) == 0 ? nil : pids.randomElement(using: &random)
      page.shell = pids.randomElement(using: &random)
      return .lesson(page)
    }
  }

  private mutating func snapshot() -> Snapshot {
    for _ in 0..<number(0..<4) { change() }
    if number(0..<9) == 0 { fixture.containers.shuffle(using: &random) }
    fixture.taken += [0, 0.1, 1, 1, 1, -3_600][number(0..<6)]
    return fixture.snapshot
  }

  private mutating func change() {
    let pid = Int32(number(0..<60)) * 97
    let parent = pids.randomElement(using: &random) ?? 1
    switch number(0..<8) {
    case 0:
      let kind = NamespaceKind.allCases[number(0..<8)]
      let above = namespaces.filter { $0.kind == kind }.randomElement(using: &random)
      namespaces.append(
        fixture.namespace(
          kind, inode: UInt32(number(100..<140)), pin: number(0..<3) == 0 ? text() : nil,
          parent: above))
    case 1:
      if let namespace = namespaces.randomElement(using: &random) { fixture.remove(namespace) }
    case 2: fixture.end(pid)
    case 3:
      fixture.change(parent) {
        $0.cpuTicks = .max
        $0.residentBytes = .max
        $0.startTicks = .max
        $0.uid = .max
        $0.nestedPIDs = [.max, -1, 0, 5, 6, 7, 8]
      }
    case 4:
      let tid = Int32(number(0..<1_000))
      var links = fixture.home
      if let namespace = namespaces.randomElement(using: &random) {
        links[namespace.kind] = namespace.inode
      }
      fixture.change(parent) { $0.divergentThreads = [DivergentThread(tid: tid, links: links)] }
    default:
      let joined = namespaces.isEmpty ? [] : [namespaces[number(0..<namespaces.count)]]
      fixture.process(
        pid, text(), parent: parent, name: text(), uid: UInt32(number(0..<2_000)),
        inside: number(0..<3) == 0 ? [1] : [], in: joined, cpu: UInt64(number(0..<1_000)),
        start: UInt64(number(0..<50)))
      pids.append(pid)
    }
  }
}
