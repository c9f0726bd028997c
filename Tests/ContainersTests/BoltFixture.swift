/// Lays out a small database of bbolt: one page of leaves, its buckets within.
struct BoltFixture {
  indirect enum Node {
    case value(String)
    case bucket([String: Node])
  }

  let bytes: [UInt8]

  init(_ root: [String: Node]) {
    let pageSize = 4096
    var bytes: [UInt8] = []
    for transaction in [1, 2] {
      var page = Self.number(transaction - 1, 8) + Self.number(0x04, 2) + Self.number(0, 6)
      page += Self.number(0xED0C_DAED, 4) + Self.number(2, 4) + Self.number(pageSize, 4)
      page += Self.number(0, 4) + Self.number(3, 8) + Self.number(0, 8)
      page += Self.number(2, 8) + Self.number(4, 8) + Self.number(transaction, 8)
      bytes += page + Array(repeating: 0, count: pageSize - page.count)
    }
    bytes += Array(repeating: 0, count: pageSize)
    let leaves = Self.page(root)
    self.bytes = bytes + leaves + Array(repeating: 0, count: max(0, pageSize - leaves.count))
  }

  private static func page(_ members: [String: Node]) -> [UInt8] {
    let members = members.sorted { $0.key < $1.key }
    var header = number(0, 8) + number(0x02, 2) + number(members.count, 2) + number(0, 4)
    var data: [UInt8] = []
    for (index, member) in members.enumerated() {
      let (isBucket, value): (Bool, [UInt8]) =
        switch member.value {
        case .value(let text): (false, Array(text.utf8))
        // A bucket within: its page's number is 0, its leaves follow.
        case .bucket(let members): (true, number(0, 16) + page(members))
        }
      let position = (members.count - index) * 16 + data.count
      header += number(isBucket ? 1 : 0, 4) + number(position, 4)
      header += number(member.key.utf8.count, 4) + number(value.count, 4)
      data += Array(member.key.utf8) + value
    }
    return header + data
  }

  private static func number(_ value: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> ($0 * 8)) : 0 }
  }
}
