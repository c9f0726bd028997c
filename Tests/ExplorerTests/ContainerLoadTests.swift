import Canvas
import Description
import Localization
import Namespaces
import Testing

@testable import Explorer

@Suite("What a container uses")
struct ContainerLoadTests {
  /// The details of the web container after two looks, in which its cgroup counted `share`, if it
  /// counts at all, and a worker of its 73 % of a processor.
  private func screen(
    share: Double?, memory: Bool = true, _ language: Language = .english
  ) -> ExplorerDriver {
    var fixture = HostFixture.server()
    func count() {
      fixture.containers[1].processor = share.map { .init(microseconds: 9_500_000, share: $0) }
      if !memory { fixture.containers[1].memory = nil }
    }
    count()
    var screen = ExplorerDriver(fixture, 200, 60) { $0.language = language }
    fixture.taken += 1
    fixture.change(1_261) { $0.cpuTicks += 73 }
    screen.send(.snapshot(fixture.snapshot))
    screen.type("4/web-1")
    screen.press(.enter)
    return screen
  }

  @Test("is what its cgroup counts, and the details say so", arguments: Language.allCases)
  func counted(language: Language) throws {
    let screen = screen(share: 12.5, language)
    let whence = Text.counted(true)[language]
    let row = try #require(screen.selectedLine)
    #expect(row.contains("12.5") && row.contains("20M"))
    for fact in ["12.5 %", "20M / 488M", "9.50"] {
      let line = try #require(screen.lines.first { $0.contains(fact) })
      #expect(line.contains(whence))
    }
    #expect(screen.state.total.cpu == 12.5)
  }

  @Test("is the sum of its processes where nobody counts it", arguments: Language.allCases)
  func summed(language: Language) throws {
    let screen = screen(share: nil, memory: false, language)
    let whence = Text.counted(false)[language]
    // 1,900 pages of the master, 1,200 of each worker.
    for fact in ["73.0 %", "21M"] {
      let line = try #require(screen.lines.first { $0.contains(fact) && $0.contains(whence) })
      #expect(!line.contains(Text.counted(true)[language]))
    }
    let sources = Text.sources[language]
    let below = screen.lines.drop { !$0.contains(sources) }.dropFirst()
    #expect(below.count { $0.contains(whence) } == 2)
  }

  @Test("of a processor is not known before the second look", arguments: Language.allCases)
  func unmeasured(language: Language) throws {
    for capture in [nil, "file"] {
      var screen = ExplorerDriver(.server(), 200, 60) {
        $0.language = language
        $0.capture = capture
      }
      screen.type("4/web-1")
      screen.press(.enter)
      #expect(screen.text.contains(language == .english ? "not measured: it takes" : "未計測"))
      let total = try #require(screen.total)
      #expect(total.contains(" - ") && !total.contains("0.0"))
    }
  }

  @Test("and the changes in a capture are said not to be there", arguments: Language.allCases)
  func capture(language: Language) {
    var screen = ExplorerDriver(.server(), 120, 40) {
      $0.language = language
      $0.capture = "file"
    }
    screen.type("7")
    #expect(screen.text.contains("--captures"))
    #expect(screen.text.contains(language == .japanese ? "記録は一瞬の姿" : "A capture is one moment"))
  }

  @Test("of none is said in words, with what would be recognised", arguments: Language.allCases)
  func empty(language: Language) throws {
    var fixture = HostFixture.server()
    fixture.containers = []
    var screen = ExplorerDriver(fixture, 120, 40) { $0.language = language }
    screen.type("4")
    let total = try #require(screen.total)
    #expect(total.contains(Text.none[language]) && !total.contains("0"))
    for engine in ["Docker", "Podman", "LXC", "bubblewrap", "unshare"] {
      #expect(screen.text.contains(engine))
    }
    // Where there is no room for all of it the line of keys stays.
    var small = ExplorerDriver(fixture, 40, 10) { $0.language = language }
    let keys = small.lines[9]
    small.type("4")
    #expect(small.text.contains("Docker") && small.lines[9].hasPrefix(keys.prefix(6)))
  }

  @Test("each fact of a container is named with its source", arguments: Language.allCases)
  func sources(language: Language) throws {
    let snapshot = HostFixture.server().snapshot
    var container = snapshot.containers[1]
    container.processor = .init(microseconds: 1)
    for fact in Container.Fact.allCases { container.sources[fact] = "/from/\(fact.rawValue)" }
    let sections = Described(container, in: SnapshotIndex(snapshot)).sections
    let section = try #require(
      sections.first { $0.lines.count == Container.Fact.allCases.count })
    #expect(
      section.lines.map { $0.value[language] }
        == Container.Fact.allCases.map { "/from/\($0.rawValue)" })
    #expect(Set(section.lines.map { $0.label[language] }).count == Container.Fact.allCases.count)
  }
}

extension ExplorerDriver {
  /// The line below the tree.
  fileprivate var total: String? {
    let title = Text.total[state.options.language]
    return lines.last { $0.drop { $0 == " " }.hasPrefix(title) }
  }
}
