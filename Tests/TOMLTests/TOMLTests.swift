import Testing

@testable import TOML

@Suite("A file of settings")
struct TOMLTests {
  private func entries(_ text: String) throws -> [String: TOMLValue] {
    let first = try TOMLDocument(parsing: text).tables[0].entries
    return Dictionary(uniqueKeysWithValues: first.map { ($0.key, $0.value) })
  }

  @Test("has texts, numbers, truth values and arrays")
  func values() throws {
    let entries = try entries(
      """
      plain = "a"   # a comment
      escaped = "\\"\\\\\\t\\u90e8\\U0001F600"
      literal = 'C:\\n # no comment'
      ten = 10
      negative = -1_000
      half = 0.5
      much = 1e3
      yes = true
      no = false
      none = []
      some = ["a", 'b', 3,]
      """)
    #expect(
      entries == [
        "plain": .string("a"), "escaped": .string("\"\\\t部😀"),
        "literal": .string("C:\\n # no comment"), "ten": .integer(10),
        "negative": .integer(-1_000), "half": .float(0.5), "much": .float(1_000),
        "yes": .boolean(true), "no": .boolean(false), "none": .array([]),
        "some": .array([.string("a"), .string("b"), .integer(3)]),
      ])
  }

  @Test("has arrays in arrays, as deep as anybody writes them; beyond that it is refused")
  func depth() throws {
    func nested(_ depth: Int) -> String {
      "a = " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try entries(nested(32))
    for depth in [33, 100_000] {
      #expect(throws: TOMLError(line: 1, problem: .tooDeep(limit: 32))) {
        try entries(nested(depth))
      }
    }
  }

  @Test("has arrays over several lines with comments in them, and knows the line after them")
  func longArrays() throws {
    let table = try TOMLDocument(parsing: "a = [ # first\n  1,\n\n  2 # last\n]\nb = 3").tables[0]
    #expect(table.entries.map(\.value) == [.array([.integer(1), .integer(2)]), .integer(3)])
    #expect(table.entries.map(\.line) == [1, 6])
  }

  @Test("has tables, each with its own keys and line")
  func tables() throws {
    let tables = try TOMLDocument(parsing: "a = 1\r\n\r\n[ keys ]\r\na = 2\r\n[x-1]\r\n").tables
    #expect(tables.map(\.name) == ["", "keys", "x-1"])
    #expect(tables.map(\.line) == [1, 3, 5])
    #expect(tables.map(\.entries.count) == [1, 1, 0])
  }

  @Test("may be empty", arguments: ["", "\n\n", "# nothing", "  \t\n#\n"])
  func empty(text: String) throws {
    #expect(try TOMLDocument(parsing: text).tables == [TOMLTable(name: "", line: 1)])
  }

  @Test(
    "is refused with the line of the first mistake",
    arguments: [
      ("\n= 1", 2, TOMLError.Problem.noKey), ("a", 1, .noEqualsSign(key: "a")),
      ("a =", 1, .noValue(key: "a")), ("a = # later", 1, .noValue(key: "a")),
      ("theme = light", 1, .noSuchValue("light")), ("a = 007", 1, .noSuchValue("007")),
      ("a = 1__0", 1, .noSuchValue("1__0")), ("a = --1", 1, .noSuchValue("--1")),
      ("a = 1979-05-27", 1, .noSuchValue("1979-05-27")), ("a = .5", 1, .noSuchValue(".5")),
      ("a = 99999999999999999999", 1, .noSuchValue("99999999999999999999")),
      ("a = @", 1, .noSuchValue("@")), ("a = 1\na = 2", 2, .repeatedKey("a", firstLine: 1)),
      ("[t]\n\n[t]", 3, .repeatedTable("t", firstLine: 1)), ("a = \"x\n\"", 1, .openString),
      ("a = \"x\\", 1, .openString), ("a = [1 2]", 1, .openArray), ("a = [1,\n", 2, .openArray),
      ("a = [,]", 1, .noSuchValue(",")), ("[t", 1, .openTable), ("[]", 1, .openTable),
      ("a = \"\\q\"", 1, .unknownEscape("q")), ("a = \"\\ud800\"", 1, .unknownEscape("u")),
      ("a = \"\u{1B}[2J\"", 1, .controlCharacter), ("# \u{07}", 1, .controlCharacter),
      ("a = 1 b", 1, .textAfterValue("b")), ("a.b = 1", 1, .unsupported(.dottedKey)),
      ("[a.b]", 1, .unsupported(.dottedKey)), ("\"a\" = 1", 1, .unsupported(.quotedKey)),
      ("a = {}", 1, .unsupported(.inlineTable)), ("[[a]]", 1, .unsupported(.arrayOfTables)),
      ("a = \"\"\"x\"\"\"", 1, .unsupported(.longString)),
    ])
  func refused(text: String, line: Int, problem: TOMLError.Problem) {
    #expect(throws: TOMLError(line: line, problem: problem)) { try TOMLDocument(parsing: text) }
  }
}
