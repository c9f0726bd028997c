import Canvas
import Explorer
import Foundation
import Namespaces
import Testing

@Suite("The keyboard")
struct KeyboardTests {
  /// A screen with the pinned network at the top, on which a person stands at the first row.
  private func screen() -> ExplorerDriver {
    var screen = ExplorerDriver(.server(), 120, 40)
    screen.type("/blue")
    screen.press(.enter)
    screen.type("Pg")
    return screen
  }

  /// What a click does that a key does too: where one clicks, and which keys do the same.
  private static let gestures: [(on: String, offset: Int, keys: [Key])] = [
    ("6 Processes", 3, ["6"]), ("? help", 0, ["?"]), ("\\ filter", 2, ["\\"]), ("q quit", 2, ["q"]),
    ("4026531837", 0, [.down]), ("▾ user", 0, [.left]), ("Members", 1, ["]"]),
    ("Why alive", 1, ["]", "]", "]"]), ("4026532500", 0, ["O"]),
  ]

  @Test("does all that a click does", arguments: gestures)
  func clicks(click: (on: String, offset: Int, keys: [Key])) throws {
    var (clicked, typed) = (screen(), screen())
    let (row, column) = try #require(clicked.place(of: click.on))
    let point = Point(column: column + click.offset, row: row)
    clicked.effects = []
    typed.effects = []
    clicked.send(.input(.mouse(.press, point)))
    for key in click.keys { typed.press(key) }
    #expect(clicked.text == typed.text)
    #expect(clicked.effects == typed.effects)
    #expect(clicked.text != screen().text || clicked.effects == [.quit])
  }

  @Test("enters what a right click enters, and leaves what a click beside a dialog leaves")
  func dialogs() throws {
    var (clicked, typed) = (screen(), screen())
    let (row, column) = try #require(clicked.place(of: "4026531837"))
    clicked.send(.input(.mouse(.rightPress, Point(column: column, row: row))))
    typed.press(.down, .enter)
    #expect(clicked.text == typed.text)
    #expect(clicked.effects == typed.effects)
    clicked.send(.input(.mouse(.press, Point(column: 0, row: 0))))
    typed.press(.escape)
    #expect(clicked.text == typed.text)
    #expect(!clicked.text.contains("Y copy command"))
  }

  @Test("widens the details as dragging their edge does, and narrows them after the widest")
  func divider() throws {
    var screen = screen()
    func width(_ screen: ExplorerDriver) -> Int {
      120 - ((0..<120).first { screen.canvas[$0, 20].text == "│" } ?? 0)
    }
    var widths = [width(screen)]
    while widths.count < 2 || widths.last != widths.first, widths.count < 20 {
      screen.type("W")
      widths.append(width(screen))
    }
    #expect(Set(widths).count > 4)
    let (narrowest, widest) = (try #require(widths.min()), try #require(widths.max()))
    for end in [narrowest, widest] {
      var dragged = self.screen()
      let start = 120 - width(dragged)
      dragged.send(.input(.mouse(.press, Point(column: start, row: 20))))
      dragged.send(
        .input(.mouse(.drag, Point(column: end == widest ? 0 : 119, row: 20))))
      #expect(width(dragged) == end)
    }
    var narrow = ExplorerDriver()
    narrow.type("W")
    #expect(narrow.lines.last?.contains("From 100 columns on") == true)
  }

  @Test("goes round what is kept at the top, and says when that is nothing")
  func top() {
    var screen = screen()
    screen.type("jPOO")
    #expect(screen.selectedLine?.contains("4026531837") == true)
    screen.type("O")
    #expect(screen.selectedLine?.contains("blue") == true)
    screen.type("PjjOP")
    screen.type("O")
    #expect(screen.lines.last?.contains("Nothing is kept at the top") == true)
  }

  @Test("has a key for every action, and no action that only the configuration can reach")
  func everyAction() {
    for action in Action.allCases {
      #expect(KeyTable.standard.binding(of: action)?.keys.isEmpty == false, "\(action)")
    }
  }
}

extension ExplorerDriver {
  /// Where a text is first seen.
  fileprivate func place(of text: String) -> (row: Int, column: Int)? {
    for (row, line) in lines.enumerated() {
      if let range = line.range(of: text) {
        return (row, String(line[..<range.lowerBound]).columns)
      }
    }
    return nil
  }
}
