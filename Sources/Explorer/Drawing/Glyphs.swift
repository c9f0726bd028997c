/// The characters that are not text: lines, arrows and marks.
struct Glyphs: Sendable {
  var open = "▾"
  var closed = "▸"
  var branch = "├"
  var corner = "└"
  var vertical = "│"
  var horizontal = "─"
  var teeLeft = "┤"
  var teeRight = "├"
  var dot = "·"
  var arrow = "→"
  var ellipsis = "…"
  var topLeft = "┌"
  var topRight = "┐"
  var bottomLeft = "└"
  var bottomRight = "┘"
  var on = "■"
  var off = "□"
  var up = "↑"
  var down = "↓"
  var rising = "↑"
  var more = "↓"
  var left = "←"
  var right = "→"
  var bars = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  static let unicode = Glyphs()

  static let ascii = Glyphs(
    open: "v", closed: ">", branch: "|", corner: "`", vertical: "|", horizontal: "-",
    teeLeft: "+", teeRight: "+", dot: ".", arrow: ">", ellipsis: "~", topLeft: "+",
    topRight: "+",
    bottomLeft: "+", bottomRight: "+", on: "x", off: "-", up: "Up", down: "Down", rising: "^",
    more: "v", left: "Left",
    right: "Right", bars: ["_", ".", ":", "-", "=", "+", "*", "#"])
}
