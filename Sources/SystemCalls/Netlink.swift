internal import Glibc

/// A socket that asks the kernel about one network namespace (netlink(7)).
///
/// It stays with the namespace of the thread that made it, whatever that thread does later.
package struct NetlinkSocket: ~Copyable {
  let socket: Descriptor
  private var sequence: UInt32 = 0

  /// What is asked: links, addresses and routes, packet filters, or what has no number of its own.
  package enum Family: Int32, Sendable {
    /// rtnetlink(7).
    case route = 0

    /// nftables and its relatives.
    case netfilter = 12

    /// Families that are found by their names, such as taskstats.
    case generic = 16
  }

  /// Opens a socket in the calling thread's network namespace.
  package init(_ family: Family) throws(Errno) {
    let type = Int32(SOCK_RAW.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    socket = try Descriptor(
      owning: call { Glibc.socket(AF_NETLINK, type, family.rawValue) })
  }

  /// Asks for all objects of a type (`NLM_F_DUMP`).
  ///
  /// - Parameters:
  ///   - type: the type of the request, such as `RTM_GETLINK`.
  ///   - header: what stands before the attributes of the request.
  ///   - limit: after how many answers to stop; the socket can be asked nothing more then.
  /// - Returns: the answers, and whether there are more.
  /// - Throws: what the kernel says; EOPNOTSUPP or EINVAL when it knows no such objects.
  package mutating func dump(
    _ type: UInt16, header: [UInt8], limit: Int
  ) throws(Errno) -> (messages: [NetlinkMessage], isCut: Bool) {
    try send(type, flags: 0x301, header)
    var messages: [NetlinkMessage] = []
    while try receive(into: &messages) {
      if messages.count > limit { return (Array(messages.prefix(limit)), true) }
    }
    return (messages, false)
  }

  /// Asks for one object.
  ///
  /// - Returns: the answer; nil when there is none.
  package mutating func ask(_ type: UInt16, body: [UInt8]) throws(Errno) -> NetlinkMessage? {
    try send(type, flags: 1, body)
    var messages: [NetlinkMessage] = []
    _ = try receive(into: &messages)
    return messages.first
  }

  /// The number that the kernel gave a generic family.
  ///
  /// - Throws: ENOENT when it has no such family.
  mutating func number(ofFamily name: String) throws(Errno) -> UInt16 {
    // struct genlmsghdr: CTRL_CMD_GETFAMILY in version 1. Then CTRL_ATTR_FAMILY_NAME.
    var body: [UInt8] = [3, 1, 0, 0]
    let text = name.utf8 + [0]
    body.append(native: UInt16(4 + text.count))
    body.append(native: UInt16(2))
    body += text
    let answer = try ask(16, body: body)?.attributes(after: 4)[1]
    guard let answer, answer.count >= 2 else { throw .noSuchFile }
    return answer.native(UInt16.self, at: 0)
  }

  private mutating func send(_ type: UInt16, flags: UInt16, _ body: [UInt8]) throws(Errno) {
    sequence &+= 1
    var request: [UInt8] = []
    // struct nlmsghdr: u32 length, u16 type, u16 flags, u32 sequence, u32 sender.
    request.append(native: UInt32(16 + body.count))
    request.append(native: type)
    request.append(native: flags)
    request.append(native: sequence)
    request.append(native: UInt32(0))
    try socket.write(request + body)
  }

  /// Takes in one datagram; whether more are to come.
  private func receive(into messages: inout [NetlinkMessage]) throws(Errno) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = try socket.read(into: &buffer)
    var start = 0
    var isMulti = false
    while start + 16 <= count {
      let length = Int(buffer.native(UInt32.self, at: start))
      guard length >= 16, start + length <= count else { throw .invalidArgument }
      let type = buffer.native(UInt16.self, at: start + 4)
      isMulti = buffer.native(UInt16.self, at: start + 6) & 2 != 0
      let isOurs = buffer.native(UInt32.self, at: start + 8) == sequence
      switch type {
      case 2 where isOurs && length >= 20:  // NLMSG_ERROR
        let code = Int32(bitPattern: buffer.native(UInt32.self, at: start + 16))
        if code != 0 { throw Errno(rawValue: 0 &- code) }
        return false
      case 3 where isOurs: return false  // NLMSG_DONE
      case 16... where isOurs:
        let body = Array(buffer[(start + 16)..<(start + length)])
        messages.append(NetlinkMessage(type: type, body: body))
      default: break
      }
      start += (length + 3) & ~3
    }
    return isMulti
  }
}

/// An answer of the kernel over netlink.
package struct NetlinkMessage: Sendable, Hashable {
  /// The type, such as `RTM_NEWLINK`.
  package var type: UInt16

  /// The header of the type, and the attributes.
  package var body: [UInt8]

  /// Creates a message.
  package init(type: UInt16, body: [UInt8]) {
    self.type = type
    self.body = body
  }

  /// The attributes after a header of so many bytes.
  package func attributes(after header: Int) -> NetlinkAttributes {
    NetlinkAttributes(body.dropFirst(header))
  }
}

/// Attributes of a netlink message, by their type (`struct nlattr`).
package struct NetlinkAttributes: Sendable, Hashable {
  private var values: [UInt16: [UInt8]] = [:]

  /// Takes bytes apart; what is not whole is left out.
  package init(_ bytes: some Sequence<UInt8>) {
    let bytes = Array(bytes)
    var start = 0
    while start + 4 <= bytes.count {
      let length = Int(bytes.native(UInt16.self, at: start))
      guard length >= 4, start + length <= bytes.count else { return }
      // The upper two bits say how the value is to be read, not what it is.
      let type = bytes.native(UInt16.self, at: start + 2) & 0x3FFF
      values[type] = Array(bytes[(start + 4)..<(start + length)])
      start += (length + 3) & ~3
    }
  }

  /// The bytes of an attribute.
  package subscript(type: UInt16) -> [UInt8]? { values[type] }

  /// The text of an attribute, without the zero at its end.
  package func text(_ type: UInt16) -> [UInt8]? {
    values[type].map { Array($0.prefix { $0 != 0 }) }
  }

  /// The number in an attribute of four bytes.
  package func number(_ type: UInt16) -> UInt32? {
    values[type].flatMap { $0.count >= 4 ? $0.native(UInt32.self, at: 0) : nil }
  }

  /// The attributes within an attribute.
  package func nested(_ type: UInt16) -> NetlinkAttributes? {
    values[type].map { NetlinkAttributes($0) }
  }
}

// Swift on Linux runs on little-endian machines only.
extension [UInt8] {
  /// The number at `offset` in the byte order of the machine.
  package func native<Number: FixedWidthInteger>(_: Number.Type, at offset: Int) -> Number {
    var number: Number = 0
    for index in 0..<MemoryLayout<Number>.size {
      number |= Number(truncatingIfNeeded: self[offset + index]) << (8 * index)
    }
    return number
  }

  /// Appends a number in the byte order of the machine.
  package mutating func append<Number: FixedWidthInteger>(native number: Number) {
    for index in 0..<MemoryLayout<Number>.size {
      append(UInt8(truncatingIfNeeded: number >> (8 * index)))
    }
  }
}
