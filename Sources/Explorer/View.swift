package import Canvas
import Localization

/// Draws the state on a screen of a size: the same state and size always give the same canvas.
package func view(_ state: State, size: Size) -> Canvas {
  var painter = Painter(canvas: Canvas(size: size), options: state.options)
  if Layout.isTooSmall(size) {
    let text = Text.tooSmall[state.options.language]
    painter.write(text, .warning, column: 0, row: 0, end: size.columns)
  } else {
    let layout = state.layout(size)
    painter.drawHeader(state, layout.header)
    painter.drawTabs(state, layout.tabs)
    painter.drawTree(state, layout)
    painter.drawDetails(state, layout)
    painter.drawLesson(state, layout)
    painter.drawFooter(state, layout.footer)
    painter.drawOverlay(state, size)
  }
  if state.options.ascii { painter.canvas.replaceNonASCII() }
  return painter.canvas
}
