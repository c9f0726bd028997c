internal import Canvas

/// Rows of text in aligned columns, as commands print them.
public struct Table: Sendable {
  /// A column's heading and side.
  public struct Column: Sendable {
    /// The heading.
    public var heading: String

    /// Whether the text stands at the right, as numbers do.
    public var isNumeric: Bool

    /// Creates a column.
    public init(_ heading: String, isNumeric: Bool = false) {
      self.heading = heading
      self.isNumeric = isNumeric
    }
  }

  /// The columns.
  public var columns: [Column]

  /// The rows; each has a text per column.
  public var rows: [[String]]

  /// Creates a table.
  public init(columns: [Column], rows: [[String]] = []) {
    self.columns = columns
    self.rows = rows
  }

  /// The table as lines.
  ///
  /// - Parameters:
  ///   - heading: whether the first line names the columns.
  ///   - width: how many columns of the terminal a line may take; nil for any number.
  /// - Returns: lines without blanks at their ends.
  public func lines(heading: Bool = true, width: Int? = nil) -> [String] {
    let all = heading ? [columns.map(\.heading)] + rows : rows
    var widths = Array(repeating: 0, count: columns.count)
    for row in all {
      for (index, text) in row.enumerated() { widths[index] = max(widths[index], text.columns) }
    }
    return all.map { row in
      var line = ""
      for (index, text) in row.enumerated() {
        if index > 0 { line += " " }
        // Nothing stands behind the last, whose longest text may be that of ten thousand processes.
        let isPadded = columns[index].isNumeric || index < columns.count - 1
        let blanks = String(repeating: " ", count: isPadded ? widths[index] - text.columns : 0)
        line += columns[index].isNumeric ? blanks + text : text + blanks
      }
      while line.last == " " { line.removeLast() }
      return width.map { line.truncated(to: $0) } ?? line
    }
  }
}
