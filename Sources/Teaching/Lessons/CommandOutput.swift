internal import Canvas
internal import Localization

/// What a command printed, laid out for a width.
struct CommandOutput {
  /// The lines, none of which is wider than asked for.
  let lines: [StyledLine]

  private static let indent = "    "

  /// Lays out `text`: where it is too wide, columns move together, then what the wide lines begin
  /// with alike is left out, and what is still too wide goes on in the next line.
  init(_ text: String, width: Int) {
    let space = max(width - Self.indent.columns, 20)
    var rows = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if rows.contains(where: { $0.columns > space }) { rows = Self.squeezed(rows) }
    if rows.contains(where: { $0.columns > space }) { rows = Self.shortened(rows, to: space) }
    lines = text.isEmpty ? [] : rows.flatMap { Self.broken($0, at: space) }
  }

  /// The rows without the blanks that all of them have beside another blank.
  private static func squeezed(_ rows: [String]) -> [String] {
    let cells = rows.map { Array($0) }
    let longest = cells.map(\.count).max() ?? 0
    func isBlank(_ column: Int) -> Bool {
      cells.allSatisfy { column >= $0.count || $0[column] == " " }
    }
    let kept = (0..<longest).filter { $0 == 0 || !isBlank($0) || !isBlank($0 - 1) }
    return cells.map { row in String(kept.filter { $0 < row.count }.map { row[$0] }) }
  }

  /// The rows without the words that three or more rows of more than `width` columns begin with
  /// alike, as a long listing's do: what tells one row from the next comes after them.
  private static func shortened(_ rows: [String], to width: Int) -> [String] {
    let wide = rows.filter { $0.columns > width }
    guard wide.count >= 3, var start = wide.first.map({ Substring($0) }) else { return rows }
    for row in wide {
      start = start.prefix(zip(start, row).prefix { $0 == $1 }.count)
    }
    while let last = start.last, last != " " { start.removeLast() }
    guard start.count >= 10 else { return rows }
    return rows.map { $0.hasPrefix(start) ? "… " + $0.dropFirst(start.count) : $0 }
  }

  private static func broken(_ row: String, at width: Int) -> [StyledLine] {
    // What goes on is set in, so that it is not taken for a line of its own.
    let parts = row.columns > width ? row.wrapped(to: width - 2) : [row.startIndex..<row.endIndex]
    return parts.enumerated().map { number, part in
      StyledLine([.init(indent + (number == 0 ? "" : "  ") + row[part], .output)])
    }
  }
}
