internal import Escaping

/// A grid of styled cells: what a screen shall show, without knowing any terminal.
///
/// Whatever is drawn outside the grid is left out, so that views need not care for the size.
public struct Canvas: Sendable {
  /// The extent of the grid.
  public let size: Size

  private var spots: [Spot]

  /// The characters of several scalars; few screens have one.
  private var clusters: [String] = []

  /// A cell as it is kept: small and without anything to count references to, for every frame has
  /// thousands.
  private struct Spot: Equatable {
    /// The only scalar of the character; 0 in the right half of a wide one; from ``firstCluster`` on
    /// the place of a longer character among the ``clusters``.
    var code: UInt32
    var style: Style

    /// The number after that of the last scalar.
    static let firstCluster: UInt32 = 0x11_0000

    static let blank = Spot(code: 0x20, style: .plain)

    var isRightHalf: Bool { code == 0 }
  }

  /// One cell.
  public struct Cell: Sendable, Hashable {
    /// The character; the right half of a wide one is empty.
    public var text: String

    /// How it looks.
    public var style: Style

    /// A space in the terminal's own colours.
    public static let blank = Cell(text: " ", style: .plain)
  }

  /// Creates a blank canvas.
  public init(size: Size) {
    self.size = size
    spots = Array(repeating: .blank, count: size.columns * size.rows)
  }

  /// The whole grid.
  public var bounds: Rect {
    Rect(column: 0, row: 0, columns: size.columns, rows: size.rows)
  }

  /// The cell at a place inside the grid.
  public subscript(column: Int, row: Int) -> Cell {
    let spot = spots[row * size.columns + column]
    return Cell(text: text(of: spot), style: spot.style)
  }

  private func text(of spot: Spot) -> String {
    if spot.isRightHalf { return "" }
    if let scalar = Unicode.Scalar(spot.code) { return String(scalar) }
    return clusters[Int(spot.code - Spot.firstCluster)]
  }

  /// Whether a row is the same in a canvas of the same size.
  public func hasRow(_ row: Int, of other: Canvas) -> Bool {
    for index in row * size.columns..<(row + 1) * size.columns {
      let (spot, its) = (spots[index], other.spots[index])
      // The same longer character may have another place there.
      if max(spot.code, its.code) >= Spot.firstCluster {
        if spot.style != its.style || text(of: spot) != other.text(of: its) { return false }
      } else if spot != its {
        return false
      }
    }
    return true
  }

  /// The text of a row, without the blanks at its end.
  public func text(ofRow row: Int) -> String {
    var text = ""
    for column in 0..<size.columns { text += self[column, row].text }
    while text.last == " " { text.removeLast() }
    return text
  }

  /// The text of all rows, as lines.
  public var text: String {
    (0..<size.rows).map { text(ofRow: $0) }.joined(separator: "\n")
  }

  /// Writes `text` from a place to the right, at most up to `end` (the edge when nil).
  ///
  /// What is not visible is written as an escape (``Swift/Character/visibleForm``): nothing that a
  /// terminal would obey can get onto a canvas, and nothing hides there.
  ///
  /// - Returns: the column after the text.
  @discardableResult
  public mutating func write(
    _ text: String, column: Int, row: Int, style: Style = .plain, end: Int? = nil
  ) -> Int {
    let end = min(end ?? size.columns, size.columns)
    guard (0..<size.rows).contains(row) else { return column + text.columns }
    var column = column
    if text.isPrintableASCII {
      for byte in text.utf8 where column < end {
        if column >= 0 { put(UInt32(byte), columns: 1, column: column, row: row, style) }
        column += 1
      }
      return column
    }
    for character in text {
      if let form = character.visibleForm {
        column = write(form, column: column, row: row, style: style, end: end)
        continue
      }
      let columns = character.columns
      if column + columns > end { break }
      if column >= 0 {
        put(code(for: character), columns: columns, column: column, row: row, style)
      }
      column += columns
    }
    return column
  }

  /// Fills a rectangle with blanks of a style.
  public mutating func fill(_ rect: Rect, style: Style = .plain) {
    forEachCell(of: rect) { canvas, column, row in
      canvas.put(Spot.blank.code, columns: 1, column: column, row: row, style)
    }
  }

  /// Changes the style of the cells of a rectangle and leaves their text.
  public mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
    forEachCell(of: rect) { canvas, column, row in
      change(&canvas.spots[row * canvas.size.columns + column].style)
    }
  }

  private mutating func forEachCell(of rect: Rect, _ body: (inout Canvas, Int, Int) -> Void) {
    let columns = Self.overlap(rect.origin.column, rect.endColumn, size.columns)
    let rows = Self.overlap(rect.origin.row, rect.endRow, size.rows)
    for row in rows {
      for column in columns { body(&self, column, row) }
    }
  }

  private static func overlap(_ start: Int, _ end: Int, _ limit: Int) -> Range<Int> {
    let start = max(0, start)
    return start..<max(start, min(end, limit))
  }

  /// What stands for a character in a spot.
  private mutating func code(for character: Character) -> UInt32 {
    let scalars = character.unicodeScalars
    if let only = scalars.first, scalars.count == 1 { return only.value }
    clusters.append(String(character))
    return Spot.firstCluster + UInt32(clusters.count - 1)
  }

  private mutating func put(_ code: UInt32, columns: Int, column: Int, row: Int, _ style: Style) {
    let index = row * size.columns + column
    // A half of a wide character that is written over takes its other half with it.
    if spots[index].isRightHalf, column > 0 { spots[index - 1].code = Spot.blank.code }
    let after = index + columns
    if column + columns < size.columns, spots[after].isRightHalf {
      spots[after].code = Spot.blank.code
    }
    spots[index] = Spot(code: code, style: style)
    if columns == 2 { spots[index + 1] = Spot(code: 0, style: style) }
  }
}

extension Canvas: Equatable {
  /// Whether both show the same.
  public static func == (left: Canvas, right: Canvas) -> Bool {
    left.size == right.size && (0..<left.size.rows).allSatisfy { left.hasRow($0, of: right) }
  }
}

extension Canvas {
  /// Replaces every character that is not ASCII by the mark that comes nearest, or by `?`, one for
  /// each column that it takes, for terminals that cannot place them.
  public mutating func replaceNonASCII() {
    for index in spots.indices where !(0x20..<0x7F).contains(spots[index].code) {
      // A wide character's second cell is empty.
      let nearest = text(of: spots[index]).nearestASCII.utf8.first ?? UInt8(ascii: "?")
      spots[index].code = UInt32(nearest)
    }
  }
}
