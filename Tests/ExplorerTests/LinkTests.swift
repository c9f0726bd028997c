import Canvas
import Explorer
import Localization
import Namespaces
import Testing

@Suite("The links of the details")
struct LinkTests {
  /// The explorer on the web container's network, with room for the details.
  private func screen() -> ExplorerDriver {
    var screen = ExplorerDriver(.server(), 140, 40)
    screen.type("1/4026532305")
    screen.press(.enter)
    return screen
  }

  /// The line of the details that is selected, by its colours.
  private func link(of screen: ExplorerDriver) -> String? {
    let canvas = screen.canvas
    let style = screen.state.options.theme.style(.selection)
    let column = screen.size.columns - 3
    let row = (0..<screen.size.rows).first {
      canvas[column, $0].style.background == style.background
    }
    return row.map { canvas.text(ofRow: $0) }
  }

  @Test("are walked through round the end, and Esc leaves them")
  func walk() throws {
    var screen = screen()
    let object = screen.state.selectedObject
    screen.type(")")
    let first = try #require(link(of: screen))
    screen.type(")")
    #expect(link(of: screen) != first)
    screen.type("((")
    let last = try #require(link(of: screen))
    #expect(last != first)
    screen.type(")")
    #expect(link(of: screen) == first)
    screen.press(.escape)
    #expect(link(of: screen) == nil)
    #expect(screen.state.selectedObject == object)
  }

  @Test("lead with Enter to the owner, and b leads back")
  func follow() throws {
    var screen = screen()
    let origin = try #require(screen.state.selectedObject)
    for _ in 0..<20 where link(of: screen)?.contains("owner ") != true { screen.type(")") }
    screen.press(.enter)
    guard case .namespace(let owner)? = screen.state.selectedObject else {
      Issue.record("no namespace is selected")
      return
    }
    #expect(owner.kind == .user)
    #expect(link(of: screen) == nil)
    screen.type("b")
    #expect(screen.state.selectedObject == origin)
  }

  @Test("are left when another object or page comes up, so that Enter enters again")
  func left() {
    var screen = screen()
    screen.type(")")
    screen.press(.down)
    #expect(link(of: screen) == nil)
    screen.press(.up)
    screen.type(")]")
    #expect(link(of: screen) == nil)
  }

  @Test("an error of the filter is told in the language of the interface")
  func filterError() {
    var screen = ExplorerDriver(.server(), 100, 24) { $0.language = .japanese }
    screen.type("\\kind=")
    #expect(screen.lines.last?.contains("値がありません") == true)
  }
}
