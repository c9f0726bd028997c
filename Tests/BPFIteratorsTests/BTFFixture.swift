/// A description of types as the kernel writes it, made by hand.
struct BTFFixture {
  private var types: [UInt8] = []
  private var names: [UInt8] = [0]

  /// Begins a type of a kind with so many entries.
  mutating func type(
    _ kind: UInt32, _ name: String = "", entries: UInt32 = 0, hasBitFields: Bool = false,
    _ sizeOrType: UInt32 = 0, _ rest: UInt32...
  ) {
    let information = kind << 24 | entries | (hasBitFields ? 1 << 31 : 0)
    for word in [place(of: name), information, sizeOrType] + rest { Self.add(word, to: &types) }
  }

  /// A member of the structure that was begun last.
  mutating func member(_ name: String, _ type: UInt32, bit: UInt32) {
    for word in [place(of: name), type, bit] { Self.add(word, to: &types) }
  }

  /// The whole description.
  var bytes: [UInt8] {
    var bytes: [UInt8] = [0x9F, 0xEB, 1, 0]
    for word in [24, 0, types.count, types.count, names.count] {
      Self.add(UInt32(word), to: &bytes)
    }
    return bytes + types + names
  }

  private mutating func place(of name: String) -> UInt32 {
    if name.isEmpty { return 0 }
    defer { names += Array(name.utf8) + [0] }
    return UInt32(names.count)
  }

  private static func add(_ word: UInt32, to bytes: inout [UInt8]) {
    for shift in stride(from: 0, to: 32, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: word >> UInt32(shift)))
    }
  }
}
