/// What the kernel tells of its own types (BTF; Documentation/bpf/btf.rst of the kernel), as far as
/// it takes to find members of its structures and functions of its own.
///
/// Where a member lies differs from one kernel to the next, and so is looked up in the one that
/// runs.
struct BTFTypes {
  private let bytes: [UInt8]

  /// Where the description of each type begins, by its number; that of `void`, 0, has none.
  private var places: [Int] = [0]

  /// Where the names begin.
  private let names: Int

  /// The numbers of the structures and functions that were asked for.
  private var found: [String: UInt32] = [:]

  /// Reads all types; nil for what is no such information, or one of types that nobody knew yet.
  ///
  /// - Parameters:
  ///   - bytes: what the kernel tells, as in `/sys/kernel/btf/vmlinux`.
  ///   - wanted: the names of the structures and functions that are asked for afterwards.
  init?(_ bytes: [UInt8], finding wanted: [String]) {
    self.bytes = bytes
    guard bytes.count >= 24, bytes[0] == 0x9F, bytes[1] == 0xEB else { return nil }
    let text = bytes.span
    let header = Int(text.word(at: 4))
    var place = header + Int(text.word(at: 8))
    let end = place + Int(text.word(at: 12))
    names = header + Int(text.word(at: 16))
    guard end <= bytes.count, names < bytes.count else { return nil }
    let wanted = wanted.map { Array($0.utf8) + [0] }
    while place < end {
      let kind = kind(at: place)
      guard let size = Self.size(of: kind, entries: entries(at: place)) else { return nil }
      if kind == .structure || kind == .function {
        let name = names + Int(text.word(at: place))
        for candidate in wanted where text.holds(candidate, at: name) {
          found[String(decoding: candidate.dropLast(), as: UTF8.self)] = UInt32(places.count)
        }
      }
      places.append(place)
      place += size
    }
  }

  /// The number of a structure, or of the type of a function.
  func number(of name: String) -> UInt32? { found[name] }

  /// The way from a structure to a member of it, or of what its members contain and point to.
  ///
  /// - Parameters:
  ///   - structure: one of those that were asked for.
  ///   - members: the names on the way; a name may be that of a member of an unnamed member.
  /// - Returns: nil where this kernel has no such members.
  func path(_ structure: String, _ members: [String]) -> MemberPath? {
    guard var type = found[structure] else { return nil }
    var path = MemberPath(pointers: [], offset: 0, size: 0)
    for name in members {
      var place = resolve(type)
      if kind(at: place) == .pointer {
        path.pointers.append(path.offset)
        path.offset = 0
        place = resolve(bytes.span.word(at: place + 8))
      }
      guard let member = member(name, at: place) else { return nil }
      path.offset += member.offset
      // An instruction has no room for more.
      guard path.offset <= Int16.max else { return nil }
      type = member.type
    }
    let place = resolve(type)
    path.size = kind(at: place) == .pointer ? 8 : Int(bytes.span.word(at: place + 8))
    return path
  }

  // MARK: The format

  /// The kinds of types that matter here; the others are only passed over.
  private enum Kind: UInt32 {
    case integer = 1
    case pointer = 2
    case array = 3
    case structure = 4
    case union = 5
    case enumeration = 6
    case forward = 7
    case alias = 8
    case volatile = 9
    case constant = 10
    case restrict = 11
    case function = 12
    case prototype = 13
    case variable = 14
    case section = 15
    case float = 16
    case declarationTag = 17
    case typeTag = 18
    case wideEnumeration = 19
  }

  /// The bytes that a description takes.
  private static func size(of kind: Kind?, entries: Int) -> Int? {
    switch kind {
    case .integer, .variable, .declarationTag: 16
    case .array: 24
    case .structure, .union, .section, .wideEnumeration: 12 + 12 * entries
    case .enumeration, .prototype: 12 + 8 * entries
    case .pointer, .forward, .alias, .volatile, .constant, .restrict, .function, .float, .typeTag:
      12
    case nil: nil
    }
  }

  private func kind(at place: Int) -> Kind? {
    place == 0 ? nil : Kind(rawValue: bytes.span.word(at: place + 4) >> 24 & 0x1F)
  }

  private func entries(at place: Int) -> Int { Int(bytes.span.word(at: place + 4) & 0xFFFF) }

  private func place(of type: UInt32) -> Int {
    places.indices.contains(Int(type)) ? places[Int(type)] : 0
  }

  /// Where the type is described that a name, a qualifier or an array is of.
  private func resolve(_ type: UInt32) -> Int {
    var place = place(of: type)
    // Names of names never go so far, unless they lead back to themselves.
    for _ in 0..<Self.deepest {
      switch kind(at: place) {
      case .alias, .volatile, .constant, .restrict, .typeTag:
        place = self.place(of: bytes.span.word(at: place + 8))
      case .array: place = self.place(of: bytes.span.word(at: place + 12))
      default: return place
      }
    }
    return 0
  }

  /// How many names and qualifiers stand before a type, and how deep unnamed members lie.
  private static let deepest = 64

  /// A member of a structure or union, or of an unnamed one in it.
  private func member(
    _ name: String, at place: Int, depth: Int = 0
  ) -> (type: UInt32, offset: Int)? {
    guard depth < Self.deepest else { return nil }
    guard let kind = kind(at: place), kind == .structure || kind == .union else { return nil }
    let text = bytes.span
    let wanted = Array(name.utf8) + [0]
    let hasBitFields = text.word(at: place + 4) >> 31 == 1
    for index in 0..<entries(at: place) {
      let entry = place + 12 + 12 * index
      let (type, bits) = (text.word(at: entry + 4), text.word(at: entry + 8))
      let offset = Int(hasBitFields ? bits & 0xFF_FFFF : bits) / 8
      let start = names + Int(text.word(at: entry))
      if text.holds(wanted, at: start) { return (type, offset) }
      if text.holds([0], at: start), let inner = member(name, at: resolve(type), depth: depth + 1) {
        return (inner.type, offset + inner.offset)
      }
    }
    return nil
  }
}

/// The way from a structure of the kernel's to a number in it, or in one that it leads to.
struct MemberPath: Equatable {
  /// Where the pointers lie that are to be followed first, one after the other, in bytes.
  var pointers: [Int]

  /// Where the number lies in what the last of them points to.
  var offset: Int

  /// The size of the number in bytes; that of an element for an array.
  var size: Int

  /// The rest of the way once the first pointer was followed.
  var behindPointer: MemberPath {
    MemberPath(pointers: Array(pointers.dropFirst()), offset: offset, size: size)
  }
}

extension Span<UInt8> {
  /// The 32-bit number in the machine's order, the low byte first; 0 behind the end.
  fileprivate func word(at index: Int) -> UInt32 {
    guard index + 4 <= count else { return 0 }
    return UInt32(self[index]) | UInt32(self[index + 1]) << 8 | UInt32(self[index + 2]) << 16
      | UInt32(self[index + 3]) << 24
  }

  fileprivate func holds(_ other: [UInt8], at index: Int) -> Bool {
    guard index + other.count <= count else { return false }
    for offset in other.indices where self[index + offset] != other[offset] { return false }
    return true
  }
}
