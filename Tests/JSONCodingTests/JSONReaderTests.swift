import Testing

@testable import JSONCoding

@Suite("Reading JSON")
struct JSONReaderTests {
  private func read(_ text: String) throws -> JSONValue { try JSONValue(reading: Array(text.utf8)) }

  private func error(_ bytes: [UInt8], maximumLength: Int = 1000, maximumDepth: Int = 10)
    -> JSONError?
  {
    do throws(JSONError) {
      _ = try JSONValue(
        reading: bytes, maximumLength: maximumLength, maximumDepth: maximumDepth)
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "every kind of value is read",
    arguments: [
      ("null", .null), ("true", true), (" false\n", false), ("0", 0), ("-12", -12),
      ("9223372036854775807", .integer(.max)),
      ("9223372036854775808", .number(9.223372036854775808e18)),
      ("1.5", 1.5), ("-2e3", -2000.0), ("1E-2", 0.01), (#""""#, ""), (#""a/b""#, "a/b"),
      ("[]", []), ("[1, [2]]", [1, [2]]), ("{}", [:]),
      (#"{"a": {"b": [null]}, "c": ""}"#, ["a": ["b": [nil]], "c": ""]),
    ] as [(String, JSONValue)])
  func values(text: String, value: JSONValue) throws {
    #expect(try read(text) == value)
  }

  @Test(
    "escapes stand for their characters",
    arguments: [
      (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
      (#""x\u00e9\u6F22y""#, "xé漢y"),
      (#""\ud83c\udfe0""#, "🏠"),
      (#""部屋""#, "部屋"),
      (#""a\u0000b""#, "a\u{0}b"),
    ])
  func escapes(text: String, value: String) throws {
    #expect(try read(text).string == value)
  }

  @Test(
    "what is not JSON is refused at the byte where it goes wrong",
    arguments: [
      ("", .unexpectedEnd, 0), ("[1,", .unexpectedEnd, 3), ("[1", .unexpectedEnd, 2),
      (#"{"a"#, .unexpectedEnd, 3), (#"{"a":"#, .unexpectedEnd, 5), ("-", .unexpectedEnd, 1),
      (#""\"#, .unexpectedEnd, 2), (#""\u12"#, .unexpectedEnd, 5), ("tru", .unexpectedEnd, 3),
      ("1 2", .expected("the end"), 2), ("01", .expected("the end"), 1),
      ("[1,]", .expected("a value"), 3), ("'a'", .expected("a value"), 0),
      ("{a:1}", .expected("a name"), 1), (#"{"a":1,}"#, .expected("a name"), 7),
      (#"{"a" 1}"#, .expected("a colon"), 5), ("1.", .unexpectedEnd, 2),
      ("1.e", .expected("a digit"), 2),
      ("NaN", .expected("a value"), 0), ("nul1", .expected("null"), 3),
      ("[1 2]", .expected("a comma or the end of the array"), 3),
      (#""\x""#, .expected("an escape"), 2), (#""\u12g4""#, .expected("a hexadecimal digit"), 5),
      (#""\ud800""#, .invalidText, 1), (#""\udc00\ud800""#, .invalidText, 1),
      (#""\ud800\u0041""#, .invalidText, 1),
      ("\"a\nb\"", .expected("no control character"), 2),
      ("\"\\t\u{1}\"", .expected("no control character"), 3),
      ("1e999", .expected("a number within the range of a double"), 0),
    ] as [(String, JSONError.Reason, Int)])
  func refused(text: String, reason: JSONError.Reason, offset: Int) {
    #expect(error(Array(text.utf8)) == JSONError(reason: reason, offset: offset))
  }

  @Test("bytes that are no UTF-8 are refused")
  func invalidText() {
    #expect(error([0x22, 0xFF, 0x22]) == JSONError(reason: .invalidText, offset: 1))
    #expect(error([0x22, 0x5C, 0x6E, 0xC3, 0x22])?.reason == .invalidText)
  }

  @Test("a text longer or deeper than allowed is refused before it costs anything")
  func limits() {
    let long = [UInt8](repeating: UInt8(ascii: " "), count: 1001)
    #expect(error(long) == JSONError(reason: .tooLong(limit: 1000), offset: 1000))
    let deep = [UInt8](repeating: UInt8(ascii: "["), count: 500)
    #expect(error(deep) == JSONError(reason: .tooDeep(limit: 10), offset: 10))
    #expect(error(Array("[[[[[[[[[[]]]]]]]]]]".utf8)) == nil)
  }

  @Test("no prefix of a text and no changed byte makes the reader trap")
  func mutilated() throws {
    let text = Array(#"{"a":[1,-2.5e3,"x\u00e9\ud83c\udfe0",true,false,null,{}],"b":""}"#.utf8)
    for end in 0..<text.count {
      #expect(error(Array(text[..<end])) != nil)
      for byte in [0, 0x22, 0x2C, 0x5B, 0x5C, 0x7D, 0xFF] as [UInt8] {
        var changed = text
        changed[end] = byte
        _ = error(changed)
      }
    }
  }

  @Test("asking for what is not there gives null")
  func absent() throws {
    let value = try read(#"{"a": [1, "x"], "n": 1.5}"#)
    #expect(value["a"][0].integer == 1)
    #expect(value["a"][1].string == "x")
    #expect(value["a"][2].isNull)
    #expect(value["a"][-1].isNull)
    #expect(value["b"]["c"][0].string == nil)
    #expect(value["n"].integer == nil)
    #expect(value["n"].number == 1.5)
    #expect(value["a"].object.members.isEmpty)
  }

  @Test("of a name that comes twice the last value counts")
  func duplicates() throws {
    #expect(try read(#"{"a":1,"a":2}"#)["a"] == 2)
  }
}
