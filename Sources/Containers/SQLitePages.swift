/// The pages of a database file of SQLite, with what its write-ahead log says in place of them.
///
/// Anybody may have made the files, and they are copied here while they may be written: each offset
/// is checked, and what does not fit is not there. The format: https://sqlite.org/fileformat2.html.
struct SQLitePages {
  /// The bytes of a page that are for content.
  let usableSize: Int

  private let bytes: [UInt8]
  private let log: [UInt8]
  private let pageSize: Int

  /// Where in the log the last committed version of a page begins.
  private let logged: [Int: Int]

  /// Opens the database that `bytes` are, with its log; nil when they are none.
  init?(_ bytes: [UInt8], log: [UInt8]) {
    guard bytes.starts(with: Array("SQLite format 3\0".utf8)), bytes.count >= 100 else {
      return nil
    }
    let size = Int(bytes[16]) << 8 | Int(bytes[17])
    pageSize = size == 1 ? 65536 : size
    guard (512...65536).contains(pageSize), pageSize.nonzeroBitCount == 1 else { return nil }
    usableSize = pageSize - Int(bytes[20])
    guard usableSize >= 480 else { return nil }
    self.bytes = bytes
    self.log = log
    logged = Self.committed(in: log, pageSize)
  }

  /// How many pages there may be at most.
  var count: Int { (bytes.count + log.count) / pageSize }

  /// The content of a page, the first of which has the number 1; nil when it is not there.
  subscript(number: Int) -> ArraySlice<UInt8>? {
    if let start = logged[number] { return log[start..<start + usableSize] }
    guard number >= 1, number <= bytes.count / pageSize else { return nil }
    let start = (number - 1) * pageSize
    return bytes[start..<start + usableSize]
  }

  /// The places in the log of the pages that whole transactions wrote.
  private static func committed(in log: [UInt8], _ pageSize: Int) -> [Int: Int] {
    let (header, frameHeader) = (32, 24)
    guard log.count >= header, [0x377F_0682, 0x377F_0683].contains(log.bigEndian(at: 0, 4)),
      log.bigEndian(at: 8, 4) == pageSize
    else { return [:] }
    var (committed, pending): ([Int: Int], [Int: Int]) = ([:], [:])
    var frame = header
    while frame + frameHeader + pageSize <= log.count {
      // What was left of the log's earlier life bears other salts.
      guard log[frame + 8..<frame + 16].elementsEqual(log[16..<24]) else { break }
      pending[log.bigEndian(at: frame, 4) ?? 0] = frame + frameHeader
      if log.bigEndian(at: frame + 4, 4) != 0 {
        committed.merge(pending) { $1 }
        pending = [:]
      }
      frame += frameHeader + pageSize
    }
    return committed
  }
}

extension RandomAccessCollection<UInt8> where Index == Int {
  /// The number of `size` bytes, the highest first, `offset` bytes after the beginning; nil where
  /// there are fewer.
  func bigEndian(at offset: Int, _ size: Int) -> Int? {
    guard offset >= 0, offset + size <= count else { return nil }
    return (0..<size).reduce(0) { $0 << 8 | Int(self[startIndex + offset + $1]) }
  }

  /// The number of up to nine bytes of seven bits each, `offset` bytes after the beginning, and the
  /// offset behind it; nil where it does not end, is no offset in a file, or is below 0.
  func varint(at offset: Int) -> (value: Int, end: Int)? {
    var value: UInt64 = 0
    for length in 0..<9 {
      guard offset + length < count else { return nil }
      let byte = self[startIndex + offset + length]
      value = length == 8 ? value << 8 | UInt64(byte) : value << 7 | UInt64(byte & 0x7F)
      if length == 8 || byte < 0x80 {
        return value < 1 << 48 ? (Int(value), offset + length + 1) : nil
      }
    }
    return nil
  }
}
