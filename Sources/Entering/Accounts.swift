/// The users of a room as its `/etc/passwd` and `/etc/group` tell them (passwd(5), group(5)).
struct Accounts: Sendable, Hashable {
  private var users: [User] = []
  private var groups: [Group] = []

  /// A line of passwd.
  struct User: Sendable, Hashable {
    var name: String
    var uid: UInt32
    var gid: UInt32
    var home: String
    var shell: String
  }

  private struct Group: Sendable, Hashable {
    var name: String
    var gid: UInt32
    var members: [String]
  }

  /// Parses both files; lines that are not whole are passed over.
  init(passwd: String?, group: String?) {
    for fields in Self.lines(passwd) where fields.count >= 7 {
      guard let uid = UInt32(fields[2]), let gid = UInt32(fields[3]) else { continue }
      users.append(
        User(name: fields[0], uid: uid, gid: gid, home: fields[5], shell: fields[6]))
    }
    for fields in Self.lines(group) where fields.count >= 4 {
      guard let gid = UInt32(fields[2]) else { continue }
      let members = fields[3].split(separator: ",").map(String.init)
      groups.append(Group(name: fields[0], gid: gid, members: members))
    }
  }

  /// The user with this id.
  func user(uid: UInt32) -> User? { users.first { $0.uid == uid } }

  /// The user with this name.
  func user(named name: String) -> User? { users.first { $0.name == name } }

  /// The id of the group with this name.
  func gid(named name: String) -> UInt32? { groups.first { $0.name == name }?.gid }

  /// The groups of which the user is a member beside the first one.
  func supplementaryGroups(of user: User) -> [UInt32] {
    groups.filter { $0.members.contains(user.name) && $0.gid != user.gid }.map(\.gid)
  }

  private static func lines(_ text: String?) -> [[String]] {
    (text ?? "").split(separator: "\n").map { line in
      line.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    }
  }
}
