import Testing

@testable import BPFIterators

@Suite("What the kernel tells of its types")
struct BTFTypesTests {
  /// A task with a number, a pointer through names and qualifiers to its credentials, unnamed
  /// members and an array.
  private static var fixture: BTFFixture {
    var fixture = BTFFixture()
    fixture.type(1, "unsigned int", 4, 32)  // 1
    fixture.type(1, "unsigned long", 8, 64)  // 2
    fixture.type(4, "cred", entries: 1, 8)  // 3
    fixture.member("user", 2, bit: 0)
    fixture.type(10, "", 3)  // 4: const
    fixture.type(2, "", 4)  // 5: pointer to it
    fixture.type(8, "cred_t", 5)  // 6: its name
    fixture.type(4, "", entries: 1, 4)  // 7: unnamed
    fixture.member("inner", 1, bit: 0)
    fixture.type(6, "state", entries: 1, 4, 0, 0)  // 8: an enumeration, passed over
    fixture.type(3, "", 0, 3, 1, 0)  // 9: an array of cred
    fixture.type(4, "task", entries: 5, hasBitFields: true, 64)  // 10
    fixture.member("pid", 1, bit: 32)
    fixture.member("flag", 1, bit: 1 << 24 | 65)
    fixture.member("cred", 6, bit: 128)
    fixture.member("", 7, bit: 192)
    fixture.member("all", 9, bit: 256)
    fixture.type(13, "", entries: 1, 0, 0, 10)  // 11: a prototype
    fixture.type(12, "iterate", 11)  // 12
    return fixture
  }

  private let types = BTFTypes(fixture.bytes, finding: ["task", "iterate", "nothing"])

  @Test("a member is found with its place and size")
  func member() {
    #expect(types?.path("task", ["pid"]) == MemberPath(pointers: [], offset: 4, size: 4))
  }

  @Test("a pointer is followed through names and qualifiers")
  func pointer() {
    let path = MemberPath(pointers: [16], offset: 0, size: 8)
    #expect(types?.path("task", ["cred", "user"]) == path)
    #expect(
      types?.path("task", ["cred"]) == MemberPath(pointers: [], offset: 16, size: 8))
  }

  @Test("the members of an unnamed member count as those of the structure")
  func unnamed() {
    #expect(types?.path("task", ["inner"]) == MemberPath(pointers: [], offset: 24, size: 4))
  }

  @Test("the size of an array is that of an element, and the members of the first are found")
  func array() {
    #expect(types?.path("task", ["all"])?.size == 8)
    #expect(types?.path("task", ["all", "user"])?.offset == 32)
  }

  @Test("functions are known by their numbers")
  func function() { #expect(types?.number(of: "iterate") == 12) }

  @Test("what is not there is not found")
  func nothing() {
    #expect(types?.path("task", ["gid"]) == nil)
    #expect(types?.path("task", ["pid", "user"]) == nil)
    #expect(types?.path("cred", ["user"]) == nil)
    #expect(types?.number(of: "nothing") == nil)
  }

  @Test("types that lead back to themselves and members beyond all bounds are not found")
  func endless() {
    var fixture = BTFFixture()
    fixture.type(8, "again", 2)  // 1: a name of a name of itself
    fixture.type(10, "", 1)  // 2
    fixture.type(4, "task", entries: 3, 64)  // 3
    fixture.member("ring", 1, bit: 0)
    fixture.member("far", 4, bit: 1 << 30)
    fixture.member("", 3, bit: 0)
    fixture.type(1, "unsigned int", 4, 32)  // 4
    let types = BTFTypes(fixture.bytes, finding: ["task"])
    #expect(types?.path("task", ["ring", "other"]) == nil)
    #expect(types?.path("task", ["far"]) == nil)
    #expect(types?.path("task", ["none"]) == nil)
  }

  @Test("what is no description, is cut off or holds an unknown kind is refused")
  func broken() {
    #expect(BTFTypes([], finding: []) == nil)
    #expect(BTFTypes(Array(Self.fixture.bytes.dropFirst()), finding: []) == nil)
    #expect(BTFTypes(Array(Self.fixture.bytes.prefix(80)), finding: []) == nil)
    var unknown = BTFFixture()
    unknown.type(31, "new", 4)
    #expect(BTFTypes(unknown.bytes, finding: []) == nil)
  }
}
