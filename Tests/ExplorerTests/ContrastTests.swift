import Canvas
import Curses
import Explorer
import Foundation
import Testing

/// What a terminal makes of numbers of colours and of dim text.
struct Palette: CustomTestStringConvertible {
  var testDescription: String
  private let text: UInt32
  private let background: UInt32
  private let colors: [UInt32]

  private static let xterm: [UInt32] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5, 0x7F7F7F,
    0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ]

  /// Solarized's base palette, of which half the bright colours are greys.
  private static let solarized: [UInt32] = [
    0x073642, 0xDC322F, 0x859900, 0xB58900, 0x268BD2, 0xD33682, 0x2AA198, 0xEEE8D5, 0x002B36,
    0xCB4B16, 0x586E75, 0x657B83, 0x839496, 0x6C71C4, 0x93A1A1, 0xFDF6E3,
  ]

  static let dark = [
    Palette("black", 0xE5E5E5, 0x000000, xterm), Palette("dark", 0x839496, 0x002B36, solarized),
  ]
  static let light = [
    Palette("white", 0x000000, 0xFFFFFF, xterm), Palette("light", 0x657B83, 0xFDF6E3, solarized),
  ]

  private init(_ name: String, _ text: UInt32, _ background: UInt32, _ colors: [UInt32]) {
    (testDescription, self.text, self.background, self.colors) = (name, text, background, colors)
  }

  /// The contrast of text with what is behind it, from 1 for the same colour to 21 (WCAG 2.2).
  func contrast(of rendition: Rendition) -> Double {
    let behind = rendition.background < 0 ? background : colors[Int(rendition.background)]
    let front = rendition.foreground < 0 ? text : colors[Int(rendition.foreground)]
    // Terminals dim by a third to a half.
    let share = rendition.attributes.contains(.dim) ? 0.5 : 0
    let lights = [luminance(front, mixed: share, with: behind), luminance(behind)].sorted()
    return (lights[1] + 0.05) / (lights[0] + 0.05)
  }

  private func luminance(_ color: UInt32, mixed share: Double = 0, with other: UInt32 = 0) -> Double
  {
    zip([16, 8, 0], [0.2126, 0.7152, 0.0722]).reduce(0) { sum, part in
      func channel(_ color: UInt32) -> Double { Double(color >> UInt32(part.0) & 0xFF) / 255 }
      let value = channel(color) * (1 - share) + channel(other) * share
      let linear = value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
      return sum + part.1 * linear
    }
  }
}

@Suite("Colours that can be seen, with 16 and with 8")
struct ContrastTests {
  private static let tiers = [ColorTier.sixteen, .eight]

  @Test(
    "lines and what is faint, on any background, whichever theme was chosen for it",
    arguments: Palette.dark + Palette.light, tiers)
  func lines(palette: Palette, tier: ColorTier) {
    for theme in Theme.allCases {
      for role in [Theme.Role.line, .faint, .label] {
        let contrast = palette.contrast(of: Rendition(theme.style(role), in: tier))
        #expect(contrast > 1.5, "\(role) of \(theme): \(contrast)")
      }
    }
  }

  @Test("everything, on a background that the terminal tells of", arguments: tiers)
  func all(tier: ColorTier) {
    for (isLight, palettes) in [(false, Palette.dark), (true, Palette.light)] {
      for palette in palettes {
        for theme in Theme.allCases where isLight || theme != .light {
          for role in Theme.Role.allCases {
            let rendition = Rendition(theme.style(role, onLight: isLight), in: tier)
            let contrast = palette.contrast(of: rendition)
            #expect(contrast > 1.5, "\(role), \(theme), \(palette.testDescription): \(contrast)")
          }
        }
      }
    }
  }

  @Test("the light theme needs no terminal that tells")
  func light() {
    for role in Theme.Role.allCases {
      #expect(Theme.light.style(role) == Theme.light.style(role, onLight: true))
    }
  }
}
