import Canvas
import Explorer
import Localization
import Namespaces
import Testing

@Suite("Making a namespace")
struct NewNamespacesDialogTests {
  @Test("asks for a plan anew with every choice, and makes the namespace only by the present one")
  func choices() throws {
    var screen = ExplorerDriver()
    screen.press("M")
    #expect(screen.effects.last == .planNewNamespaces(NewNamespacesRequest()))
    screen.press(.enter)
    #expect(!screen.effects.contains { $0.changesHost })
    screen.press(" ")
    var request = NewNamespacesRequest()
    request.kinds.insert(.user)
    #expect(screen.effects.last == .planNewNamespaces(request))
    screen.answerNewNamespaces(request)
    #expect(screen.text.contains("heya new --kinds uts"))
    screen.press(.enter)
    #expect(screen.effects.last == .make(request))
  }

  @Test("takes a command as it is typed, also letters that are keys elsewhere")
  func command() {
    var screen = ExplorerDriver()
    screen.press("M", .up)
    screen.type("yes qnk")
    screen.press(.backspace)
    var request = NewNamespacesRequest()
    request.command = "yes qn"
    #expect(screen.effects.last == .planNewNamespaces(request))
    #expect(screen.text.contains("yes qn"))
    screen.press(.up, " ")
    request.userMap = .caller
    #expect(screen.effects.last == .planNewNamespaces(request))
  }

  @Test("takes pasted text where its command is typed, and nowhere else")
  func paste() {
    var screen = ExplorerDriver()
    screen.press("M")
    let before = screen.text
    screen.send(.input(.paste("y\n")))
    #expect(screen.text == before)
    screen.press(.up)
    screen.type("echo ")
    screen.send(.input(.paste("a long\nword")))
    var request = NewNamespacesRequest()
    request.command = "echo a longword"
    #expect(screen.effects.last == .planNewNamespaces(request))
    screen.press(.function(1))
    screen.send(.input(.paste("x")))
    screen.press(.escape)
    #expect(screen.text.contains("echo a longword"))
    #expect(!screen.text.contains("longwordx"))
  }

  @Test("is refused where nothing may change")
  func readOnly() {
    var screen = ExplorerDriver { $0.readOnly = true }
    screen.press("M")
    screen.answerNewNamespaces(NewNamespacesRequest())
    screen.press(.enter)
    #expect(!screen.effects.contains { $0.changesHost })
    #expect(screen.lines.last?.contains("--readonly") == true)
  }
}

@Suite("Coming back from a namespace")
struct EntryReportTests {
  @Test("tells how it ended, and shows what was called until the next entry")
  func report() {
    var screen = ExplorerDriver()
    screen.press("e")
    #expect(screen.lines.last?.contains("Nothing was entered yet.") == true)
    screen.send(.left(report("it ended well", "setns(3) = 0")))
    #expect(screen.lines.last?.contains("it ended well · e tells more") == true)
    screen.press("e")
    #expect(screen.text.contains("setns(3) = 0"))
    screen.press(.escape)
    screen.send(.left(report("it ended badly", "setns(3) = -1 EPERM")))
    screen.press("e")
    #expect(screen.text.contains("setns(3) = -1 EPERM"))
  }

  @Test(
    "a user of the namespace can be named, and the host's tools be brought where it has no shell")
  func identity() throws {
    var screen = ExplorerDriver()
    screen.type("/4026532305")
    screen.press(.enter, .enter)
    screen.press(.down, " ", " ")
    screen.type("jk7")
    guard case .plan(let request)? = screen.effects.last else {
      Issue.record("no plan was asked for")
      return
    }
    #expect(request.identity == .named("jk7"))
    var summary = EntrySummary(
      title: "", joins: [], steps: [], command: "", nsenter: "", refusal: "no shell")
    summary.lacksTools = true
    summary.inheritedContext = ["Seccomp: can't be copied."]
    screen.send(.plan(request, summary))
    #expect(screen.lines.contains { $0.contains("Seccomp: can't be copied.") })
    screen.press(.up, "B")
    var tools = request
    tools.hostTools = true
    #expect(screen.effects.last == .plan(tools))
  }

  private func report(_ sentence: String, _ call: String) -> EntryReport {
    EntryReport(
      title: "The last entry", sentence: sentence, isError: false,
      lines: [StyledLine([.init(call, .output)])])
  }
}

extension ExplorerDriver {
  fileprivate mutating func answerNewNamespaces(_ request: NewNamespacesRequest) {
    send(
      .newNamespacesPlan(
        request,
        EntrySummary(
          title: "", joins: request.kinds, steps: ["make a new uts"],
          command: "heya new --kinds uts", nsenter: "")))
  }
}
