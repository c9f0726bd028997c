/// Users and groups as the text of `/etc/passwd` and `/etc/group` tells them (passwd(5), group(5)).
package struct UserDatabase: Sendable, Hashable {
  private var users: [User] = []
  private var groups: [Group] = []

  /// A line of passwd.
  package struct User: Sendable, Hashable {
    /// The login name.
    package var name: String

    /// The user id.
    package var uid: UInt32

    /// The id of the first group.
    package var gid: UInt32

    /// The home directory.
    package var home: String

    /// The login shell.
    package var shell: String
  }

  private struct Group: Sendable, Hashable {
    var name: String
    var gid: UInt32
    var members: [String]
  }

  /// Parses both files; lines that are not whole are passed over, as are ids that no process can
  /// have: the last number means "as before" to setresuid(2).
  package init(passwd: String?, group: String? = nil) {
    for fields in Self.lines(passwd) where fields.count >= 7 {
      guard let uid = UInt32(fields[2]), let gid = UInt32(fields[3]), uid != .max, gid != .max
      else { continue }
      users.append(
        User(name: fields[0], uid: uid, gid: gid, home: fields[5], shell: fields[6]))
    }
    for fields in Self.lines(group) where fields.count >= 4 {
      guard let gid = UInt32(fields[2]), gid != .max else { continue }
      let members = fields[3].split(separator: ",").map(String.init)
      groups.append(Group(name: fields[0], gid: gid, members: members))
    }
  }

  /// The user with this id; the first of them where the file names several.
  package func user(uid: UInt32) -> User? { users.first { $0.uid == uid } }

  /// The user with this name.
  package func user(named name: String) -> User? { users.first { $0.name == name } }

  /// The id of the group with this name.
  package func gid(named name: String) -> UInt32? { groups.first { $0.name == name }?.gid }

  /// The groups of which the user is a member beside the first one.
  package func supplementaryGroups(of user: User) -> [UInt32] {
    groups.filter { $0.members.contains(user.name) && $0.gid != user.gid }.map(\.gid)
  }

  private static func lines(_ text: String?) -> [[String]] {
    (text ?? "").split(separator: "\n").map { line in
      line.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    }
  }
}
