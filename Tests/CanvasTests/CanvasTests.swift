import Canvas
import Testing

@Suite("A canvas")
struct CanvasTests {
  private func canvas(_ columns: Int = 8, _ rows: Int = 2) -> Canvas {
    Canvas(size: Size(columns: columns, rows: rows))
  }

  @Test("leaves out what is written outside it")
  func clipping() {
    var canvas = canvas()
    canvas.write("abcdefghij", column: -2, row: 0)
    canvas.write("never", column: 0, row: 2)
    canvas.write("never", column: 0, row: -1)
    #expect(canvas.text == "cdefghij\n")
  }

  @Test("stops at the given end and says where it stopped")
  func end() {
    var canvas = canvas()
    #expect(canvas.write("abcdef", column: 1, row: 0, end: 4) == 4)
    #expect(canvas.text(ofRow: 0) == " abc")
  }

  @Test("never cuts a wide character in two")
  func wideAtTheEdge() {
    var canvas = canvas(5)
    canvas.write("部屋部屋", column: 0, row: 0)
    #expect(canvas.text(ofRow: 0) == "部屋")
    #expect(canvas[4, 0] == .blank)
  }

  @Test("clears the other half of a wide character that is written over", arguments: [0, 1])
  func wideOverwritten(column: Int) {
    var canvas = canvas()
    canvas.write("部屋", column: 0, row: 0)
    canvas.write("x", column: column, row: 0)
    #expect(canvas.text(ofRow: 0) == (column == 0 ? "x 屋" : " x屋"))
    #expect(canvas[1 - column, 0].text == " ")
  }

  @Test("clears both neighbours that a wide character is written across")
  func wideAcrossWide() {
    var canvas = canvas()
    canvas.write("部屋", column: 0, row: 0)
    canvas.write("間", column: 1, row: 0)
    #expect(canvas.text(ofRow: 0) == " 間")
    #expect(canvas[3, 0].text == " ")
  }

  @Test("keeps a character of several scalars whole, wherever it was written first")
  func clusters() {
    var (one, other) = (canvas(), canvas())
    one.write("ก้e\u{301}", column: 0, row: 0)
    other.write("e\u{301}", column: 1, row: 0)
    #expect(one != other)
    other.write("ก้", column: 0, row: 0)
    #expect(one[0, 0].text == "ก้")
    #expect(one[1, 0].text == "e\u{301}")
    #expect(one == other)
    other.write("e\u{302}", column: 1, row: 0)
    #expect(!one.hasRow(0, of: other))
    #expect(one.hasRow(1, of: other))
  }

  @Test(
    "shows what a terminal would obey, and what nobody would see, as an escape",
    arguments: [
      ("\u{1B}", "\\e"), ("\n", "\\n"), ("\u{7F}", "\\x7f"), ("\u{9B}", "\\x9b"),
      ("\u{0}", "\\x00"),
      ("\u{200B}", "\\u{200b}"), ("\u{202E}", "\\u{202e}"), ("\u{3164}", "\\u{3164}"),
      ("\u{E0041}", "\\u{e0041}"),
    ])
  func invisible(text: String, shown: String) {
    var canvas = canvas(20)
    canvas.write("\(text)b", column: 0, row: 0)
    #expect(canvas.text(ofRow: 0) == "\(shown)b")
    #expect("\(text)b".columns == shown.columns + 1)
    #expect("\(text)b".truncated(to: 20) == "\(text)b")
  }

  @Test("writes an escape no further than to the end")
  func escapeAtTheEnd() {
    var canvas = canvas()
    #expect(canvas.write("ab\u{200B}c", column: 0, row: 0, end: 5) == 5)
    #expect(canvas.text(ofRow: 0) == "ab\\u{")
  }

  @Test("restyles only what lies inside a rectangle, and of it only the style")
  func restyle() {
    var canvas = canvas()
    canvas.write("abcd", column: 0, row: 0)
    canvas.restyle(Rect(column: 2, row: -3, columns: 100, rows: 4)) {
      $0 = $0.adding(.bold)
    }
    #expect(canvas.text(ofRow: 0) == "abcd")
    #expect(canvas[1, 0].style == .plain)
    #expect(canvas[2, 0].style.attributes == .bold)
    #expect(canvas[2, 1].style == .plain)
  }

  @Test("turns everything that is not ASCII into question marks of the same width")
  func ascii() {
    var canvas = canvas()
    canvas.write("a部屋é│", column: 0, row: 0)
    canvas.replaceNonASCII()
    #expect(canvas.text(ofRow: 0) == "a??????")
  }

  @Test("turns marks that ASCII has something like into that")
  func marks() {
    var canvas = canvas()
    canvas.write("a · b…–", column: 0, row: 0)
    canvas.replaceNonASCII()
    #expect(canvas.text(ofRow: 0) == "a . b~-")
  }

  @Test("draws nothing on no cells", arguments: [(0, 0), (0, 3), (3, 0)])
  func empty(columns: Int, rows: Int) {
    var canvas = canvas(columns, rows)
    canvas.write("部屋", column: 0, row: 0)
    canvas.fill(Rect(column: -1, row: -1, columns: 9, rows: 9))
    #expect(canvas.text.filter { $0 != "\n" } == "")
  }
}

@Suite("The width of text")
struct TextWidthTests {
  @Test(
    "is counted in columns of a terminal",
    arguments: [
      ("", 0), ("abc", 3), ("部屋", 4), ("é", 1), ("e\u{301}", 1), ("─▸●→…", 5), ("ｶﾅ", 2),
      ("😀", 2), ("👩‍🚀", 12), ("☁️", 9), ("한글", 4), ("\u{200B}", 8), ("\u{301}", 8),
    ])
  func columns(text: String, columns: Int) {
    #expect(text.columns == columns)
  }

  @Test(
    "is never passed when text is cut, and the cut is marked",
    arguments: [
      ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("abcdef", 1, "…"), ("abcdef", 0, ""),
      ("部屋部屋", 6, "部屋…"), ("部屋部屋", 5, "部屋…"), ("部屋", 1, "…"), ("部屋", -1, ""),
    ])
  func truncation(text: String, columns: Int, expected: String) {
    #expect(text.truncated(to: columns) == expected)
  }

  @Test("is what padding makes of shorter and of longer text")
  func padding() {
    #expect("部".padded(to: 4) == "部  ")
    #expect("部屋間".padded(to: 4).columns == 4)
    #expect("ab".padded(to: 0) == "")
  }
}

@Suite("A rectangle")
struct RectTests {
  private let rect = Rect(column: 2, row: 1, columns: 10, rows: 6)

  @Test("is divided without loss, wherever it is cut", arguments: [-5, 0, 3, 6, 10, 99])
  func splits(at cut: Int) {
    let (left, right) = rect.split(leftColumns: cut)
    #expect(left.size.columns + right.size.columns == 10)
    #expect(right.origin.column == left.endColumn)
    let (top, bottom) = rect.split(topRows: cut)
    #expect(top.size.rows + bottom.size.rows == 6)
    #expect(bottom.origin.row == top.endRow)
  }

  @Test("contains its corners and not what is just beyond")
  func containment() {
    #expect(rect.contains(Point(column: 2, row: 1)))
    #expect(rect.contains(Point(column: 11, row: 6)))
    #expect(!rect.contains(Point(column: 12, row: 6)))
    #expect(!rect.contains(Point(column: 11, row: 7)))
    #expect(!rect.inset(by: 9).contains(Point(column: 11, row: 10)))
  }
}
