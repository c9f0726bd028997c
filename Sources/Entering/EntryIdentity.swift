internal import Accounts
internal import Namespaces

/// Who a command runs as inside a target.
struct EntryIdentity: Sendable, Hashable {
  /// The user id in the target's user namespace.
  var uid: UInt32

  /// The group id.
  var gid: UInt32

  /// The supplementary groups.
  var groups: [UInt32] = []

  /// The name in the target's passwd.
  var name: String?

  /// The home directory that passwd tells.
  var home: String?

  /// The shell that passwd tells.
  var shell: String?

  /// Finds out whom `choice` means; nil for whoever the caller is, with its ids as they are.
  ///
  /// - Parameters:
  ///   - choice: who to be.
  ///   - accounts: the users and groups of the target.
  ///   - maps: the ids of the user namespace that is joined; nil when none is.
  ///   - credentials: those of the target, or of somebody who lives there.
  ///   - hasTarget: whether there is a process to be like.
  ///   - callerIsRoot: whether the caller is root where it is.
  /// - Throws: an ``PreflightError`` when the target does not know the user, or has no such id.
  init?(
    _ choice: EntryOptions.Identity, accounts: UserDatabase, maps: IDMaps?,
    credentials: StatusCredentials?,
    hasTarget: Bool = true, callerIsRoot: Bool
  ) throws(PreflightError) {
    func unmapped(_ id: UInt32, isGroup: Bool = false) -> PreflightError {
      let map = isGroup ? maps?.groups : maps?.users
      return .unmapped(
        UnmappedID(
          id, isGroup: isGroup, offersOthers: map?.isEmpty == false, offersTarget: hasTarget))
    }
    switch choice {
    case .root:
      guard callerIsRoot || maps != nil else { return nil }
      if maps?.users.contains(0) ?? true {
        guard let gid = maps.map({ $0.group(for: credentials) }) ?? 0 else {
          throw unmapped(0, isGroup: true)
        }
        self.init(uid: 0, gid: gid)
      } else if let inside = credentials.flatMap({ maps?.inside($0) }) {
        self.init(uid: inside.uid, gid: inside.gid)
      } else {
        if hasTarget { throw unmapped(0) }
        return nil
      }
    case .user(let text):
      self = try Self.parse(text, accounts: accounts)
      if let maps {
        guard maps.users.contains(uid) else { throw unmapped(uid) }
        guard maps.groups.contains(gid) else { throw unmapped(gid, isGroup: true) }
        groups.removeAll { !maps.groups.contains($0) }
      }
    case .target:
      guard let credentials else { return nil }
      guard let maps else {
        self.init(uid: credentials.uid, gid: credentials.gid, groups: credentials.groups)
        break
      }
      guard let inside = maps.inside(credentials) else { return nil }
      self.init(
        uid: inside.uid, gid: inside.gid, groups: credentials.groups.compactMap(maps.groups.inside))
    }
    if let user = accounts.user(uid: uid) {
      name = user.name
      home = user.home
      shell = user.shell
    }
  }

  /// Whom root is before it joins a user namespace that has no id for it; nil for the caller's own.
  ///
  /// A process there that no id stands for is still root to the host's files, and whoever owns the
  /// namespace may trace it. So it is whoever it shall be like, and where that is nobody, whoever
  /// made the namespace.
  init?(outside credentials: StatusCredentials?, maker: UInt32?) {
    if let credentials {
      self.init(uid: credentials.uid, gid: credentials.gid, groups: credentials.groups)
    } else if let maker {
      self.init(uid: maker, gid: maker == 0 ? 0 : Self.nobody)
    } else {
      self.init(uid: Self.nobody, gid: Self.nobody)
    }
    if uid == 0, gid == 0 { return nil }
  }

  /// The id of those who own nothing (`/proc/sys/kernel/overflowuid`).
  private static let nobody: UInt32 = 65534

  private init(uid: UInt32, gid: UInt32, groups: [UInt32] = []) {
    self.uid = uid
    self.gid = gid
    self.groups = groups
  }

  /// Parses `NAME|UID[:GROUP|GID]`.
  private static func parse(
    _ text: String, accounts: UserDatabase
  ) throws(PreflightError) -> EntryIdentity {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard let name = parts.first else { throw .unknownUser(text) }
    let user = UInt32(name).map { accounts.user(uid: $0) } ?? accounts.user(named: name)
    // The last number means "as before" to setresuid(2), and so is nobody's.
    guard let uid = UInt32(name) ?? user?.uid, uid != .max else { throw .unknownUser(name) }
    var identity = EntryIdentity(
      uid: uid, gid: user?.gid ?? uid, groups: user.map(accounts.supplementaryGroups) ?? [])
    if parts.count == 2 {
      guard let gid = UInt32(parts[1]) ?? accounts.gid(named: parts[1]), gid != .max else {
        throw .unknownUser(parts[1])
      }
      identity.gid = gid
      identity.groups = []
    }
    return identity
  }
}
