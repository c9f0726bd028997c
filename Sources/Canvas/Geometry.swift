/// A number of columns and rows.
public struct Size: Sendable, Hashable {
  /// The columns.
  public var columns: Int

  /// The rows.
  public var rows: Int

  /// Creates a size; negative numbers become 0.
  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

/// A cell's place: column and row from the upper left corner, from 0.
public struct Point: Sendable, Hashable {
  /// The column.
  public var column: Int

  /// The row.
  public var row: Int

  /// Creates a point.
  public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// A rectangle of cells.
public struct Rect: Sendable, Hashable {
  /// The upper left corner.
  public var origin: Point

  /// The extent.
  public var size: Size

  /// Creates a rectangle.
  public init(column: Int, row: Int, columns: Int, rows: Int) {
    origin = Point(column: column, row: row)
    size = Size(columns: columns, rows: rows)
  }

  /// The column after the last.
  public var endColumn: Int { origin.column + size.columns }

  /// The row after the last.
  public var endRow: Int { origin.row + size.rows }

  /// Whether `point` lies inside.
  public func contains(_ point: Point) -> Bool {
    (origin.column..<endColumn).contains(point.column) && (origin.row..<endRow).contains(point.row)
  }

  /// The rectangle without `margin` cells at each edge.
  public func inset(by margin: Int) -> Rect {
    Rect(
      column: origin.column + margin, row: origin.row + margin,
      columns: size.columns - 2 * margin, rows: size.rows - 2 * margin)
  }

  /// The parts left and right of a vertical cut.
  public func split(leftColumns: Int) -> (left: Rect, right: Rect) {
    let columns = min(max(0, leftColumns), size.columns)
    return (
      Rect(column: origin.column, row: origin.row, columns: columns, rows: size.rows),
      Rect(
        column: origin.column + columns, row: origin.row, columns: size.columns - columns,
        rows: size.rows)
    )
  }

  /// The parts above and below a horizontal cut.
  public func split(topRows: Int) -> (top: Rect, bottom: Rect) {
    let rows = min(max(0, topRows), size.rows)
    return (
      Rect(column: origin.column, row: origin.row, columns: size.columns, rows: rows),
      Rect(
        column: origin.column, row: origin.row + rows, columns: size.columns,
        rows: size.rows - rows)
    )
  }
}
