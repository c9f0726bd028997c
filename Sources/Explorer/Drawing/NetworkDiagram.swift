import Canvas

/// A line between two rows in the gutter beside the boxes.
struct Cable: Sendable, Equatable {
  /// The upper row's position in the list.
  var upper: Int

  /// The lower row's position in the list.
  var lower: Int

  /// The lane in the gutter, 0 the one next to the boxes.
  var lane: Int
}

extension Cable {
  /// The most lanes; what would need more is told by words only.
  static let lanes = 6

  /// The cables between the interfaces of a list, each in the innermost lane that is free.
  static func lay(over rows: [Row], _ networks: NetworkTree) -> [Cable] {
    var positions: [Int32: Int] = [:]
    for (position, row) in rows.enumerated() {
      if case .interface(let interface) = row.place { positions[interface] = position }
    }
    var spans: [(upper: Int, lower: Int)] = []
    for (interface, position) in positions {
      guard let peer = networks.peer(of: interface), let other = positions[peer] else { continue }
      // Both ends of a veth name each other: the upper one speaks for both.
      let isMutual = networks.peer(of: peer) == interface
      if position < other || !isMutual, position != other {
        spans.append((min(position, other), max(position, other)))
      }
    }
    spans.sort { ($0.lower - $0.upper, $0.upper) < ($1.lower - $1.upper, $1.upper) }
    var cables: [Cable] = []
    for span in spans {
      let taken = cables.filter { $0.upper <= span.lower && span.upper <= $0.lower }.map(\.lane)
      guard let lane = (0..<lanes).first(where: { !taken.contains($0) }) else { continue }
      cables.append(Cable(upper: span.upper, lower: span.lower, lane: lane))
    }
    return cables
  }
}

extension Painter {
  /// The columns of the gutter: two for each lane.
  static let gutter = 2 * Cable.lanes + 1

  /// Draws the boxes around the namespaces and the cables between them, over rows that are drawn.
  mutating func drawNetwork(_ state: State, _ viewModel: ViewModel, _ list: Rect, top: Int) {
    let rows = state.list.rows
    let right = list.endColumn - Self.gutter - 1
    let visible = top..<min(rows.count, top + list.size.rows)
    for position in visible {
      let line = list.origin.row + position - top
      if rows[position].depth == 0 {
        drawBoxTop(list, right: right, row: line, isFirst: position == 0)
      } else {
        write(glyphs.vertical, .line, column: list.origin.column + 1, row: line)
        write(glyphs.vertical, .line, column: right, row: line)
      }
    }
    if visible.count < list.size.rows, !rows.isEmpty {
      let line = list.origin.row + visible.count
      let edge = String(repeating: glyphs.horizontal, count: max(0, right - list.origin.column - 2))
      write(
        glyphs.bottomLeft + edge + glyphs.bottomRight, .line, column: list.origin.column + 1,
        row: line)
    }
    for cable in Cable.lay(over: rows, viewModel.networks) {
      draw(cable, list, right: right, visible: visible, top: top)
    }
  }

  /// The upper edge of a box, to the right of its name.
  private mutating func drawBoxTop(_ list: Rect, right: Int, row: Int, isFirst: Bool) {
    var start = right
    while start > list.origin.column, canvas[start - 1, row].text == " " { start -= 1 }
    let edge = String(repeating: glyphs.horizontal, count: max(0, right - start - 1))
    write(edge, .line, column: start + 1, row: row)
    write(isFirst ? glyphs.topRight : glyphs.teeLeft, .line, column: right, row: row)
    write(
      isFirst ? glyphs.topLeft : glyphs.teeRight, .line, column: list.origin.column + 1, row: row)
  }

  private mutating func draw(
    _ cable: Cable, _ list: Rect, right: Int, visible: Range<Int>, top: Int
  ) {
    let column = right + 2 + 2 * cable.lane
    for position in cable.upper...cable.lower where visible.contains(position) {
      let row = list.origin.row + position - top
      let isEnd = position == cable.upper || position == cable.lower
      if isEnd {
        write(glyphs.teeRight, .moved, column: right, row: row)
        let length = column - right - 1
        write(
          String(repeating: glyphs.horizontal, count: length), .moved, column: right + 1, row: row)
        write(
          position == cable.upper ? glyphs.topRight : glyphs.bottomRight, .moved, column: column,
          row: row)
      } else if canvas[column, row].text == " " {
        write(glyphs.vertical, .moved, column: column, row: row)
      }
    }
  }
}
