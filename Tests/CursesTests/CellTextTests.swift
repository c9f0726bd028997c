import Glibc
import Testing

@testable import Curses

@Suite("The text of a cell for ncurses")
struct CellTextTests {
  /// ncurses's widths are those of the locale.
  init() {
    unsafe setlocale(LC_CTYPE, "C.UTF-8")
  }

  private func scalars(_ text: String, space: Int, isASCII: Bool = false) -> [UInt32] {
    CellText(text, space: space, isASCII: isASCII).scalars.map { UInt32(bitPattern: $0) }
  }

  @Test("a character goes with what combines with it")
  func combining() {
    #expect(scalars("e\u{301}", space: 1) == [0x65, 0x301])
    #expect(scalars("部", space: 2) == [0x90E8])
    #expect(CellText("部", space: 2, isASCII: false).columns == 2)
  }

  @Test("of endless combining marks only four are sent")
  func manyMarks() {
    #expect(scalars("e" + String(repeating: "\u{301}", count: 100), space: 1).count == 5)
  }

  @Test("a family of emoji is its first member, so that no column is lost")
  func joined() {
    let text = CellText("👨‍👩‍👧", space: 2, isASCII: false)
    #expect(text.scalars == [0x1F468])
    #expect(text.columns == 2)
  }

  @Test("what the library takes for narrower than the canvas says so")
  func narrower() {
    let text = CellText("❤\u{FE0F}", space: 2, isASCII: false)
    #expect(text.scalars == [0x2764])
    #expect(text.columns == 1)
  }

  @Test(
    "what is too wide, unknown or a control is a question mark",
    arguments: [("部", 1), ("\u{10FFFF}", 1), ("\u{1B}", 1), ("\u{9B}", 1), ("", 1)])
  func replaced(text: String, space: Int) {
    #expect(scalars(text, space: space) == [0x3F])
  }

  @Test("without UTF-8 nothing but ASCII is sent")
  func ascii() {
    #expect(scalars("─", space: 1, isASCII: true) == [0x3F])
    #expect(scalars("e\u{301}", space: 1, isASCII: true) == [0x65])
  }
}
