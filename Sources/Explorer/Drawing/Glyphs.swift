/// The characters that are not text: lines, arrows and marks.
///
/// Nothing but a choice, for every row asks for several of them.
struct Glyphs: Sendable {
  /// Whether they are of ASCII.
  let areASCII: Bool

  var open: String { pick("▾", "v") }
  var closed: String { pick("▸", ">") }
  var branch: String { pick("├", "|") }
  var corner: String { pick("└", "`") }
  var vertical: String { pick("│", "|") }
  var horizontal: String { pick("─", "-") }
  var teeLeft: String { pick("┤", "+") }
  var teeRight: String { pick("├", "+") }
  var dot: String { pick("·", ".") }
  var arrow: String { pick("→", ">") }
  var ellipsis: String { pick("…", "~") }
  var topLeft: String { pick("┌", "+") }
  var topRight: String { pick("┐", "+") }
  var bottomLeft: String { pick("└", "+") }
  var bottomRight: String { pick("┘", "+") }
  var on: String { pick("■", "x") }
  var off: String { pick("□", "-") }
  var up: String { pick("↑", "Up") }
  var down: String { pick("↓", "Down") }
  var rising: String { pick("↑", "^") }
  var more: String { pick("↓", "v") }
  var left: String { pick("←", "Left") }
  var right: String { pick("→", "Right") }
  var bars: [String] {
    areASCII
      ? ["_", ".", ":", "-", "=", "+", "*", "#"] : ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  }

  private func pick(_ character: String, _ nearest: String) -> String {
    areASCII ? nearest : character
  }
}
