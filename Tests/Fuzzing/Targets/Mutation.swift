package import JSONCoding

/// A random number generator with a seed (SplitMix64), so that a failure can be had again.
package struct Seed: RandomNumberGenerator {
  private var state: UInt64

  /// Begins with a seed.
  package init(_ seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// Changes inputs without knowing what they mean.
package enum ByteMutation {
  /// The bytes with one to four changes.
  package static func of(_ bytes: [UInt8], _ seed: inout Seed) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &seed) { change(&bytes, &seed) }
    return bytes
  }

  private static let extremes: [UInt8] = [0, 1, 0x0A, 0x20, 0x22, 0x5C, 0x7F, 0x80, 0xC2, 0xFF]

  private static func change(_ bytes: inout [UInt8], _ seed: inout Seed) {
    guard !bytes.isEmpty else { return bytes.append(seed.next() > 0 ? 0x5B : 0) }
    let place = Int.random(in: bytes.indices, using: &seed)
    let length = Int.random(in: 1...32, using: &seed)
    let end = min(place + length, bytes.count)
    switch Int.random(in: 0..<6, using: &seed) {
    case 0: bytes[place] = extremes.randomElement(using: &seed) ?? 0
    case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &seed)
    case 2: bytes.removeSubrange(place..<end)
    case 3: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
    case 4: bytes.removeLast(bytes.count - place)
    default:
      for index in place..<end { bytes[index] = 0xFF }
    }
  }
}

/// Changes documents where it hurts: numbers at their edges, types exchanged, members missing or there
/// twice, texts that are no text, depth.
package struct DocumentMutation {
  private var seed: Seed

  /// Begins with a seed.
  package init(seed: UInt64) { self.seed = Seed(seed) }

  /// The text of the document with one to three changes.
  package mutating func text(of document: JSONValue) -> [UInt8] {
    var value = document
    for _ in 0..<Int.random(in: 1...3, using: &seed) { value = changed(value) }
    var text = Array(value.text().utf8)
    switch Int.random(in: 0..<12, using: &seed) {
    case 0: text.removeLast(Int.random(in: 0..<text.count, using: &seed))
    case 1: text = Self.replacing(text, "\"", with: "\"\\ud800", at: Int(seed.next() % 64))
    case 2: text = ByteMutation.of(text, &seed)
    default: break
    }
    return text
  }

  /// Goes down at random, and changes what is there.
  private mutating func changed(_ value: JSONValue) -> JSONValue {
    let goesOn = Int.random(in: 0..<8, using: &seed) > 0
    switch value {
    case .array(var elements) where goesOn && !elements.isEmpty:
      let index = Int.random(in: elements.indices, using: &seed)
      switch Int.random(in: 0..<10, using: &seed) {
      case 0: elements.remove(at: index)
      case 1: elements.append(elements[index])
      case 2: elements.swapAt(0, index)
      default: elements[index] = changed(elements[index])
      }
      return .array(elements)
    case .object(var object) where goesOn && !object.members.isEmpty:
      let index = Int.random(in: object.members.indices, using: &seed)
      switch Int.random(in: 0..<10, using: &seed) {
      case 0: object.members.remove(at: index)
      case 1: object.members.append(.init(name: object.members[index].name, value: extreme()))
      default: object.members[index].value = changed(object.members[index].value)
      }
      return .object(object)
    default: return extreme()
    }
  }

  private static let extremes: [JSONValue] = [
    .null, true, false, 0, 1, -1, .integer(.max), .integer(.min), .integer(Int64(UInt32.max)),
    .integer(Int64(Int32.max)), .integer(Int64(Int32.min)), .number(1e300), .number(-1e300),
    .number(.leastNonzeroMagnitude), .number(1.8446744073709552e19),
    .number(9.223372036854775807e18),
    .number(-0.0), "", "0", "-1", "\u{0}", "\u{1B}[2J\u{9B}", "\u{202E}x", "\u{FEFF}",
    .string(String(repeating: "長", count: 5000)), [], [:], [[]], ["": [:]],
  ]

  private mutating func extreme() -> JSONValue {
    if Int.random(in: 0..<20, using: &seed) == 0 {
      return (0..<100).reduce([]) { value, _ in [value] }
    }
    return Self.extremes.randomElement(using: &seed) ?? nil
  }

  private static func replacing(
    _ text: [UInt8], _ old: Character, with new: String, at count: Int
  ) -> [UInt8] {
    var left = count
    return text.flatMap { byte -> [UInt8] in
      guard byte == old.asciiValue else { return [byte] }
      left -= 1
      return left == 0 ? Array(new.utf8) : [byte]
    }
  }
}
