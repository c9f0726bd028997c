internal import Escaping
internal import Limits
internal import Procfs
internal import SystemCalls

/// What rtnetlink(7) tells of one network namespace.
struct NetworkLinks: Sendable {
  /// The interfaces; their peers in other namespaces are not named yet.
  var interfaces: [NetworkContents.Interface] = []

  /// The routes.
  var routes: [NetworkContents.Route] = []

  /// For interfaces with a peer elsewhere, by index: the number by which this namespace knows the
  /// peer's (`IFLA_LINK_NETNSID`).
  var networkNumbers: [UInt32: UInt32] = [:]

  /// Whether there are more interfaces, addresses or routes than are read.
  private(set) var isCut = false

  /// The position of each interface, by index.
  private var positions: [UInt32: Int] = [:]

  /// Asks about the calling thread's network namespace.
  init() throws(Errno) {
    let links = try dump(MessageType.getLink, header: 16)
    interfaces = links.compactMap(Self.interface)
    for (position, interface) in interfaces.enumerated() where positions[interface.index] == nil {
      positions[interface.index] = position
    }
    nameMasters(links)
    for link in links where link.body.count >= 16 {
      let attributes = link.attributes(after: 16)
      if let number = attributes.number(LinkAttribute.networkNumber) {
        networkNumbers[link.body.native(UInt32.self, at: 4)] = number
      }
    }
    addAddresses(try dump(MessageType.getAddress, header: 8))
    let routes = try dump(MessageType.getRoute, header: 12)
    self.routes = routes.compactMap(route)
  }

  /// All objects of a type, as far as they are read, after a header of so many zeros.
  private mutating func dump(_ type: UInt16, header: Int) throws(Errno) -> [NetlinkMessage] {
    var socket = try NetlinkSocket(.route)
    let answer = try socket.dump(
      type, header: .init(repeating: 0, count: header), limit: ReadLimits.rows)
    isCut = isCut || answer.isCut
    return answer.messages
  }

  /// The name of an interface.
  func name(_ index: UInt32) -> String? { positions[index].map { interfaces[$0].name } }

  // MARK: Interfaces

  /// struct ifinfomsg: u8 family, u8, u16 type, i32 index, u32 flags, u32 change.
  private static func interface(_ message: NetlinkMessage) -> NetworkContents.Interface? {
    guard message.body.count >= 16 else { return nil }
    let attributes = message.attributes(after: 16)
    let flags = message.body.native(UInt32.self, at: 8)
    let index = message.body.native(UInt32.self, at: 4)
    let kind = attributes.nested(LinkAttribute.info)?.text(1).map { String(visible: $0.span) }
    let counters = attributes[LinkAttribute.counters].flatMap { $0.count >= 32 ? $0 : nil }
    let link = attributes.number(LinkAttribute.link).flatMap { $0 == 0 ? nil : $0 }
    let isElsewhere = attributes.number(LinkAttribute.networkNumber) != nil
    let name = attributes.text(LinkAttribute.name) ?? []
    return NetworkContents.Interface(
      index: index, name: String(visible: name.span),
      kind: kind, isUp: flags & 1 != 0, hasCarrier: flags & 0x10000 != 0,
      mtu: attributes.number(LinkAttribute.mtu) ?? 0,
      hardwareAddress: hardwareAddress(attributes[LinkAttribute.address] ?? []), addresses: [],
      master: nil,
      peer: link.map {
        NetworkContents.Peer(index: $0, name: nil, namespace: nil, isElsewhere: isElsewhere)
      },
      received: counters?.native(UInt64.self, at: 16) ?? 0,
      sent: counters?.native(UInt64.self, at: 24) ?? 0)
  }

  private static func hardwareAddress(_ bytes: [UInt8]) -> String? {
    guard bytes.contains(where: { $0 != 0 }) else { return nil }
    return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: ":")
  }

  /// Names masters, and peers that are in the same namespace.
  private mutating func nameMasters(_ links: [NetlinkMessage]) {
    for link in links where link.body.count >= 16 {
      let index = link.body.native(UInt32.self, at: 4)
      guard let position = positions[index] else { continue }
      let master = link.attributes(after: 16).number(LinkAttribute.master).flatMap(name)
      interfaces[position].master = master
      if let peer = interfaces[position].peer, !peer.isElsewhere {
        let name = name(peer.index)
        interfaces[position].peer?.name = name
      }
    }
  }

  /// struct ifaddrmsg: u8 family, u8 prefix, u8 flags, u8 scope, u32 index.
  private mutating func addAddresses(_ messages: [NetlinkMessage]) {
    for message in messages where message.body.count >= 8 {
      let attributes = message.attributes(after: 8)
      let index = message.body.native(UInt32.self, at: 4)
      // Of a point-to-point interface, attribute 1 is the other end's address and 2 the own one.
      guard let address = (attributes[2] ?? attributes[1]).flatMap({ ipAddressText($0) }),
        let position = positions[index]
      else { continue }
      interfaces[position].addresses.append("\(address)/\(message.body[1])")
    }
  }

  // MARK: Routes

  /// struct rtmsg: u8 family, u8 destination prefix, u8 source prefix, u8 tos, u8 table,
  /// u8 protocol, u8 scope, u8 type, u32 flags.
  private func route(_ message: NetlinkMessage) -> NetworkContents.Route? {
    guard message.body.count >= 12 else { return nil }
    let attributes = message.attributes(after: 12)
    let table = attributes.number(RouteAttribute.table) ?? UInt32(message.body[4])
    let isLocalTable = table == 255
    let isCached = message.body.native(UInt32.self, at: 8) & 0x200 != 0
    if isLocalTable || isCached { return nil }
    let destination = attributes[RouteAttribute.destination].flatMap { ipAddressText($0) }
    let types: [UInt8: String] = [6: "blackhole", 7: "unreachable", 8: "prohibit", 5: "multicast"]
    let family = message.body[0] == 10 ? "default (IPv6)" : "default"
    return NetworkContents.Route(
      destination: destination.map { "\($0)/\(message.body[1])" } ?? family,
      gateway: attributes[RouteAttribute.gateway].flatMap { ipAddressText($0) },
      interface: attributes.number(RouteAttribute.interface).flatMap(name),
      source: attributes[RouteAttribute.source].flatMap { ipAddressText($0) },
      metric: attributes.number(RouteAttribute.metric).flatMap { $0 == 0 ? nil : $0 },
      table: table, type: types[message.body[7]])
  }

  /// The number by which the calling thread's network namespace knows the one that is open as
  /// `descriptor`; nil when it knows it by none (`RTM_GETNSID`).
  static func number(
    of descriptor: Int32, _ socket: inout NetlinkSocket
  ) throws(Errno) -> UInt32? {
    // struct rtgenmsg with its padding, then NETNSA_FD.
    var body: [UInt8] = [0, 0, 0, 0]
    body.append(native: UInt16(8))
    body.append(native: UInt16(3))
    body.append(native: UInt32(bitPattern: descriptor))
    let answer = try socket.ask(MessageType.getNetworkNumber, body: body)
    return answer?.attributes(after: 4).number(1).flatMap { $0 == .max ? nil : $0 }
  }
}

/// The types of requests (rtnetlink(7)).
private enum MessageType {
  static let getLink: UInt16 = 18
  static let getAddress: UInt16 = 22
  static let getRoute: UInt16 = 26
  static let getNetworkNumber: UInt16 = 90
}

/// The attributes of links: `IFLA_…` in linux/if_link.h.
private enum LinkAttribute {
  static let address: UInt16 = 1
  static let name: UInt16 = 3
  static let mtu: UInt16 = 4
  static let link: UInt16 = 5
  static let master: UInt16 = 10
  static let info: UInt16 = 18
  static let counters: UInt16 = 23
  static let networkNumber: UInt16 = 37
}

/// The attributes of routes: `RTA_…` in linux/rtnetlink.h.
private enum RouteAttribute {
  static let destination: UInt16 = 1
  static let interface: UInt16 = 4
  static let gateway: UInt16 = 5
  static let metric: UInt16 = 6
  static let source: UInt16 = 7
  static let table: UInt16 = 15
}
