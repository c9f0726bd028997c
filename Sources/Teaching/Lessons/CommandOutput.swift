internal import Canvas
internal import Wording

/// What a command printed, laid out for a width.
struct CommandOutput {
  /// The lines, none of which is wider than asked for.
  let lines: [StyledLine]

  private static let indent = "    "

  /// Lays out `text`: where it is too wide, columns move together, and what is still too wide goes
  /// on in the next line.
  init(_ text: String, width: Int) {
    let room = max(width - Self.indent.columns, 20)
    var rows = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if rows.contains(where: { $0.columns > room }) { rows = Self.squeezed(rows) }
    lines = text.isEmpty ? [] : rows.flatMap { Self.broken($0, at: room) }
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

  private static func broken(_ row: String, at width: Int) -> [StyledLine] {
    // What goes on is set in, so that it is not taken for a line of its own.
    let parts = row.columns > width ? row.wrapped(to: width - 2) : [row.startIndex..<row.endIndex]
    return parts.enumerated().map { number, part in
      StyledLine([.init(indent + (number == 0 ? "" : "  ") + row[part], .output)])
    }
  }
}
