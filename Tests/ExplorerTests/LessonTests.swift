import Canvas
import Explorer
import Localization
import Namespaces
import Testing

@Suite("A lesson")
struct LessonTests {
  /// The server with a lab: its first process, in a few namespaces of its own, and a shell below.
  static func fixture() -> HostFixture {
    var fixture = HostFixture.server()
    let namespaces = [NamespaceKind.mnt, .uts, .pid].enumerated().map {
      fixture.namespace($1, inode: 4_026_532_800 + UInt32($0))
    }
    fixture.process(5_000, "sh -c sh", parent: 900, inside: [1], in: namespaces)
    fixture.process(5_001, "sh", parent: 5_000, inside: [2])
    return fixture
  }

  static func page(_ stage: LessonPage.Stage, step: Int = 3) -> LessonPage {
    var page = LessonPage(
      title: "uts: a name on the door", position: stage == .over ? "" : "Step \(step)/6",
      stage: stage)
    page.lines = [
      StyledLine([.init("Make namespaces with a name of its own.", .body)]), StyledLine(),
      StyledLine([.init("  $ unshare --uts sh", .code)]),
    ]
    if stage == .result {
      page.lines += [
        StyledLine(), StyledLine([.init("  ! uts  4026532801  4026532900", .fact)]),
        StyledLine([.init("    mnt  4026532800  4026532800", .output)]),
      ]
    }
    page.choices = stage == .introduction ? 3 : 0
    page.lab = 5_000
    page.shell = 5_001
    return page
  }

  static func begun(
    _ columns: Int = 140, _ rows: Int = 32, options: (inout Options) -> Void = { _ in }
  ) -> ExplorerDriver {
    var screen = ExplorerDriver(fixture(), columns, rows, options: options)
    screen.send(.beginLesson("uts"))
    screen.send(.lesson(page(.introduction)))
    screen.effects = []
    return screen
  }

  @Test("is chosen from a list, at first the one after those that were taken")
  func list() {
    var screen = ExplorerDriver(.server())
    screen.type("L")
    #expect(screen.effects.last == .listLessons)
    screen.send(
      .lessons([
        LessonEntry(id: "first", title: "A room", minutes: 10, isDone: true),
        LessonEntry(id: "uts", title: "A name", minutes: 4, isDone: false),
      ]))
    #expect(screen.lines.contains { $0.contains("✓ first  10 min  A room") })
    screen.press(.enter)
    guard case .lesson(.begin(let id, let format))? = screen.effects.last else {
      Issue.record("no lesson was begun")
      return
    }
    #expect(id == "uts")
    #expect(!format.hasTree)
    #expect(screen.lines.contains { $0.contains("Building the lab") })
  }

  @Test("shows its lab in the tree, and only that")
  func lab() {
    let screen = Self.begun()
    #expect(screen.lines.contains { $0.contains("unshare --uts sh") && $0.contains("│") })
    #expect(screen.text.contains("4026532801"))
    #expect(!screen.text.contains("4026532500"), "the pinned network is none of the lab's")
    #expect(!screen.text.contains("nginx"))
  }

  @Test("shows what is pinned in its lab, but not the pins that its mounts copied from the host")
  func pins() {
    var fixture = Self.fixture()
    let mounts = NamespaceID(kind: .mnt, inode: 4_026_532_800, device: 4)
    let hosts = fixture.namespace(.net, inode: 4_026_532_901, pin: "/run/netns/blue")
    fixture.pin(hosts, at: "/run/netns/blue", in: mounts)
    let own = fixture.namespace(.net, inode: 4_026_532_902)
    fixture.pin(own, at: "/run/netns/kitchen", in: mounts)
    var screen = ExplorerDriver(fixture, 140, 32)
    screen.send(.beginLesson("veth"))
    screen.send(.lesson(Self.page(.introduction)))
    #expect(screen.text.contains("4026532902"))
    #expect(!screen.text.contains("4026532901"))
  }

  @Test("makes what its step made stand out, until the next step")
  func newNamespaces() {
    var screen = Self.begun()
    screen.press(.enter)
    #expect(screen.effects == [.lesson(.proceed)])
    var fixture = Self.fixture()
    let namespace = fixture.namespace(.uts, inode: 4_026_532_900)
    fixture.process(5_002, "sh", parent: 5_001, inside: [3], in: [namespace])
    screen.send(.lesson(Self.page(.result)))
    for _ in 0..<5 {
      fixture.taken += 10
      screen.send(.snapshot(fixture.snapshot))
    }
    let row = screen.lines.first { $0.contains("▸ 4026532900") }
    #expect(row?.contains("│+") ?? false, "\(screen.text)")
    screen.press(.enter)
    screen.send(.lesson(Self.page(.introduction, step: 4)))
    screen.press(.enter)
    screen.send(.lesson(Self.page(.result, step: 4)))
    fixture.taken += 10
    screen.send(.snapshot(fixture.snapshot))
    let later = screen.lines.first { $0.contains("▸ 4026532900") }
    #expect(later?.contains("│ ") ?? false)
  }

  private static let orders: [(Character, LessonRequest)] = [
    ("b", .back), ("r", .again), ("!", .shell(5_001, command: "")), ("2", .answer(1)),
    ("q", .leave),
  ]

  @Test("has nothing new in it when it is first seen, however soon its first step was taken")
  func firstSight() {
    var screen = ExplorerDriver(.server(), 140, 32)
    screen.send(.beginLesson("uts"))
    screen.send(.lesson(Self.page(.introduction, step: 1)))
    screen.press(.enter)
    screen.send(.lesson(Self.page(.result, step: 1)))
    var fixture = Self.fixture()
    for _ in 0..<3 {
      fixture.taken += 1
      screen.send(.snapshot(fixture.snapshot))
      #expect(screen.text.contains("4026532801"))
      #expect(!screen.text.contains("│+"), "\(screen.text)")
    }
  }

  @Test("takes orders by its keys", arguments: orders)
  func keys(key: Character, order: LessonRequest) {
    var screen = Self.begun()
    screen.press(.character(key))
    #expect(screen.effects == [.lesson(order)])
    screen.press(.enter)
    #expect(screen.effects == [.lesson(order)], "no second order before the answer to the first")
  }

  @Test("is left by Esc also while an order is out")
  func leaving() {
    var screen = Self.begun()
    screen.press(.enter, .escape)
    #expect(screen.effects == [.lesson(.proceed), .lesson(.leave)])
    screen.send(.lessonEnded(failure: nil))
    #expect(screen.text.contains("4026532500"), "the host is back")
    #expect(!screen.text.contains("unshare --uts sh"))
  }

  @Test("comes back to where one was in the tree, and says why it could not go on")
  func failure() {
    var screen = ExplorerDriver(Self.fixture(), 140, 32)
    screen.type("6")
    screen.press(.down, .down)
    let before = screen.selectedLine
    screen.send(.beginLesson("uts"))
    screen.send(.lesson(Self.page(.introduction)))
    screen.send(.lessonEnded(failure: "uts: the lab has ended"))
    #expect(screen.lines.last?.contains("the lab has ended") ?? false)
    #expect(screen.selectedLine?.prefix(40) == before?.prefix(40))
  }

  @Test("shows all of its lab whatever was filtered before, and the filter is back afterwards")
  func filter() {
    var screen = ExplorerDriver(Self.fixture(), 140, 32)
    screen.type("\\kind=net")
    screen.press(.enter)
    #expect(!screen.text.contains("4026532801"))
    screen.send(.beginLesson("uts"))
    screen.send(.lesson(Self.page(.introduction)))
    #expect(screen.text.contains("4026532801"))
    screen.send(.lessonEnded(failure: nil))
    #expect(screen.text.contains("filter kind=net"))
    #expect(!screen.text.contains("4026532801"))
  }

  @Test("has its text laid out anew when the screen gets another width")
  func resize() {
    var screen = Self.begun()
    screen.size = Size(columns: 80, rows: 24)
    screen.send(.input(.resize(screen.size)))
    #expect(screen.effects == [.lesson(.layOut(LessonFormat(columns: 77, hasTree: false)))])
    #expect(!screen.text.contains("4026532801"), "there is room for the text alone")
  }

  @Test("is not begun by a read-only explorer")
  func readOnly() {
    var screen = ExplorerDriver(.server()) { $0.readOnly = true }
    screen.send(.beginLesson("uts"))
    #expect(screen.effects.isEmpty)
    #expect(!screen.text.contains("Building the lab"))
  }
}
