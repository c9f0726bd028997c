import JSONCoding
import Testing

@Suite("Writing JSON")
struct JSONWriterTests {
  @Test("members keep their order and nothing is added")
  func compact() {
    let value: JSONValue = [
      "format": "heya/1", "b": [1, -2.5, nil, true], "a": [:], "c": [],
    ]
    #expect(value.text() == #"{"format":"heya/1","b":[1,-2.5,null,true],"a":{},"c":[]}"#)
  }

  @Test("the pretty layout has one member a line")
  func pretty() {
    let value: JSONValue = ["a": [1, ["b": "c"]], "d": [:]]
    #expect(
      value.text(.pretty) == """
        {
          "a": [
            1,
            {
              "b": "c"
            }
          ],
          "d": {}
        }
        """)
  }

  @Test("nothing that moves a terminal's cursor or reorders its text is written as it is")
  func harmless() {
    let value = JSONValue.string("a\"\\\n\r\t\u{1B}[2J\u{7F}\u{9B}\u{202E}\u{2066}部屋🏠é")
    #expect(
      value.text()
        == #""a\"\\\n\r\t\u001b[2J\u007f\u009b\u202e\u2066部屋🏠é""#)
  }

  @Test("what nobody can see is an escape, also beyond 16 bits, and the same when read")
  func invisible() throws {
    let value = JSONValue.string("web\u{200B}\u{E0041}\u{3164}")
    #expect(value.text() == #""web\u200b\udb40\udc41\u3164""#)
    #expect(try JSONValue(reading: Array(value.text().utf8)) == value)
  }

  @Test("a number that JSON has no form for becomes null")
  func notFinite() {
    #expect(JSONValue.array([.number(.infinity), .number(.nan)]).text() == "[null,null]")
  }

  @Test("what was written reads back as the same value", arguments: JSONValue.Layout.allForTests)
  func roundTrip(layout: JSONValue.Layout) throws {
    let value: JSONValue = [
      "big": .integer(.max), "small": .integer(.min), "fraction": 0.1,
      "tiny": 2.2250738585072014e-308,
      "huge": 1.7976931348623157e308, "text": "\u{0}\u{1F}\"\\/\u{2028}", "": [[[]], [:]],
    ]
    #expect(try JSONValue(reading: Array(value.text(layout).utf8)) == value)
  }

  @Test("setting a member replaces it, and setting nil takes it out")
  func members() {
    var object: JSONObject = ["a": 1, "b": 2]
    object["a"] = 3
    object["c"] = 4
    object["b"] = .some(nil)
    #expect(JSONValue.object(object).text() == #"{"a":3,"b":null,"c":4}"#)
    object["b"] = Optional<JSONValue>.none
    #expect(JSONValue.object(object).text() == #"{"a":3,"c":4}"#)
  }
}

extension JSONValue.Layout {
  static let allForTests: [Self] = [.compact, .pretty]
}
