internal import SystemCalls

/// The names of the host's users, without the C library's name service: that loads shared objects,
/// which a static program cannot, and waits for servers for as long as they like.
///
/// `/etc/passwd` is read here. Where nsswitch.conf(5) names further sources, such as systemd or
/// LDAP, getent(1) is asked for the rest, all at once, and is given up after a second.
package struct HostUsers: Sendable {
  private let passwd: String
  private let nameServiceSwitch: String
  private let getent: String?
  private let timeout: Duration

  /// Whether getent(1) is still worth asking.
  private var answers = true

  /// Prepares to look names up; nothing is read yet.
  ///
  /// - Parameters:
  ///   - passwd: the path of passwd(5).
  ///   - nameServiceSwitch: the path of nsswitch.conf(5).
  ///   - getent: the path of getent(1); nil to search the usual places.
  ///   - timeout: how long getent(1) may take.
  package init(
    passwd: String = "/etc/passwd", nameServiceSwitch: String = "/etc/nsswitch.conf",
    getent: String? = nil, timeout: Duration = .seconds(1)
  ) {
    self.passwd = passwd
    self.nameServiceSwitch = nameServiceSwitch
    self.getent = getent
    self.timeout = timeout
  }

  /// The name of the calling process's user; nil when it has none.
  package static var ownName: String? {
    var users = HostUsers()
    return users.names(of: [Host.userID])[Host.userID]
  }

  /// The names of users, of those that have one.
  package mutating func names(of uids: Set<UInt32>) -> [UInt32: String] {
    var names = Self.names(in: Self.text(of: passwd), of: uids)
    let rest = uids.subtracting(names.keys).sorted()
    if !rest.isEmpty, answers { names.merge(ask(rest)) { known, _ in known } }
    return names
  }

  private mutating func ask(_ uids: [UInt32]) -> [UInt32: String] {
    let paths = getent.map { [$0] } ?? ["/usr/bin/getent", "/bin/getent"]
    guard hasFurtherSources, let path = paths.first(where: { (try? FileStatus(path: $0)) != nil })
    else {
      answers = false
      return [:]
    }
    var names: [UInt32: String] = [:]
    // Two hundred numbers are a command line of two kilobytes.
    for start in stride(from: 0, to: uids.count, by: 200) where answers {
      let some = uids[start..<min(start + 200, uids.count)]
      guard
        let output = try? ProgramOutput(
          of: path, ["passwd"] + some.map(String.init), timeout: timeout, limit: 1 << 16)
      else {
        // What did not answer once would hold up each look.
        answers = false
        return names
      }
      let found = Self.names(in: String(decoding: output.bytes, as: UTF8.self), of: Set(some))
      names.merge(found) { known, _ in known }
    }
    return names
  }

  /// Whether the line `passwd:` names more than the file that is read here anyway.
  private var hasFurtherSources: Bool {
    let lines = Self.text(of: nameServiceSwitch).split(separator: "\n")
    let line = lines.last { $0.hasPrefix("passwd:") } ?? ""
    return line.dropFirst("passwd:".count).prefix { $0 != "#" }.split { " \t".contains($0) }
      .contains { $0 != "files" && !$0.hasPrefix("[") }
  }

  private static func names(in passwd: String, of uids: Set<UInt32>) -> [UInt32: String] {
    let database = UserDatabase(passwd: passwd)
    return uids.reduce(into: [:]) { names, uid in names[uid] = database.user(uid: uid)?.name }
  }

  private static func text(of path: String) -> String {
    String(decoding: (try? Descriptor.open(path).contents()) ?? [], as: UTF8.self)
  }
}
