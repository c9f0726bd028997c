import Canvas
import Namespaces
import Testing

@testable import Explorer

@Suite("Writing to a file")
struct WritingTests {
  private func written(_ screen: ExplorerDriver) throws -> Document {
    guard case .write(let document)? = screen.effects.last else {
      Issue.record("nothing was written")
      return Document(name: "", content: .text(""))
    }
    return document
  }

  private func text(_ document: Document) -> String {
    if case .text(let text) = document.content { text } else { "" }
  }

  /// A screen on which the pinned network is selected, after a shell moved.
  private func screen() -> ExplorerDriver {
    var screen = ExplorerDriver(.server(), 80, 24)
    var fixture = HostFixture.server()
    fixture.taken += 1
    let renamed = fixture.namespace(.uts, inode: 4_026_532_700)
    fixture.change(702) { $0.links[.uts] = renamed.inode }
    screen.send(.snapshot(fixture.snapshot))
    screen.type("/blue")
    screen.press(.enter)
    return screen
  }

  @Test("writes the whole view, not only what the screen shows")
  func view() throws {
    var screen = ExplorerDriver(.server(), 80, 12)
    #expect(!screen.text.contains("4026531834"))
    screen.type("w")
    #expect(screen.effects.isEmpty)
    screen.press(.enter)
    let document = try written(screen)
    #expect(document.name == "heya-kinds")
    #expect(text(document).contains("4026531834"))
    #expect(!text(document).contains("Write to a file"))
  }

  @Test("writes what the details say about the selected object, all pages of it")
  func object() throws {
    var screen = screen()
    screen.type("wj")
    #expect(screen.text.contains("heya-net-4026532500-"))
    screen.press(.enter)
    let document = try written(screen)
    #expect(document.name == "heya-net-4026532500")
    #expect(text(document).hasPrefix("net:[4026532500]  blue\n"))
    #expect(text(document).contains("/run/netns/blue  mnt:"))
  }

  @Test("writes the object as JSON where there is a form for it")
  func json() throws {
    var screen = screen()
    let blue = try #require(screen.state.selectedObject)
    screen.type("wjj")
    screen.press(.enter)
    #expect(try written(screen) == Document(name: "heya-net-4026532500", content: .object(blue)))
    screen.send(.interfaces(HostFixture.interfaces))
    screen.type("5j")
    screen.type("w")
    #expect(!screen.text.contains("the selected object as JSON"))
  }

  @Test("writes the journal as text, and as a list of its entries")
  func eventLog() throws {
    var screen = screen()
    screen.type("wjjj")
    screen.press(.enter)
    #expect(text(try written(screen)).contains("uts 4026531838 → 4026532700"))
    screen.type("7wj")
    screen.press(.enter)
    guard case .changes(let changes) = try written(screen).content else {
      Issue.record("no entries were written")
      return
    }
    #expect(changes.contains { $0.pid == 702 && $0.name == "bash" })
    #expect(changes.contains { $0.what == .appeared })
  }

  @Test("writes nothing on Esc, and round the list of choices only what has the focus")
  func choices() throws {
    var screen = screen()
    screen.type("w")
    screen.press(.escape)
    #expect(screen.effects.isEmpty)
    screen.type("wk")
    screen.press(.enter)
    #expect(try written(screen).content.suffix == "jsonl")
  }

  @Test("writes what was selected when it was asked, or says that it is gone by now")
  func identity() throws {
    var screen = screen()
    screen.type("wj")
    var fixture = HostFixture.server()
    let blue = try #require(fixture.snapshot.namespace(inode: 4_026_532_500)?.id)
    fixture.remove(blue)
    for second in 1...4 {
      fixture.taken += Double(second)
      screen.send(.snapshot(fixture.snapshot))
    }
    #expect(screen.state.selectedObject != .namespace(blue))
    screen.press(.enter)
    #expect(screen.effects.isEmpty)
    #expect(screen.lines.last?.contains("net:[4026532500] is gone") == true)
  }
}
