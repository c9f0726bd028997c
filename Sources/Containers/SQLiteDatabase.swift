internal import JSON

/// A database file of SQLite, in which Podman keeps what it knows since version 5, to be read only.
///
/// Knows as much of the format as it takes to go through the rows of a table.
struct SQLiteDatabase {
  private let pages: SQLitePages

  /// Opens the database that `bytes` are, with its write-ahead log; nil when they are none.
  init?(_ bytes: [UInt8], log: [UInt8] = []) {
    guard let pages = SQLitePages(bytes, log: log) else { return nil }
    self.pages = pages
  }

  /// The JSON object in the row of `table` whose first column is `key`; null when there is none.
  func json(_ table: String, _ key: String) -> JSONValue {
    guard let root = root(of: table) else { return .null }
    var found = JSONValue.null
    visitRows(root) { row in
      guard row.first == .text(key) else { return true }
      for case .text(let text) in row.reversed() where text.hasPrefix("{") {
        found = (try? JSONValue(reading: Array(text.utf8))) ?? .null
        break
      }
      return false
    }
    return found
  }

  private enum Value: Equatable {
    case text(String)
    case integer(Int)

    /// Null, a fraction or bytes.
    case other
  }

  /// The page at which the tree of a table begins, from the table of tables.
  private func root(of table: String) -> Int? {
    var root: Int?
    visitRows(1) { row in
      // Type, name, table, page, statement.
      if row.count >= 4, row[0] == .text("table"), row[1] == .text(table),
        case .integer(let page) = row[3]
      {
        root = page
      }
      return root == nil
    }
    return root
  }

  /// Shows `body` the rows of the tree that begins at a page, until it says no.
  private func visitRows(_ root: Int, _ body: ([Value]) -> Bool) {
    var waiting = [root]
    // A damaged tree may lead to a page twice.
    var budget = pages.count
    while let number = waiting.popLast(), budget > 0 {
      budget -= 1
      guard let page = pages[number] else { continue }
      let header = number == 1 ? 100 : 0
      guard let kind = page.bigEndian(at: header, 1),
        let count = page.bigEndian(at: header + 3, 2)
      else { continue }
      let isLeaf = kind == 0x0D
      guard isLeaf || kind == 0x05 else { continue }
      let cells = (0..<count).compactMap {
        page.bigEndian(at: header + (isLeaf ? 8 : 12) + 2 * $0, 2)
      }
      if isLeaf {
        for cell in cells {
          guard let record = payload(at: cell, page), let row = row(in: record) else { continue }
          if !body(row) { return }
        }
      } else {
        waiting += cells.compactMap { page.bigEndian(at: $0, 4) }
        if let last = page.bigEndian(at: header + 8, 4) { waiting.append(last) }
      }
    }
  }

  private static let longest = 1 << 20

  /// The bytes of the record in a cell of a leaf, those on further pages included.
  private func payload(at cell: Int, _ page: ArraySlice<UInt8>) -> [UInt8]? {
    guard let size = page.varint(at: cell), size.value <= Self.longest,
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
    guard start + here <= page.count else { return nil }
    var bytes = Array(page.dropFirst(start).prefix(here))
    var next = here < total ? page.bigEndian(at: start + here, 4) : nil
    while bytes.count < total {
      guard let number = next, let further = pages[number] else { return nil }
      bytes += further.dropFirst(4).prefix(total - bytes.count)
      next = further.bigEndian(at: 0, 4)
    }
    return bytes
  }

  /// The columns of a record.
  private func row(in record: [UInt8]) -> [Value]? {
    guard let header = record.varint(at: 0), header.value <= record.count else { return nil }
    var (row, place, content): ([Value], Int, Int) = ([], header.end, header.value)
    while place < header.value {
      guard let type = record.varint(at: place) else { return nil }
      let size = Self.size(ofType: type.value)
      guard content + size <= record.count else { return nil }
      switch type.value {
      case 1...6:
        row.append(.integer(record.bigEndian(at: content, size) ?? 0))
      case 8, 9: row.append(.integer(type.value - 8))
      case 13... where type.value % 2 == 1:
        row.append(.text(String(decoding: record[content..<content + size], as: UTF8.self)))
      default: row.append(.other)
      }
      (place, content) = (type.end, content + size)
    }
    return row
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
