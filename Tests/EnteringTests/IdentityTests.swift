import Accounts
import Testing

@testable import Entering

@Suite("Who one is inside")
struct IdentityTests {
  private let accounts = UserDatabase(
    passwd: """
      root:x:0:0:root:/root:/bin/sh
      broken line
      web:x:33:34:Web:/srv:/bin/ash

      """,
    group: "root:x:0:\nweb:x:34:\nlogs:x:4:web,other\nmail:x:8:web\n")

  private func identity(
    _ choice: EntryOptions.Identity, userMap: String? = nil, groupMap: String? = nil,
    credentials: StatusCredentials? = nil, isRoot: Bool = true, joinsUser: Bool = true
  ) throws -> EntryIdentity? {
    // Where no map is given, every id of a user namespace stands for itself.
    let all = "0 0 4294967295\n"
    let maps = IDMaps(users: IDMap(userMap ?? all), groups: IDMap(groupMap ?? all))
    return try EntryIdentity(
      choice, accounts: accounts, maps: joinsUser ? maps : nil, credentials: credentials,
      hasTarget: credentials != nil, callerIsRoot: isRoot)
  }

  @Test("a user by name has the groups that the target's files tell")
  func name() throws {
    let web = try #require(try identity(.user("web")))
    #expect((web.uid, web.gid) == (33, 34))
    #expect(web.groups == [4, 8])
    #expect(web.home == "/srv")
    #expect(web.shell == "/bin/ash")
  }

  @Test("a group that is named replaces all others", arguments: ["web:logs", "33:4"])
  func group(_ text: String) throws {
    let identity = try #require(try identity(.user(text)))
    #expect((identity.uid, identity.gid) == (33, 4))
    #expect(identity.groups == [])
  }

  @Test("a number needs no line in passwd")
  func number() throws {
    let identity = try #require(try identity(.user("1234")))
    #expect((identity.uid, identity.gid) == (1234, 1234))
    #expect(identity.name == nil)
  }

  @Test("a name that the target does not know is refused", arguments: ["nobody", "web:nobody", ""])
  func unknown(_ text: String) {
    #expect(throws: PreflightError.self) { try identity(.user(text)) }
  }

  @Test("an id that stands for nobody in the target is refused")
  func unmapped() {
    let user = UnmappedID(33, offersOthers: true, offersTarget: false)
    #expect(throws: PreflightError.unmapped(user)) {
      try identity(.user("web"), userMap: "0 1000 1\n", groupMap: "0 1000 1\n")
    }
    let group = UnmappedID(34, isGroup: true, offersOthers: true, offersTarget: false)
    #expect(throws: PreflightError.unmapped(group)) {
      try identity(.user("web"), userMap: "0 0 100\n", groupMap: "0 1000 1\n")
    }
  }

  @Test("root is the default, or whom the target is where the target has no root")
  func root() throws {
    #expect(try identity(.root)?.uid == 0)
    let credentials = StatusCredentials(status: "Uid:\t1\t1000\t1\t1\nGid:\t1\t1001\t1\t1\n")
    let map = "500 1000 1\n"
    let inside = try identity(
      .root, userMap: map, groupMap: "600 1001 1\n", credentials: credentials)
    #expect(inside?.uid == 500)
    #expect(inside?.gid == 600)
  }

  @Test("a caller without privileges who joins no user namespace stays as it is")
  func unchanged() throws {
    #expect(try identity(.root, isRoot: false, joinsUser: false) == nil)
  }

  @Test("as the target means the effective ids of status, as they are called inside")
  func target() throws {
    let status = """
      Name:\tsh
      Uid:\t100000\t100033\t100000\t100000
      Gid:\t100000\t100034\t100000\t100000
      Groups:\t100004 100008 7
      CapBnd:\t00000000a80425fb
      NoNewPrivs:\t1
      Seccomp:\t2

      """
    let credentials = StatusCredentials(status: status)
    #expect(credentials.boundingSet == 0xA804_25FB)
    #expect(credentials.forbidsNewPrivileges && credentials.hasFilter)
    let map = "0 100000 65536\n"
    let inside = try #require(
      try identity(.target, userMap: map, groupMap: map, credentials: credentials))
    #expect((inside.uid, inside.gid) == (33, 34))
    #expect(inside.groups == [4, 8])
    #expect(inside.name == "web")
  }

  @Test("as a target that has no id in its own user namespace one keeps the caller's")
  func targetWithoutID() throws {
    let credentials = StatusCredentials(status: "Uid:\t1\t1000\t1\t1\nGid:\t1\t1001\t1\t1\n")
    for (users, groups) in [("", ""), ("5 5 1\n", "0 0 9999\n"), ("0 0 9999\n", "")] {
      let identity = try identity(
        .target, userMap: users, groupMap: groups, credentials: credentials)
      #expect(identity == nil)
    }
  }

  @Test("root where there is none is refused, and offers what the target gives; alone one stays")
  func noRoot() throws {
    let credentials = StatusCredentials(status: "Uid:\t1\t1000\t1\t1\nGid:\t1\t1001\t1\t1\n")
    let refusal = UnmappedID(0, offersOthers: false, offersTarget: true)
    #expect(throws: PreflightError.unmapped(refusal)) {
      try identity(.root, userMap: "", groupMap: "", credentials: credentials)
    }
    #expect(try identity(.root, userMap: "", groupMap: "") == nil)
  }

  @Test("ids of a map are found in both directions, in any of its ranges")
  func maps() {
    let map = IDMap("         0       1002          1\n         1     165536      65536\n")
    #expect(map.inside(1002) == 0)
    #expect(map.inside(165_540) == 5)
    #expect(map.inside(0) == nil)
    #expect(map.contains(65536) && !map.contains(65537))
  }

  @Test("numbers at their edges: ranges that lead too far, and the id that no process can have")
  func edges() throws {
    let last = UInt32.max
    let map = IDMap("4294967290 0 100\n0 4294967200 95\n")
    #expect(map.inside(0) == 4_294_967_290 && map.inside(4) == last - 1)
    #expect(map.inside(5) == nil && map.inside(6) == nil && map.inside(99) == nil)
    #expect(map.inside(last) == nil && map.inside(last - 1) == 94)
    #expect(map.contains(last - 1) && !map.contains(last))
    #expect(!IDMap("0 0 4294967296\n1 -1 1\n0 0 99999999999999999999\n").contains(0))
    // Setting it would leave the caller what it is, which is root.
    let database = UserDatabase(
      passwd: "web:x:4294967295:0::/:/bin/sh\nlog:x:1:4294967295::/:/bin/sh\n",
      group: "g:x:4294967295:root\n")
    #expect(database.user(named: "web") == nil && database.user(named: "log") == nil)
    #expect(database.gid(named: "g") == nil)
    for text in ["4294967295", "0:4294967295", "4294967296", "-1"] {
      for joinsUser in [true, false] {
        #expect(throws: PreflightError.self) { try identity(.user(text), joinsUser: joinsUser) }
      }
    }
    let status = StatusCredentials(
      status: "Uid:\t0\t99999999999\nGroups:\t4294967296 5\nCapBnd:\tfffffffffffffffffff\n")
    #expect(status.uid == 0 && status.groups == [5] && status.boundingSet == .max)
  }
}
