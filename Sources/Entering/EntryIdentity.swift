internal import Accounts
internal import Namespaces

/// Who a command runs as inside a room.
struct EntryIdentity: Sendable, Hashable {
  /// The user id in the room's user namespace.
  var uid: UInt32

  /// The group id.
  var gid: UInt32

  /// The supplementary groups.
  var groups: [UInt32] = []

  /// The name in the room's passwd.
  var name: String?

  /// The home directory that passwd tells.
  var home: String?

  /// The shell that passwd tells.
  var shell: String?

  /// Finds out whom `choice` means; nil for "as the caller is".
  init?(
    _ choice: EntryOptions.Identity, accounts: UserDatabase, userMap: IDMap?, groupMap: IDMap?,
    credentials: Credentials?, callerIsRoot: Bool, joinsUserNamespace: Bool
  ) throws(EntryRefusal) {
    switch choice {
    case .root:
      if !callerIsRoot, !joinsUserNamespace { return nil }
      if userMap?.contains(0) ?? true {
        self.init(uid: 0, gid: groupMap?.contains(0) ?? true ? 0 : 65534)
      } else {
        guard let credentials else { throw .unmapped("0") }
        try self.init(credentials, userMap: userMap, groupMap: groupMap)
        groups = []
      }
    case .user(let text):
      self = try Self.parse(text, accounts: accounts)
      guard userMap?.contains(uid) ?? true else { throw .unmapped("\(uid)") }
      guard groupMap?.contains(gid) ?? true else { throw .unmapped("\(gid)") }
      groups.removeAll { groupMap?.contains($0) == false }
    case .target:
      guard let credentials else { throw .noProcess }
      try self.init(credentials, userMap: userMap, groupMap: groupMap)
    }
    if let user = accounts.user(uid: uid) {
      name = user.name
      home = user.home
      shell = user.shell
    }
  }

  private init(uid: UInt32, gid: UInt32, groups: [UInt32] = []) {
    self.uid = uid
    self.gid = gid
    self.groups = groups
  }

  /// The ids of a process as they are called inside.
  private init(
    _ credentials: Credentials, userMap: IDMap?, groupMap: IDMap?
  ) throws(EntryRefusal) {
    guard let uid = userMap.map({ $0.inside(credentials.uid) }) ?? credentials.uid else {
      throw .unmapped("\(credentials.uid)")
    }
    guard let gid = groupMap.map({ $0.inside(credentials.gid) }) ?? credentials.gid else {
      throw .unmapped("\(credentials.gid)")
    }
    let groups = credentials.groups.compactMap { group in
      groupMap.map { $0.inside(group) } ?? group
    }
    self.init(uid: uid, gid: gid, groups: groups)
  }

  /// Parses `NAME|UID[:GROUP|GID]`.
  private static func parse(
    _ text: String, accounts: UserDatabase
  ) throws(EntryRefusal) -> EntryIdentity {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard let name = parts.first else { throw .unknownUser(text) }
    let user = UInt32(name).map { accounts.user(uid: $0) } ?? accounts.user(named: name)
    guard let uid = UInt32(name) ?? user?.uid else { throw .unknownUser(name) }
    var identity = EntryIdentity(
      uid: uid, gid: user?.gid ?? uid, groups: user.map(accounts.supplementaryGroups) ?? [])
    if parts.count == 2 {
      guard let gid = UInt32(parts[1]) ?? accounts.gid(named: parts[1]) else {
        throw .unknownUser(parts[1])
      }
      identity.gid = gid
      identity.groups = []
    }
    return identity
  }
}
