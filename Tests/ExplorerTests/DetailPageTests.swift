import Canvas
import Explorer
import Localization
import Namespaces
import Testing

@Suite("The pages of the details that tell of entering and of what an object is")
struct DetailPageTests {
  private static let text = [
    StyledLine([.init("Walls", .heading)]),
    StyledLine([.init("One calls ", .body), .init("unshare(2)", .code), .init(" for it.", .body)]),
  ]

  /// A screen on which the page `steps` places after the first is open on a pinned network.
  private func screen(_ steps: Int, _ columns: Int = 80, _ rows: Int = 40) -> ExplorerDriver {
    var screen = ExplorerDriver(.server(), columns, rows)
    screen.type("/blue")
    screen.press(.enter)
    screen.type(String(repeating: "]", count: steps))
    return screen
  }

  private func request(_ screen: ExplorerDriver) -> DetailPageRequest? {
    guard case .writePage(let request)? = screen.effects.last else { return nil }
    return request
  }

  @Test("are asked for when they come up, with the width that there is")
  func asked() throws {
    let entry = try #require(request(screen(4)))
    #expect(entry.topic == .entry)
    #expect(entry.width == 78)
    let explanation = try #require(request(screen(5)))
    #expect(explanation.topic == .explanation)
    #expect(explanation.object.description == "net:[4026532500]")
  }

  @Test("say that they are on their way, then what they have to say, in the theme's colours")
  func answered() throws {
    var screen = screen(5)
    #expect(screen.text.contains("Working it out"))
    screen.send(.written(try #require(request(screen)), Self.text))
    #expect(!screen.text.contains("Working it out"))
    let row = try #require(screen.lines.firstIndex { $0.contains("One calls unshare(2) for it.") })
    let canvas = screen.canvas
    let line = (0..<80).map { canvas[$0, row] }
    let call = try #require(line.firstIndex { $0.text == "u" })
    #expect(line[call].style == Theme.standard.style(.code))
    #expect(line[call + 11].style == Theme.standard.style(.text))
  }

  @Test("keep what they said while a refresh asks anew, and ask once at a time")
  func refreshed() throws {
    var screen = screen(5)
    screen.send(.written(try #require(request(screen)), Self.text))
    screen.effects = []
    var fixture = HostFixture.server()
    for _ in 1...3 {
      fixture.taken += 1
      screen.send(.snapshot(fixture.snapshot))
    }
    #expect(screen.effects.count { if case .writePage = $0 { true } else { false } } == 1)
    #expect(screen.text.contains("One calls unshare(2) for it."))
  }

  @Test("ignore the answer to what is no longer asked")
  func late() throws {
    var screen = screen(5)
    let old = try #require(request(screen))
    screen.press(.up)
    screen.send(.written(old, Self.text))
    #expect(!screen.text.contains("One calls"))
    #expect(request(screen)?.object != old.object)
  }

  @Test("say what can be entered where nothing can")
  func kinds() {
    var screen = ExplorerDriver(.server(), 80, 40)
    screen.type("]]]]")
    #expect(request(screen) == nil)
    #expect(screen.text.contains("to see how it is entered"))
  }

  @Test("have their names on the line of pages, the chosen one always", arguments: [40, 100, 140])
  func names(columns: Int) {
    let titles = ["Facts", "Members", "Inside", "Why alive", "Enter", "Explain"]
    for (steps, title) in titles.enumerated() {
      var screen = screen(steps, columns, columns == 40 ? 10 : 40)
      if columns == 40 { screen.type("d") }
      #expect(screen.text.contains(title))
    }
  }
}
