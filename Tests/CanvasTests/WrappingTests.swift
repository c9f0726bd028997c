import Canvas
import Testing

@Suite("Wrapping")
struct WrappingTests {
  private func lines(_ text: String, _ columns: Int) -> [String] {
    text.wrapped(to: columns).map { String(text[$0]) }
  }

  @Test("Latin words stay whole and the space between two lines is left out")
  func latin() {
    #expect(lines("a room of one's own", 9) == ["a room of", "one's own"])
  }

  @Test("an empty text is one empty line")
  func empty() {
    #expect(lines("", 10) == [""])
  }

  @Test("a word that is wider than a line is cut")
  func longWord() {
    #expect(lines("abcdefgh ij", 4) == ["abcd", "efgh", "ij"])
  }

  @Test("Japanese breaks between characters")
  func japanese() {
    #expect(lines("壁の厚い部屋", 8) == ["壁の厚い", "部屋"])
  }

  @Test("a full stop takes the character before it to the next line")
  func fullStop() {
    #expect(lines("厚い部屋。次", 8) == ["厚い部", "屋。次"])
  }

  @Test("an opening bracket goes to the next line with what it opens")
  func openingBracket() {
    #expect(lines("壁の「部屋」", 6) == ["壁の", "「部", "屋」"])
  }

  @Test("Latin in Japanese stays whole")
  func mixed() {
    #expect(lines("これは namespace です", 10) == ["これは", "namespace", "です"])
    #expect(lines("部屋はsetns(2)で", 8) == ["部屋は", "setns(2)", "で"])
  }

  @Test("nothing is lost but spaces, and no line is too wide", arguments: [2, 3, 7, 20, 41, 80])
  func conserved(columns: Int) {
    let text = "「名前空間」は、プロセスの一覧（PID の空間）を包み、ーっと言う間に unshare(2) します。 The end."
    let result = lines(text, columns)
    #expect(result.joined().filter { $0 != " " } == text.filter { $0 != " " })
    if columns >= 10 { #expect(result.allSatisfy { $0.columns <= columns }) }
  }

  @Test("no line starts with a character that may not", arguments: Array(10...60))
  func kinsoku(columns: Int) {
    let text = "カーネルは、一つです。「ちょっと」と言って、シェルを、ユーザー（名前）空間へ、移ります。"
    for line in lines(text, columns) {
      #expect(!"、。」）ーっょァ".contains(line.first ?? " "), "\(line)")
      #expect(!"「（".contains(line.last ?? " "), "\(line)")
    }
  }
}
