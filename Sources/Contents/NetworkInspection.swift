internal import Escaping
internal import Limits
internal import Namespaces
internal import Procfs
internal import SystemCalls

extension NetworkContents {
  init(of access: NamespaceAccess) throws(Errno) {
    let seen = try access.runInside { () throws(Errno) in try NetworkInspection() }
    interfaces = seen.links.interfaces
    routes = seen.links.routes
    nftables = seen.nftables
    iptables = seen.iptables
    number = try? Self.number(of: access)
    isCut = seen.isCut ? true : nil
    let owners = Self.socketOwners(of: access)
    listening = seen.sockets.map { socket in
      let owner = owners[socket.inode]
      return ListeningSocket(
        protocol: socket.protocol, address: socket.address, pid: owner?.pid,
        descriptor: owner?.descriptor)
    }
    if !seen.links.networkNumbers.isEmpty { namePeers(seen.links, of: access) }
  }

  private static func number(of access: NamespaceAccess) throws(Errno) -> UInt32? {
    if access.isOwn { return nil }
    let network = try access.open()
    var socket = try NetlinkSocket(.route)
    return try NetworkLinks.number(of: network.descriptor.rawValue, &socket)
  }

  /// Finds the namespaces in which peers are, and the names of the peers there.
  private mutating func namePeers(_ links: NetworkLinks, of access: NamespaceAccess) {
    let found = access.networks(numbered: Set(links.networkNumbers.values))
    let names = found.mapValues { namespace in
      let access = NamespaceAccess(namespace, in: access.snapshot)
      return try? access.runInside { () throws(Errno) in try NetworkLinks() }
    }
    for index in interfaces.indices {
      guard let peer = interfaces[index].peer, peer.isElsewhere,
        let number = links.networkNumbers[interfaces[index].index]
      else { continue }
      interfaces[index].peer?.namespace = found[number]?.id.inode
      interfaces[index].peer?.name = names[number]??.name(peer.index)
    }
  }

  /// Who has the sockets of a namespace open, by the inodes of the sockets: the members, and those
  /// who hold it by a socket.
  private static func socketOwners(
    of access: NamespaceAccess
  ) -> [UInt64: (pid: Int32, descriptor: Int32)] {
    var pids = Set(access.namespace.members)
    for case .socket(let pid, _, _) in access.namespace.holders { pids.insert(pid) }
    var owners: [UInt64: (pid: Int32, descriptor: Int32)] = [:]
    var target = [UInt8](repeating: 0, count: 64)
    var listing = [UInt8](repeating: 0, count: 16384)
    var left = ReadLimits.descriptorsOfUser
    for pid in pids.sorted() {
      guard let directory = try? Descriptor.open("/proc/\(pid)/fd", Descriptor.directory) else {
        continue
      }
      var numbers: [Int32] = []
      try? directory.forEachNumber(buffer: &listing) { numbers.append($0) }
      for number in numbers.prefix(left) {
        left -= 1
        guard let count = try? directory.readLink(ProcLink(number: number), into: &target),
          case .socket(let inode) = FileLink(target.span.extracting(0..<count))
        else { continue }
        if owners[inode] == nil { owners[inode] = (pid, number) }
      }
    }
    return owners
  }
}

extension NamespaceAccess {
  /// The network namespaces that the namespace knows by some numbers: the kernel tells the number
  /// of a namespace, not the namespace of a number, so that each is asked about.
  fileprivate func networks(numbered wanted: Set<UInt32>) -> [UInt32: Namespace] {
    var found: [UInt32: Namespace] = [:]
    var others = snapshot.namespaces(of: .net).filter { $0.id != namespace.id }[...]
    while !others.isEmpty, found.count < wanted.count {
      // No more are open at a time than a process may have by default.
      let batch = Array(others.prefix(256))
      others = others.dropFirst(256)
      for (namespace, number) in zip(batch, numbers(of: batch)) {
        if let number, wanted.contains(number) { found[number] = namespace }
      }
    }
    return found
  }

  /// The numbers by which the namespace knows other network namespaces; nil for one that it does
  /// not.
  private func numbers(of others: [Namespace]) -> [UInt32?] {
    let opened = OpenNetworks(others) { try? NamespaceAccess($0, in: snapshot).open(waits: false) }
    let numbers = try? runInside { () throws(Errno) in
      var socket = try NetlinkSocket(.route)
      return opened.descriptors.map { descriptor in
        descriptor.flatMap { try? NetworkLinks.number(of: $0, &socket) }
      }
    }
    return numbers ?? []
  }
}

/// What a thread sees that looks around in its network namespace.
private struct NetworkInspection: Sendable {
  let links: NetworkLinks
  let sockets: [Socket]
  let nftables: [String]?
  let iptables: [String]?
  let isCut: Bool

  /// A socket that waits.
  struct Socket: Sendable {
    var `protocol`: String
    var address: String
    var inode: UInt64
  }

  init() throws(Errno) {
    links = try NetworkLinks()
    let tables = Self.socketTables.map { name in
      (name: name, rows: try? TextFile("/proc/thread-self/net/\(name)"))
    }
    sockets = tables.flatMap { Self.waiting($0.rows?.words ?? [], of: $0.name) }
    isCut = links.isCut || tables.contains { $0.rows?.isCut == true }
    nftables = try? Self.tables()
    let names = ["ip_tables_names", "ip6_tables_names"].map { name in
      Result { () throws(Errno) in try TextFile("/proc/thread-self/net/\(name)").lines }
    }
    iptables = Self.joined(names)
  }

  /// The lines of files of which a host without iptables has none.
  private static func joined(_ files: [Result<[String], Errno>]) -> [String]? {
    var lines: [String] = []
    for file in files {
      switch file {
      case .success(let more): lines += more.filter { !lines.contains($0) }
      case .failure(.noSuchFile): continue
      case .failure: return nil
      }
    }
    return lines
  }

  private static let socketTables = ["tcp", "tcp6", "udp", "udp6", "unix"]

  /// The sockets of a table that wait.
  private static func waiting(_ rows: [[Substring]], of table: String) -> [Socket] {
    if table == "unix" { return unixSockets(rows) }
    // TCP waits in state 10, UDP in state 7.
    let state = table.hasPrefix("tcp") ? 10 : 7
    return rows.compactMap { SocketRow($0) }.filter { Int($0.state) == state }.map { row in
      let address = ipAddressText(row.address) ?? "?"
      let host = address.contains(":") ? "[\(address)]" : address
      return Socket(protocol: table, address: "\(host):\(row.port)", inode: row.inode)
    }
  }

  /// The unix sockets that were told to listen (`__SO_ACCEPTCON`).
  private static func unixSockets(_ rows: [[Substring]]) -> [Socket] {
    rows.compactMap { words in
      guard words.count >= 8, let flags = UInt32(words[3], radix: 16), flags & 0x10000 != 0,
        let inode = UInt64(words[6])
      else { return nil }
      return Socket(
        protocol: "unix", address: words[7...].joined(separator: " "), inode: inode)
    }
  }

  /// The tables of nftables; none where the kernel has not loaded it, and asking must not load it.
  private static func tables() throws(Errno) -> [String] {
    let isModular = (try? FileStatus(path: "/proc/modules")) != nil
    let isLoaded = (try? FileStatus(path: "/sys/module/nf_tables")) != nil
    if isModular, !isLoaded { return [] }
    var socket = try NetlinkSocket(.netfilter)
    do throws(Errno) {
      // NFT_MSG_GETTABLE of the subsystem nftables, with an empty struct nfgenmsg.
      let answer = try socket.dump(10 << 8 | 1, header: [0, 0, 0, 0], limit: ReadLimits.rows)
      return answer.messages.compactMap { message in
        guard let name = message.attributes(after: 4).text(1), let family = message.body.first
        else { return nil }
        return "\(families[family] ?? "family \(family)") \(String(visible: name.span))"
      }
    } catch .invalidArgument {
      // The kernel was built without it.
      return []
    }
  }

  private static let families: [UInt8: String] = [
    1: "inet", 2: "ip", 3: "arp", 5: "netdev", 7: "bridge", 10: "ip6",
  ]
}
