internal import Localization
internal import Namespaces

/// What a network namespace isolates (network_namespaces(7)).
package struct NetworkContents: Sendable, Hashable, Codable {
  /// The interfaces, by their index.
  package var interfaces: [Interface]

  /// The routes of all tables but the one of the host's own addresses.
  package var routes: [Route]

  /// The sockets that wait for others to connect or to send.
  package var listening: [ListeningSocket]

  /// The tables of nftables, such as `inet filter`; nil when they could not be asked for.
  package var nftables: [String]?

  /// The tables of iptables and ip6tables, such as `filter`; nil when they could not be read, empty
  /// also where the host has no iptables.
  package var iptables: [String]?

  /// The number by which heya's own network namespace knows it (`ip netns set`, `NETNSID` of
  /// lsns(8)); nil when it knows it by none.
  package var number: UInt32?

  /// Whether there are more interfaces, addresses, routes or sockets than are read; nil when not.
  package var isCut: Bool?

  /// An interface (rtnetlink(7)).
  package struct Interface: Sendable, Hashable, Codable {
    /// The index inside.
    package var index: UInt32

    /// The name.
    package var name: String

    /// The kind of a virtual one, such as `veth` or `bridge`; nil for hardware and loopback.
    package var kind: String?

    /// Whether it is switched on (`IFF_UP`).
    package var isUp: Bool

    /// Whether it has a carrier (`IFF_LOWER_UP`).
    package var hasCarrier: Bool

    /// The largest packet in bytes.
    package var mtu: UInt32

    /// The hardware address, such as `02:42:ac:11:00:02`; nil where it has none.
    package var hardwareAddress: String?

    /// The addresses with the lengths of their prefixes, such as `10.0.0.1/24`.
    package var addresses: [String]

    /// The bridge or bond that it belongs to.
    package var master: String?

    /// The other end of a veth, or the interface below a macvlan and the like.
    package var peer: Peer?

    /// The bytes received and sent.
    package var received: UInt64
    package var sent: UInt64
  }

  /// An interface that another one is tied to.
  package struct Peer: Sendable, Hashable, Codable {
    /// The index in its own network namespace.
    package var index: UInt32

    /// The name; nil when it is not in view.
    package var name: String?

    /// The inode of its network namespace; nil when it is the same, or not in view.
    package var namespace: UInt32?

    /// Whether it is in another network namespace.
    package var isElsewhere: Bool
  }

  /// A route.
  package struct Route: Sendable, Hashable, Codable {
    /// Where it leads, such as `10.0.0.0/24` or `default`.
    package var destination: String

    /// The gateway; nil for a network that is reached directly.
    package var gateway: String?

    /// The interface.
    package var interface: String?

    /// The address that packets are sent from.
    package var source: String?

    /// The metric; nil when it is 0.
    package var metric: UInt32?

    /// The table; 254 is the main one.
    package var table: UInt32

    /// What happens to packets, such as `unreachable`; nil when they are sent on.
    package var type: String?
  }

  /// A socket that waits.
  package struct ListeningSocket: Sendable, Hashable, Codable {
    /// The protocol: tcp, tcp6, udp, udp6 or unix.
    package var `protocol`: String

    /// The address, such as `0.0.0.0:80`, or the path of a unix socket, `@` for an abstract one.
    package var address: String

    /// The process that has it open; nil when none could be seen.
    package var pid: Int32?

    /// The process's descriptor.
    package var descriptor: Int32?
  }
}

extension NetworkContents {
  func sections(in snapshot: Snapshot) -> [FactSection] {
    (number.map { [Self.section($0)] } ?? []) + [
      FactSection(Text("interfaces"), interfaces) { $0.line(in: snapshot) },
      FactSection(Text("routes"), routes) { $0.line },
      FactSection(Text("listening"), listening) { socket -> FactLine in
        let process = socket.pid.flatMap { snapshot.process(pid: $0) }
        return FactLine(
          Text(verbatim: socket.protocol),
          [
            Text(verbatim: socket.address),
            process.map { Text(verbatim: "\($0.name) (\($0.pid))") },
          ],
          target: process.map { .process($0.id) })
      },
      FactSection(
        Text("packet filters"),
        [
          FactLine(Text(verbatim: "nftables"), Self.words(nftables)),
          FactLine(Text(verbatim: "iptables"), Self.words(iptables)),
        ]),
    ] + (isCut == true ? [.cut] : [])
  }

  private static func section(_ number: UInt32) -> FactSection {
    FactSection(
      Text("known here"),
      [
        FactLine(
          Text(verbatim: "netns id"),
          Text("\(number), to heya's own network (ip-netns(8))"))
      ])
  }

  private static func words(_ tables: [String]?) -> Text {
    guard let tables else { return Text("could not be asked for") }
    return tables.isEmpty
      ? Text("no tables") : Text(verbatim: tables.joined(separator: ", "))
  }
}

extension NetworkContents.Interface {
  fileprivate func line(in snapshot: Snapshot) -> FactLine {
    let (received, sent) = (Bytes(value: Double(received)), Bytes(value: Double(sent)))
    return FactLine(
      Text(verbatim: name),
      [
        state, kind.map { Text(verbatim: $0) },
        addresses.isEmpty ? nil : Text(verbatim: addresses.joined(separator: " ")),
        master.map { .member(of: $0) }, peer?.words(isEnd: kind == "veth"),
        hardwareAddress.map { Text(verbatim: $0) }, Text(verbatim: "mtu \(mtu)"),
        Text("in \(received) out \(sent)"),
      ],
      target: peer?.namespace.flatMap { snapshot.object(inode: $0) })
  }

  private var state: Text {
    if !isUp { return .isDown }
    return hasCarrier ? .isUp : Text("up, no carrier")
  }
}

extension NetworkContents.Peer {
  /// Where the interface leads: to the other end of a pair, or to what it lies on.
  fileprivate func words(isEnd: Bool) -> Text {
    let name = name.map { Text(verbatim: $0) } ?? Text("interface \(index)")
    let end =
      !isElsewhere
      ? name
      : namespace.map { Text("\(name) in net:[\($0)]") }
        ?? Text("\(name) in a namespace out of view")
    return isEnd ? Text("to \(end)") : Text("on \(end)", context: "lower interface")
  }
}

extension NetworkContents.Route {
  fileprivate var line: FactLine {
    FactLine(
      Text(verbatim: destination),
      [
        type.map { Text(verbatim: $0) }, gateway.map { Text("via \($0)") },
        interface.map { Text("on \($0)") },
        source.map { Text("from \($0)") },
        metric.map { Text("metric \($0)") },
        table == 254 ? nil : Text("table \(table)"),
      ])
  }
}

extension Text {
  static let isUp = Text("up")
  static let isDown = Text("down")

  /// Whose port an interface is.
  static func member(of master: String) -> Text { Text("in \(master)") }
}
