package import JSONCoding
package import Limits

/// A database file of bbolt, in which Podman and containerd keep what they know, to be read only.
///
/// Such a file is a B+ tree of pages. Its writer never changes a page that a reader may look at
/// before a whole new tree stands, but the bytes are copied here while it may be writing, and
/// anybody may have made the file: each offset is checked, and what does not fit is not there.
package struct BoltDatabase {
  private let bytes: [UInt8]
  private let pageSize: Int
  private let root: Bucket

  /// Opens the database that `bytes` are; nil when they are none.
  package init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    // The two first pages hold descriptions of the tree; the later one that is whole counts.
    let first = Self.description(in: bytes, at: 0)
    let size = first?.pageSize ?? 4096
    let second = Self.description(in: bytes, at: size)
    let candidates = [first, second].compactMap { $0 }
    guard let latest = candidates.max(by: { $0.transaction < $1.transaction }) else { return nil }
    pageSize = latest.pageSize
    root = .page(latest.root)
  }

  /// The value at the end of a path of bucket names and a key; nil when there is none, and where
  /// the budget does not reach.
  package func value(_ path: [String], _ budget: inout Budget) -> [UInt8]? {
    var bucket = root
    for (depth, name) in path.enumerated() {
      guard let leaf = find(Array(name.utf8), in: bucket, &budget) else { return nil }
      if depth == path.count - 1 {
        let isAffordable = !leaf.isBucket && budget.take(bytes: leaf.value.count)
        return isAffordable ? Array(bytes[leaf.value]) : nil
      }
      guard leaf.isBucket, let root = number(leaf.value.lowerBound, 8),
        leaf.value.count >= Self.bucketHeader
      else { return nil }
      // A small bucket has no page: its leaves follow its header.
      bucket =
        root == 0 ? .inline(leaf.value.lowerBound + Self.bucketHeader) : .page(root)
    }
    return nil
  }

  /// The value at the end of a path, as JSON; null when there is none, and where the budget does
  /// not reach.
  package func json(_ path: [String], _ budget: inout Budget) -> JSONValue {
    guard let text = value(path, &budget) else { return .null }
    return (try? JSONValue(reading: text, nodes: &budget.nodes)) ?? .null
  }

  private enum Bucket {
    case page(Int)
    case inline(Int)
  }

  private struct Leaf {
    var isBucket: Bool
    var value: Range<Int>
  }

  private static let pageHeader = 16
  private static let bucketHeader = 16
  private static let element = 16

  private func find(_ key: [UInt8], in bucket: Bucket, _ budget: inout Budget) -> Leaf? {
    var start =
      switch bucket {
      case .page(let number): offset(ofPage: number)
      case .inline(let offset): offset
      }
    // A tree of this height holds more than any file.
    for _ in 0..<64 {
      guard let page = start, let flags = number(page + 8, 2), let count = number(page + 10, 2),
        budget.take(steps: 1 + count)
      else { return nil }
      if flags & 0x02 != 0 { return leaf(key, page, count) }
      guard flags & 0x01 != 0 else { return nil }
      start = child(key, page, count).flatMap(offset(ofPage:))
    }
    return nil
  }

  private func offset(ofPage number: Int) -> Int? {
    let (offset, overflow) = number.multipliedReportingOverflow(by: pageSize)
    return overflow || offset < 0 || offset >= bytes.count ? nil : offset
  }

  private func leaf(_ key: [UInt8], _ page: Int, _ count: Int) -> Leaf? {
    for index in 0..<count {
      let element = page + Self.pageHeader + index * Self.element
      guard let flags = number(element, 4), let position = number(element + 4, 4),
        let keySize = number(element + 8, 4), let valueSize = number(element + 12, 4)
      else { return nil }
      let start = element + position
      guard start + keySize + valueSize <= bytes.count else { return nil }
      if bytes[start..<start + keySize].elementsEqual(key) {
        let value = start + keySize..<start + keySize + valueSize
        return Leaf(isBucket: flags & 0x01 != 0, value: value)
      }
    }
    return nil
  }

  /// The page below, under the last key that is not greater.
  private func child(_ key: [UInt8], _ page: Int, _ count: Int) -> Int? {
    var found: Int?
    for index in 0..<count {
      let element = page + Self.pageHeader + index * Self.element
      guard let position = number(element, 4), let keySize = number(element + 4, 4),
        let next = number(element + 8, 8), element + position + keySize <= bytes.count
      else { return nil }
      let start = element + position
      let isGreater = key.lexicographicallyPrecedes(bytes[start..<start + keySize])
      if isGreater, found != nil { break }
      found = next
    }
    return found
  }

  /// The little-endian number of `size` bytes at `offset`; nil where the file is shorter, and where
  /// the number is too large to be an offset.
  private func number(_ offset: Int, _ size: Int) -> Int? {
    Self.number(in: bytes, at: offset, size)
  }

  private static func number(in bytes: [UInt8], at offset: Int, _ size: Int) -> Int? {
    guard offset >= 0, offset + size <= bytes.count else { return nil }
    var value: UInt64 = 0
    for index in (0..<size).reversed() { value = value << 8 | UInt64(bytes[offset + index]) }
    return value < 1 << 48 ? Int(value) : nil
  }

  private static func description(
    in bytes: [UInt8], at page: Int
  ) -> (pageSize: Int, root: Int, transaction: Int)? {
    let meta = page + pageHeader
    guard number(in: bytes, at: meta, 4) == 0xED0C_DAED, number(in: bytes, at: meta + 4, 4) == 2,
      let pageSize = number(in: bytes, at: meta + 8, 4), (512...1 << 20).contains(pageSize),
      let root = number(in: bytes, at: meta + 16, 8),
      let transaction = number(in: bytes, at: meta + 48, 8)
    else { return nil }
    return (pageSize, root, transaction)
  }
}
