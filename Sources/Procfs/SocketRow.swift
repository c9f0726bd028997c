/// A row of `/proc/net/tcp` and its relatives (proc_pid_net(5)).
package struct SocketRow: Sendable, Hashable {
  /// The local address in network order, 4 or 16 bytes.
  package var address: [UInt8]

  /// The local port.
  package var port: UInt16

  /// The state; 10 is that of a listening TCP socket, 7 that of an unconnected UDP socket.
  package var state: UInt8

  /// The inode number, as in `socket:[31337]`.
  package var inode: UInt64

  /// Parses the words of a row; nil for the row of headings.
  package init?(_ words: [some StringProtocol]) {
    guard words.count > 9 else { return nil }
    let local = words[1].split(separator: ":")
    guard local.count == 2, let port = UInt16(local[1], radix: 16),
      let state = UInt8(words[3], radix: 16), let inode = UInt64(words[9]),
      let address = Self.address(local[0])
    else { return nil }
    (self.address, self.port, self.state, self.inode) = (address, port, state, inode)
  }

  /// The bytes of an address; the kernel writes each four of them as one number of the machine's.
  private static func address(_ digits: some StringProtocol) -> [UInt8]? {
    let digits = Array(digits.utf8)
    guard digits.count == 8 || digits.count == 32 else { return nil }
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: digits.count, by: 8) {
      let text = String(decoding: digits[start..<start + 8], as: UTF8.self)
      guard let word = UInt32(text, radix: 16) else { return nil }
      for shift in stride(from: UInt32(0), to: 32, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    return bytes
  }
}
