import Canvas
import Explorer
import Foundation
import Localization
import Namespaces
import Testing

@Suite("Entering from the tree")
struct EnteringTests {
  private func dialog() -> (screen: ExplorerDriver, request: EntryRequest?) {
    var screen = ExplorerDriver()
    screen.type("/4026532305")
    screen.press(.enter, .enter)
    guard case .plan(let request)? = screen.effects.last else { return (screen, nil) }
    return (screen, request)
  }

  @Test("asks for a plan of the selected object and enters only after it is confirmed")
  func confirm() throws {
    var (screen, request) = dialog()
    let target = try #require(request?.target)
    #expect(target == screen.state.selectedObject)
    screen.press(.enter)
    #expect(screen.effects.last == request.map { .plan($0) })
    screen.answerPlan()
    #expect(screen.text.contains("heya enter 'net:[4026532500]'"))
    screen.press(.enter)
    #expect(screen.effects.last == request.map { .enter($0) })
  }

  @Test("does nothing on Esc, and nothing when it is refused")
  func refuse() {
    var (screen, _) = dialog()
    screen.answerPlan(refusal: "The target is gone.")
    #expect(screen.text.contains("The target is gone."))
    screen.press(.enter, "y", .escape)
    #expect(!screen.text.contains("The target is gone."))
    #expect(!screen.effects.contains { if case .enter = $0 { true } else { false } })
  }

  @Test("plans anew for every choice, and does not enter by a plan that is out of date")
  func choices() throws {
    var (screen, request) = dialog()
    screen.answerPlan()
    // A namespace comes alone; with all of its first process each kind can be chosen.
    #expect(request?.joinsAll == false)
    screen.press(" ", .enter)
    guard case .plan(let all)? = screen.effects.last else {
      Issue.record("no second plan was asked for")
      return
    }
    #expect(all.joinsAll)
    screen.answerPlan()
    screen.press(.down, " ", .enter)
    guard case .plan(let second)? = screen.effects.last else {
      Issue.record("no third plan was asked for")
      return
    }
    #expect(second.kinds == request?.kinds.subtracting([.user]))
    screen.answerPlan()
    screen.press(.down, .down, .down, .down, .down, .down, .down, .down, " ")
    screen.answerPlan()
    screen.press(.down, .down, .down, " ")
    screen.answerPlan(rights: "The program keeps your rights.")
    #expect(screen.text.contains("The program keeps your rights."))
    screen.press("y")
    guard case .enter(let entered)? = screen.effects.last else {
      Issue.record("it was not entered")
      return
    }
    #expect(entered.identity == .target)
    #expect(!entered.kinds.contains(.user))
    #expect(entered.isPrivileged)
  }

  @Test("ignores the answer to a question that is no longer asked")
  func stale() throws {
    var (screen, request) = dialog()
    screen.press(.escape)
    screen.send(
      .plan(
        try #require(request),
        EntrySummary(title: "late", joins: [], steps: [], command: "", nsenter: "")))
    #expect(!screen.text.contains("late"))
  }

  @Test("is offered for processes and namespaces, not for kinds")
  func kinds() {
    var screen = ExplorerDriver()
    #expect(screen.lines.last?.contains("Enter") == false)
    screen.press(.enter)
    #expect(screen.effects.isEmpty)
    #expect(screen.lines.last?.contains("Select a process or a namespace first.") == true)
  }
}

@Suite("An explorer that may change nothing")
struct ReadOnlyTests {
  /// Everything that can be asked for and changes the host.
  private func askForEverything(_ screen: inout ExplorerDriver) {
    screen.type("/4026532305")
    screen.press(.enter, .enter)
    screen.answerPlan()
    screen.press(.enter)
    screen.press(.function(9), .enter)
    screen.type("/blue")
    screen.press(.enter)
    screen.type("U")
    screen.press(.enter)
    screen.type("w")
    screen.press(.enter)
  }

  @Test("has no effect that changes the host")
  func readOnly() {
    var screen = ExplorerDriver { $0.readOnly = true }
    askForEverything(&screen)
    #expect(!screen.effects.contains { $0.changesHost })
    #expect(screen.lines.last?.contains("--readonly") == true)
    #expect(screen.lines[0].contains("read-only"))
  }

  @Test("says so of a capture, and can still write what it shows to a file")
  func capture() {
    var screen = ExplorerDriver { $0.capture = "web.heya" }
    askForEverything(&screen)
    let changing = screen.effects.filter(\.changesHost)
    #expect(changing.count == 1)
    #expect(screen.lines[0].contains("capture web.heya"))
  }

  @Test("is the exception: without the option all of it is asked of the program")
  func ordinary() {
    var screen = ExplorerDriver()
    askForEverything(&screen)
    #expect(screen.effects.filter(\.changesHost).count == 4)
  }
}

@Suite("Acting on what is selected")
struct ActingTests {
  @Test("sends a signal only after naming who gets it")
  func signal() {
    var screen = ExplorerDriver()
    screen.type("6/worker")
    screen.press(.enter, .function(9))
    #expect(screen.text.contains("nginx (1261)"))
    screen.press(.left, "y")
    #expect(
      screen.effects.last
        == .signal(
          SignalRequest(targets: [ProcessID(pid: 1_261, startTicks: 12_610)], signal: .kill)))
  }

  @Test("never signals the host's PID 1, the kernel or itself")
  func protected() {
    var screen = ExplorerDriver()
    for target in ["systemd ", "heya"] {
      screen.type("6/" + target)
      screen.press(.enter, .function(9), .enter)
    }
    screen.type("K/rcu_gp")
    screen.press(.enter, .function(9), .enter)
    #expect(!screen.effects.contains { if case .signal = $0 { true } else { false } })
  }

  @Test("sends a signal to all members of a namespace, or to all that are tagged")
  func many() {
    var screen = ExplorerDriver()
    screen.type("/4026532303")
    screen.press(.enter, .function(9), .enter)
    guard case .signal(let namespace)? = screen.effects.last else {
      Issue.record("no signal was asked for")
      return
    }
    #expect(namespace.targets.map(\.pid) == [1_234, 1_261, 1_262, 1_263])
    screen.type("6/worker")
    screen.press(.enter)
    screen.type("tt")
    #expect(screen.lines[1].contains("2 tagged"))
    screen.press(.function(9), .enter)
    guard case .signal(let tagged)? = screen.effects.last else {
      Issue.record("no signal was asked for")
      return
    }
    #expect(tagged.targets.map(\.pid) == [1_261, 1_262])
  }

  @Test("unpins after naming the pin, and only what is pinned")
  func unpin() {
    var screen = ExplorerDriver()
    screen.type("/blue")
    screen.press(.enter, "U")
    #expect(screen.text.contains("/run/netns/blue"))
    screen.press("n")
    #expect(screen.effects.isEmpty)
    screen.press("U", "y")
    guard case .unpin(let id, let path)? = screen.effects.last else {
      Issue.record("nothing was unpinned")
      return
    }
    #expect(id.inode == 4_026_532_500)
    #expect(path == "/run/netns/blue")
    screen.press(.up, "U")
    #expect(screen.lines.last?.contains("No pin") == true)
  }

  @Test("compares two objects kind by kind")
  func compare() {
    var screen = ExplorerDriver()
    screen.type("6/worker")
    screen.press(.enter, "t", "g", "c")
    #expect(screen.text.contains("6 kinds differ."))
    screen.press(.escape, "T", "c")
    #expect(screen.lines.last?.contains("Tag one or two") == true)
  }

  @Test("copies the id, and the command that enters")
  func copy() {
    var screen = ExplorerDriver()
    screen.type("/4026532305")
    screen.press(.enter, "y")
    #expect(screen.effects.last == .copy("net:[4026532305]"))
    screen.press("Y")
    #expect(screen.effects.last == .copy("heya enter 'net:[4026532305]'"))
  }

  @Test(
    "asks the program for what only that can do",
    arguments: [
      (Key.character("q"), Effect.quit), (.function(10), .quit), (.control("z"), .suspend),
      (.control("l"), .redraw), (.character("R"), .refresh), (.function(5), .refresh),
      (.character("p"), .setPaused(true)), (.character("m"), .setMouse(false)),
      (.character("."), .setInterval(0.5)), (.character(","), .setInterval(2)),
    ])
  func control(key: Key, effect: Effect) {
    var screen = ExplorerDriver()
    screen.press(key)
    #expect(screen.effects == [effect])
  }

  @Test("explains the kind, the namespace or the process that is selected")
  func explain() {
    var screen = ExplorerDriver()
    screen.press(.function(1))
    #expect(screen.effects == [.explain(.kind(.user))])
    screen.send(
      .page(title: "user", lines: (1...99).map { StyledLine([.init("line \($0)", .body)]) }))
    #expect(screen.text.contains("line 1"))
    screen.press("G")
    #expect(screen.text.contains("line 99"))
    screen.press(.escape)
    #expect(!screen.text.contains("line 99"))
  }

  @Test("loads what is inside only while that is shown, and again at every refresh")
  func contents() {
    var screen = ExplorerDriver(.server(), 120, 40)
    screen.press(.down, "]", "]")
    let home = ObjectID.namespace(
      NamespaceID(kind: .user, inode: NamespaceKind.user.initialInode, device: 4, unique: 1))
    #expect(screen.effects == [.load(home)])
    #expect(screen.text.contains("Looking inside…"))
    screen.send(
      .details(
        home,
        [
          FactSection(
            Text(verbatim: "maps"), [FactLine(Text(verbatim: "uid"), Text(verbatim: "0 is 0"))])
        ]))
    #expect(screen.text.contains("0 is 0"))
    screen.send(.snapshot(HostFixture.server().snapshot))
    #expect(screen.effects == [.load(home), .load(home)])
    screen.press("[")
    screen.send(.snapshot(HostFixture.server().snapshot))
    #expect(screen.effects.count == 2)
  }
}

@Suite("The mouse")
struct MouseTests {
  private func row(of text: String, in screen: ExplorerDriver) -> Int {
    screen.lines.firstIndex { $0.contains(text) } ?? -1
  }

  @Test("selects a row, and folds it with a second click or one on its arrow")
  func rows() {
    var screen = ExplorerDriver()
    let line = row(of: "4026532304", in: screen)
    screen.send(.input(.mouse(.press, Point(column: 20, row: line))))
    #expect(screen.selectedLine?.contains("4026532304") == true)
    #expect(screen.selectedLine?.contains("▸") == true)
    screen.send(.input(.mouse(.press, Point(column: 20, row: line))))
    #expect(screen.selectedLine?.contains("▾") == true)
    let other = row(of: "▸ 4026531837", in: screen)
    screen.send(.input(.mouse(.press, Point(column: 4, row: other))))
    #expect(screen.selectedLine?.contains("▾ 4026531837") == true)
  }

  @Test("changes the view by its name and presses keys in the footer")
  func bars() throws {
    var screen = ExplorerDriver()
    let tabs = screen.lines[1]
    let tab = tabs.distance(
      from: tabs.startIndex, to: try #require(tabs.range(of: "6 Processes")?.lowerBound))
    screen.send(.input(.mouse(.press, Point(column: tab + 3, row: 1))))
    #expect(screen.text.contains("UCIHNPMT"))
    let footer = try #require(screen.lines.last)
    let column = footer.distance(
      from: footer.startIndex, to: try #require(footer.range(of: "q quit")?.lowerBound))
    screen.send(.input(.mouse(.press, Point(column: column + 3, row: 23))))
    #expect(screen.effects == [.quit])
  }

  @Test("scrolls with the wheel and keeps the selection on the screen")
  func wheel() {
    var screen = ExplorerDriver()
    for _ in 0..<20 { screen.send(.input(.mouse(.wheelDown, Point(column: 5, row: 8)))) }
    #expect(screen.selectedLine != nil)
    #expect(screen.text.contains("4026531834"))
    for _ in 0..<20 { screen.send(.input(.mouse(.wheelUp, Point(column: 5, row: 8)))) }
    #expect(screen.text.contains("users and capabilities"))
  }

  @Test("drags the line between the tree and the details")
  func divider() throws {
    var screen = ExplorerDriver(.server(), 120, 40)
    let column = try #require(
      (0..<120).first { screen.canvas[$0, 20].text == "│" })
    screen.send(.input(.mouse(.press, Point(column: column, row: 20))))
    screen.send(.input(.mouse(.drag, Point(column: column - 10, row: 20))))
    screen.send(.input(.mouse(.release, Point(column: column - 10, row: 20))))
    #expect(screen.canvas[column - 10, 20].text == "│")
  }

  @Test("leads from a fact to the object that it speaks of")
  func facts() {
    var screen = ExplorerDriver(.server(), 120, 40)
    screen.type("/4026532402")
    screen.press(.enter)
    let line = row(of: "owner", in: screen)
    screen.send(.input(.mouse(.press, Point(column: 90, row: line))))
    #expect(screen.selectedLine?.contains("4026532400") == true)
  }

  @Test("does nothing when it is switched off")
  func off() {
    var screen = ExplorerDriver { $0.mouse = false }
    let before = screen.text
    for row in 0..<24 { screen.send(.input(.mouse(.press, Point(column: 20, row: row)))) }
    #expect(screen.text == before)
    #expect(screen.effects.isEmpty)
  }
}
