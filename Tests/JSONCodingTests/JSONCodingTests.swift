import JSONCoding
import Testing

struct CodingTests {
  private struct House: Codable, Equatable {
    var name: String
    var rooms: [Room]
    var owner: String?
    var height: Double
    var isOpen: Bool
    var doors: [String: Int]

    struct Room: Codable, Equatable {
      var number: UInt64
      var color: Color?
    }

    enum Color: String, Codable { case red, blue }
  }

  private let house = House(
    name: "heya", rooms: [.init(number: 1, color: .blue), .init(number: 2)], owner: nil,
    height: 2.5, isOpen: true, doors: ["front": 1])

  @Test("a structure becomes an object, without what is nil")
  func encoding() throws {
    let value = try JSONValue(encoding: house)
    #expect(
      value == [
        "name": "heya", "rooms": [["number": 1, "color": "blue"], ["number": 2]], "height": 2.5,
        "isOpen": true, "doors": ["front": 1],
      ])
  }

  @Test("what was encoded is decoded the same")
  func roundTrip() throws {
    #expect(try JSONValue(encoding: house).decode() == house)
  }

  @Test("whole numbers stand for numbers with a fraction, not the other way round")
  func numbers() throws {
    #expect(try JSONValue.integer(2).decode(Double.self) == 2)
    #expect(throws: DecodingError.self) { try JSONValue.number(2.5).decode(Int.self) }
    #expect(throws: DecodingError.self) { try JSONValue.integer(-1).decode(UInt8.self) }
    #expect(throws: DecodingError.self) { try JSONValue.integer(300).decode(UInt8.self) }
  }

  @Test("a member that is missing or of another type is named")
  func damaged() throws {
    var value = try JSONValue(encoding: house).object
    value["isOpen"] = "yes"
    let error = #expect(throws: DecodingError.self) {
      try JSONValue.object(value).decode(House.self)
    }
    guard case .typeMismatch(_, let context) = error else {
      Issue.record("not a mismatch")
      return
    }
    #expect(context.codingPath.map(\.stringValue) == ["isOpen"])
    value["name"] = nil
    #expect(throws: DecodingError.self) { try JSONValue.object(value).decode(House.self) }
  }
}
