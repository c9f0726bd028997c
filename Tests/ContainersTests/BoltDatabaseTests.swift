import JSONCoding
import Testing

@testable import Containers

@Suite("Databases of bbolt")
struct BoltDatabaseTests {
  private let fixture = BoltFixture([
    "pod": .bucket([
      "id": .bucket(["config": .value(#"{"name": "shop"}"#), "state": .value("{}")]),
      "other": .bucket([:]),
    ]),
    "version": .value("3"),
  ])

  @Test("a value is found by the buckets on its way")
  func values() throws {
    let database = try #require(BoltDatabase(fixture.bytes))
    #expect(database.json("pod", "id", "config")["name"] == "shop")
    #expect(database.value("version") == Array("3".utf8))
    #expect(database.value("pod", "id") == nil)
    #expect(database.value("pod", "other", "config") == nil)
    #expect(database.value("version", "x") == nil)
    #expect(database.value("absent") == nil)
  }

  @Test("no prefix of a file and no changed byte makes the reader trap or run on")
  func mutilated() {
    let bytes = fixture.bytes
    for end in stride(from: 0, to: bytes.count, by: 61) {
      _ = BoltDatabase(Array(bytes[..<end]))?.value("pod", "id", "config")
    }
    let places = Array(0..<80) + Array(4096..<4176) + Array(12288..<12700)
    for place in places where place < bytes.count {
      for byte in [0, 1, 0x7F, 0xFF] as [UInt8] {
        var changed = bytes
        changed[place] = byte
        _ = BoltDatabase(changed)?.value("pod", "id", "config")
      }
    }
  }

  @Test("a tree whose pages point at themselves ends the search")
  func ring() throws {
    var bytes = fixture.bytes
    // Makes the page of leaves a branch whose only child is itself.
    let page = 3 * 4096
    bytes.replaceSubrange(page + 8..<page + 12, with: [1, 0, 1, 0])
    bytes.replaceSubrange(
      page + 16..<page + 32, with: [16, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0])
    let database = try #require(BoltDatabase(bytes))
    #expect(database.value("pod") == nil)
  }
}
