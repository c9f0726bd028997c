package import Canvas

/// Draws the state.
package func view(_ state: State, size: Size) -> Canvas {
  var canvas = Canvas(size: size)
  canvas.write("heya", column: 0, row: 0)
  return canvas
}
