package import JSONCoding
package import Limits

/// A database file of SQLite, in which Podman keeps what it knows since version 5, to be read only.
///
/// Knows as much of the format as it takes to find a row of a table by its first column. A table is
/// gone through once, and of each row no more is looked at than lies on the page itself.
package final class SQLiteDatabase {
  private let pages: SQLitePages

  /// Where the rows of a table are, by their first column.
  private var rows: [String: [String: Cell]] = [:]

  /// A row.
  private struct Cell {
    var page: Int
    var offset: Int
  }

  /// The longest text that is a key, in bytes: those of Podman have 64.
  private static let longestKey = 255

  /// Opens the database that `bytes` are, with its write-ahead log; nil when they are none.
  package init?(_ bytes: [UInt8], log: [UInt8] = []) {
    guard let pages = SQLitePages(bytes, log: log) else { return nil }
    self.pages = pages
  }

  /// The JSON object in the row of `table` whose first column is `key`; null when there is none,
  /// and where the budget does not reach.
  package func json(_ table: String, _ key: String, _ budget: inout Budget) -> JSONValue {
    let rows = rows(of: table, &budget)
    guard let cell = rows[key], let page = pages[cell.page],
      let record = payload(at: cell.offset, page, &budget)
    else { return .null }
    let texts = columns(of: record[...], among: ReadLimits.databaseColumns).reversed().compactMap {
      column in
      if case .text(let range) = column { record[range] } else { nil }
    }
    guard let text = texts.first(where: { $0.first == UInt8(ascii: "{") }) else { return .null }
    return (try? JSONValue(reading: Array(text), nodes: &budget.nodes)) ?? .null
  }

  private func rows(of table: String, _ budget: inout Budget) -> [String: Cell] {
    if let known = rows[table] { return known }
    var found: [String: Cell] = [:]
    if let root = root(of: table, &budget) {
      visitCells(root, &budget) { page, cell, budget in
        guard case .text(let key)? = columns(ofCell: cell, on: page.content, limit: 1).first,
          key.count <= Self.longestKey
        else { return true }
        // About what an entry of the dictionary takes.
        guard budget.take(bytes: 64 + key.count) else { return false }
        let name = String(decoding: page.content[key], as: UTF8.self)
        if found[name] == nil { found[name] = Cell(page: page.number, offset: cell) }
        return true
      }
    }
    rows[table] = found
    return found
  }

  /// The page at which the tree of a table begins, from the table of tables.
  private func root(of table: String, _ budget: inout Budget) -> Int? {
    var root: Int?
    visitCells(1, &budget) { page, cell, _ in
      // Type, name, table, page, statement.
      let columns = columns(ofCell: cell, on: page.content, limit: 4)
      func isText(_ index: Int, _ text: String) -> Bool {
        guard case .text(let range) = columns[index] else { return false }
        return page.content[range].elementsEqual(text.utf8)
      }
      if columns.count == 4, isText(0, "table"), isText(1, table),
        case .integer(let number) = columns[3]
      {
        root = number
      }
      return root == nil
    }
    return root
  }

  /// A page of the file.
  private struct Page {
    var number: Int
    var content: ArraySlice<UInt8>
  }

  /// Shows `body` the cells of the leaves of the tree that begins at a page, until it says no; a
  /// damaged tree may lead to a page twice, so that each cell is a step of the budget.
  private func visitCells(
    _ root: Int, _ budget: inout Budget, _ body: (Page, Int, inout Budget) -> Bool
  ) {
    var waiting = [root]
    while let number = waiting.popLast() {
      guard let page = pages[number] else { continue }
      let header = number == 1 ? 100 : 0
      guard let kind = page.bigEndian(at: header, 1),
        let count = page.bigEndian(at: header + 3, 2), budget.take(steps: 1 + count)
      else { return }
      let isLeaf = kind == 0x0D
      guard isLeaf || kind == 0x05 else { continue }
      let cells = (0..<count).lazy.compactMap {
        page.bigEndian(at: header + (isLeaf ? 8 : 12) + 2 * $0, 2)
      }
      if isLeaf {
        for cell in cells where !body(Page(number: number, content: page), cell, &budget) { return }
      } else {
        waiting += cells.compactMap { page.bigEndian(at: $0, 4) }
        if let last = page.bigEndian(at: header + 8, 4) { waiting.append(last) }
      }
    }
  }

  /// Where a cell of a leaf has its record: its size, where it begins on the page, how much of it
  /// lies there.
  private func place(
    ofCell cell: Int, on page: ArraySlice<UInt8>
  ) -> (total: Int, start: Int, here: Int)? {
    guard let size = page.varint(at: cell), size.value <= ReadLimits.databaseRow,
      let start = page.varint(at: size.end)?.end
    else { return nil }
    let (total, usable) = (size.value, pages.usableSize)
    let most = usable - 35
    var here = total
    if total > most {
      let least = (usable - 12) * 32 / 255 - 23
      let rest = least + (total - least) % (usable - 4)
      here = rest <= most ? rest : least
    }
    return start + here <= page.count ? (total, start, here) : nil
  }

  /// The bytes of the record in a cell of a leaf, those on further pages included.
  private func payload(
    at cell: Int, _ page: ArraySlice<UInt8>, _ budget: inout Budget
  ) -> [UInt8]? {
    guard let (total, start, here) = place(ofCell: cell, on: page), budget.take(bytes: total)
    else { return nil }
    var bytes = Array(page.dropFirst(start).prefix(here))
    var next = here < total ? page.bigEndian(at: start + here, 4) : nil
    while bytes.count < total {
      guard let number = next, let further = pages[number], budget.take(steps: 1) else {
        return nil
      }
      bytes += further.dropFirst(4).prefix(total - bytes.count)
      next = further.bigEndian(at: 0, 4)
    }
    return bytes
  }

  private enum Column {
    /// Where the text is.
    case text(Range<Int>)
    case integer(Int)

    /// Null, a fraction or bytes.
    case other
  }

  /// The first columns of the record in a cell, by their places in the page.
  private func columns(
    ofCell cell: Int, on page: ArraySlice<UInt8>, limit: Int
  ) -> [Column] {
    guard let (_, start, here) = place(ofCell: cell, on: page) else { return [] }
    let first = page.startIndex + start
    return columns(of: page[first..<first + here], among: limit)
  }

  /// The first columns of a record, as far as its bytes reach.
  private func columns(
    of record: ArraySlice<UInt8>, among limit: Int
  ) -> [Column] {
    guard let header = record.varint(at: 0) else { return [] }
    var (columns, place, content): ([Column], Int, Int) = ([], header.end, header.value)
    while place < header.value, columns.count < min(limit, ReadLimits.databaseColumns) {
      guard let type = record.varint(at: place) else { break }
      let size = Self.size(ofType: type.value)
      guard content + size <= record.count else { break }
      let start = record.startIndex + content
      switch type.value {
      case 1...6: columns.append(.integer(record.bigEndian(at: content, size) ?? 0))
      case 8, 9: columns.append(.integer(type.value - 8))
      case 13... where type.value % 2 == 1: columns.append(.text(start..<start + size))
      default: columns.append(.other)
      }
      (place, content) = (type.end, content + size)
    }
    return columns
  }

  private static func size(ofType type: Int) -> Int {
    switch type {
    case 1...4: type
    case 5: 6
    case 6, 7: 8
    case 12...: (type - 12) / 2
    default: 0
    }
  }
}
