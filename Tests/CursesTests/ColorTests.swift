import Canvas
import Testing

@testable import Curses

@Suite("Colours on terminals that have fewer")
struct ColorTests {
  @Test(
    "a terminal's number of colours decides",
    arguments: [
      (256, ColorTier.palette), (16_777_216, .palette), (88, .sixteen), (16, .sixteen), (8, .eight),
      (2, .mono), (0, .mono), (-1, .mono),
    ])
  func tiers(colors: Int, tier: ColorTier) {
    #expect(ColorTier(colors: colors, noColor: nil) == tier)
  }

  @Test("NO_COLOR means mono, unless it is empty")
  func noColor() {
    #expect(ColorTier(colors: 256, noColor: "1") == .mono)
    #expect(ColorTier(colors: 256, noColor: "") == .palette)
  }

  private let orange = Color(indexed: 208, basic: 11)
  private let grey = Color(indexed: 244, basic: 8)

  @Test("each tier takes its own number of a colour")
  func numbers() {
    let style = Style(orange, on: Color(indexed: 17, basic: 4), [.underline])
    func numbers(_ tier: ColorTier) -> [Int32] {
      let rendition = Rendition(style, in: tier)
      return [rendition.foreground, rendition.background]
    }
    #expect(numbers(.palette) == [208, 17])
    #expect(numbers(.sixteen) == [11, 4])
    #expect(numbers(.eight) == [3, 4])
    #expect(numbers(.mono) == [-1, -1])
  }

  @Test("of eight colours the bright ones are bold")
  func bright() {
    #expect(Rendition(Style(orange), in: .eight).attributes == [.bold])
    #expect(Rendition(Style(orange), in: .sixteen).attributes == [])
  }

  @Test(
    "grey is the terminal's own colour, dim, where bright black may be the background's",
    arguments: [ColorTier.eight, .sixteen])
  func greyText(tier: ColorTier) {
    let rendition = Rendition(Style(grey), in: tier)
    #expect(rendition.foreground == -1)
    #expect(rendition.attributes == [.dim])
  }

  @Test("grey behind the text never becomes black on eight colours")
  func greyBackground() {
    #expect(Rendition(Style(nil, on: grey), in: .eight).background == -1)
  }

  @Test("attributes stay in every tier", arguments: ColorTier.allCases)
  func attributes(tier: ColorTier) {
    let all: Style.Attributes = [.bold, .dim, .underline, .reverse]
    #expect(Rendition(Style(nil, all), in: tier).attributes == all)
  }
}
