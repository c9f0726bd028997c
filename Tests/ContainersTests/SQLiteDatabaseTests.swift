import JSONCoding
import TestSupport
import Testing

@testable import Containers

@Suite("Databases of SQLite", .requires(program: "python3"))
struct SQLiteDatabaseTests {
  private static let table = "CREATE TABLE pods(id TEXT PRIMARY KEY NOT NULL, name TEXT, json TEXT)"

  /// As many rows as take several levels of pages.
  private static let many = """
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 2999)
    INSERT INTO pods SELECT 'id' || i, 'n' || i, '{"name":"pod ' || i || '"}' FROM n
    """

  @Test("a row is found by its first column among thousands, and by its table among others")
  func rows() throws {
    let fixture = try SQLiteFixture(
      "CREATE TABLE other(id TEXT, number INTEGER, part REAL, bytes BLOB, json TEXT)", Self.table,
      Self.many, #"INSERT INTO other VALUES ('x', -70000, 0.5, x'00ff', '{"name":"x"}')"#)
    let database = try #require(SQLiteDatabase(fixture.bytes))
    for index in [0, 1, 1500, 2999] {
      #expect(database.json("pods", "id\(index)")["name"].string == "pod \(index)")
    }
    #expect(database.json("other", "x")["name"].string == "x")
    #expect(database.json("pods", "x").isNull)
    #expect(database.json("absent", "id0").isNull)
  }

  @Test(
    "a record longer than a page is put together from its pages", arguments: [512, 4096, 65536])
  func overflow(pageSize: Int) throws {
    for length in [100, 470, 480, 4050, 4070, 70_000] {
      let text = String(repeating: "部a", count: length / 4)
      let fixture = try SQLiteFixture(
        "PRAGMA page_size = \(pageSize)", Self.table,
        #"INSERT INTO pods VALUES ('long', 'n', '{"name":"\#(text)"}')"#)
      let database = try #require(SQLiteDatabase(fixture.bytes))
      #expect(database.json("pods", "long")["name"].string == text)
    }
  }

  @Test("what stands in the log alone is read from there, unless its transaction never ended")
  func log() throws {
    let fixture = try SQLiteFixture(
      "PRAGMA journal_mode = WAL", Self.table, #"INSERT INTO pods VALUES ('a', 'a', '{"n":1}')"#,
      #"UPDATE pods SET json = '{"n":2}'"#)
    #expect(!fixture.log.isEmpty)
    let database = try #require(SQLiteDatabase(fixture.bytes, log: fixture.log))
    #expect(database.json("pods", "a")["n"].integer == 2)
    #expect(try #require(SQLiteDatabase(fixture.bytes)).json("pods", "a").isNull)
    let torn = try #require(SQLiteDatabase(fixture.bytes, log: fixture.log.dropLast()))
    #expect(torn.json("pods", "a")["n"].integer == 1)
    // A frame of the log's earlier life bears other salts.
    var stale = fixture.log
    stale[stale.count - 4096 - 24 + 8] ^= 1
    #expect(SQLiteDatabase(fixture.bytes, log: stale)?.json("pods", "a")["n"].integer == 1)
  }

  @Test("no prefix of a file and no changed byte makes the reader trap or run on")
  func mutilated() throws {
    let fixture = try SQLiteFixture(
      "PRAGMA page_size = 512", Self.table,
      "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 40) "
        + "INSERT INTO pods SELECT 'id' || i, i, '{\"n\":\"' || hex(zeroblob(i * 20)) || '\"}' FROM n"
    )
    let bytes = fixture.bytes
    #expect(SQLiteDatabase(bytes)?.json("pods", "id40").isNull == false)
    for end in stride(from: 0, to: bytes.count, by: 61) {
      _ = SQLiteDatabase(Array(bytes[..<end]))?.json("pods", "id40")
    }
    for place in stride(from: 0, to: bytes.count, by: 7) {
      for byte in [0, 1, 0x7F, 0xFF] as [UInt8] {
        var changed = bytes
        changed[place] = byte
        _ = SQLiteDatabase(changed)?.json("pods", "id40")
      }
    }
  }

  @Test("what is no database is none", arguments: ["", "SQLite format 3", "SQLite format 3\0...."])
  func none(text: String) {
    #expect(SQLiteDatabase(Array(text.utf8)) == nil)
    #expect(SQLiteDatabase(Array(text.utf8) + Array(repeating: 0, count: 200)) == nil)
  }
}
