/// A program for the kernel in the making (Documentation/bpf/standardization/instruction-set.rst of
/// the kernel).
struct BPFAssembler {
  /// The instructions so far.
  private(set) var instructions: [UInt64] = []

  /// The registers: ``r0`` holds the answer of a call, ``r1`` to ``r5`` what it is given, ``r6`` to
  /// ``r9`` stay what they are, and ``frame`` is the end of 512 bytes that the program may use.
  enum Register: UInt64 {
    case r0, r1, r2, r3, r4, r5, r6, r7, r8, r9
    case frame
  }

  /// The functions of the kernel that a program may call, by their numbers in `<linux/bpf.h>`.
  enum Function: Int32 {
    case readKernel = 113
    case write = 127
    case currentTask = 158
    case socketOfFile = 162
  }

  // MARK: Single instructions

  mutating func load(_ size: Int, _ target: Register, from source: Register, _ offset: Int) {
    add(0x61 | Self.width(size), target, source, offset: offset)
  }

  mutating func store(_ size: Int, _ source: Register, at offset: Int) {
    add(0x63 | Self.width(size), .frame, source, offset: offset)
  }

  /// Stores eight bytes of zeros.
  mutating func clear(at offset: Int) { add(0x7A, .frame, offset: offset) }

  mutating func move(_ target: Register, _ source: Register) { add(0xBF, target, source) }

  mutating func set(_ target: Register, _ value: Int32) { add(0xB7, target, value: value) }

  mutating func add(_ target: Register, _ source: Register) { add(0x0F, target, source) }

  mutating func add(_ target: Register, _ value: Int) { add(0x07, target, value: Int32(value)) }

  mutating func multiply(_ target: Register, _ value: Int) {
    add(0x27, target, value: Int32(value))
  }

  mutating func call(_ function: Function) { add(0x85, value: function.rawValue) }

  /// Calls a function of the kernel's by the number of its type.
  mutating func call(function: UInt32) {
    add(0x85, .r0, .r2, value: Int32(bitPattern: function))
  }

  mutating func exit() { add(0x95) }

  // MARK: Several at once

  /// Does `body` unless the register is zero.
  mutating func unlessZero(_ register: Register, _ body: (inout BPFAssembler) -> Void) {
    jump(0x15, register, 0, over: body)
  }

  /// Does `body` if the register holds a value.
  mutating func ifEqual(
    _ register: Register, _ value: Int32, _ body: (inout BPFAssembler) -> Void
  ) {
    jump(0x55, register, value, over: body)
  }

  /// Does `body` if the register holds a number above `limit`.
  mutating func ifAbove(
    _ register: Register, _ limit: Int32, _ body: (inout BPFAssembler) -> Void
  ) {
    jump(0xB5, register, limit, over: body)
  }

  /// Loads what a path leads to and does `body`, unless one of the pointers on the way is null.
  mutating func load(
    _ path: MemberPath, from source: Register, into target: Register,
    then body: (inout BPFAssembler) -> Void
  ) {
    var path = path
    guard !path.pointers.isEmpty else {
      load(path.size, target, from: source, path.offset)
      return body(&self)
    }
    load(8, target, from: source, path.pointers.removeFirst())
    unlessZero(target) { $0.load(path, from: target, into: target, then: body) }
  }

  /// Copies the number that a path leads to; leaves what is there when a pointer on the way is
  /// null.
  mutating func copy(_ path: MemberPath, from source: Register, to offset: Int) {
    load(path, from: source, into: .r1) { $0.store(path.size, .r1, at: offset) }
  }

  /// A number to be copied.
  struct Copy {
    fileprivate var path: MemberPath
    fileprivate var place: Int
    fileprivate var condition: MemberPath?

    /// Copies what a path leads to, unless a pointer that another leads to is null.
    init(_ path: MemberPath, to place: Int, unlessNull condition: MemberPath? = nil) {
      self.path = path
      self.place = place
      self.condition = condition
    }
  }

  /// Casts a pointer to a structure to one that the kernel does not vouch for, where it has
  /// `bpf_rdonly_cast` (since Linux 6.2).
  ///
  /// For each pointer that leads away from one that it vouches for it otherwise searches the names
  /// of all its types, two milliseconds long, before it takes the program.
  mutating func distrust(_ pointer: Register, _ cast: Cast?) {
    guard let cast else { return }
    move(.r1, pointer)
    set(.r2, Int32(bitPattern: cast.structure))
    call(function: cast.function)
    move(pointer, .r0)
  }

  /// The numbers of the types of a function that casts and of the structure to cast to.
  struct Cast {
    fileprivate var function: UInt32
    fileprivate var structure: UInt32

    /// Finds them; nil where the kernel has none.
    init?(to structure: String, _ types: BTFTypes) {
      guard let function = types.number(of: Self.function),
        let structure = types.number(of: structure)
      else { return nil }
      self.function = function
      self.structure = structure
    }

    /// The function.
    static let function = "bpf_rdonly_cast"
  }

  /// Copies several numbers, through `base` where their ways begin with a pointer; one that several
  /// begin with is followed once.
  mutating func copy(_ copies: [Copy], from source: Register, through base: Register) {
    let groups = Dictionary(grouping: copies) { $0.path.pointers.first ?? -1 }
    for (pointer, group) in groups.sorted(by: { $0.key < $1.key }) {
      guard pointer >= 0 else {
        for copy in group { self.copy(copy.path, from: source, to: copy.place) }
        continue
      }
      load(8, base, from: source, pointer)
      unlessZero(base) { program in
        for copy in group {
          guard let condition = copy.condition else {
            program.copy(copy.path.behindPointer, from: base, to: copy.place)
            continue
          }
          program.load(condition.behindPointer, from: base, into: .r1) { program in
            program.unlessZero(.r1) {
              $0.copy(copy.path.behindPointer, from: base, to: copy.place)
            }
          }
        }
      }
    }
  }

  /// Copies memory of the kernel's that a register points to; zeros where there is none.
  mutating func read(_ size: Int, at pointer: Register, to offset: Int) {
    if pointer != .r3 { move(.r3, pointer) }
    move(.r1, .frame)
    add(.r1, offset)
    set(.r2, Int32(size))
    call(.readKernel)
  }

  /// Copies the number that a path leads to from where a register points, past pointers that the
  /// kernel does not vouch for; `scratch` is room for one of them.
  mutating func read(
    _ path: MemberPath, at pointer: Register, scratch: Int, to offset: Int
  ) {
    for place in path.pointers {
      add(pointer, place)
      read(8, at: pointer, to: scratch)
      load(8, pointer, from: .frame, scratch)
    }
    add(pointer, path.offset)
    read(path.size, at: pointer, to: offset)
  }

  /// Copies what lies as many bytes behind that which a path leads to as a register says: an
  /// element of an array whose first the path leads to.
  mutating func read(
    _ path: MemberPath, from source: Register, farther distance: Register, to offset: Int
  ) {
    var array = path
    array.offset = array.pointers.removeLast()
    array.size = 8
    load(array, from: source, into: .r3) { program in
      program.add(.r3, distance)
      program.add(.r3, path.offset)
      program.read(path.size, at: .r3, to: offset)
    }
  }

  /// Hands `size` bytes on the frame to whoever reads; `context` holds what the program was given,
  /// which begins with where to write.
  mutating func write(_ size: Int, at offset: Int, context: Register) {
    load(8, .r1, from: context, 0)
    load(8, .r1, from: .r1, 0)
    move(.r2, .frame)
    add(.r2, offset)
    set(.r3, Int32(size))
    call(.write)
  }

  private mutating func jump(
    _ code: UInt64, _ register: Register, _ value: Int32, over body: (inout BPFAssembler) -> Void
  ) {
    let start = instructions.count
    add(code, register, value: value)
    body(&self)
    let distance = instructions.count - start - 1
    instructions[start] |= UInt64(UInt16(distance)) << 16
  }

  private mutating func add(
    _ code: UInt64, _ target: Register = .r0, _ source: Register = .r0, offset: Int = 0,
    value: Int32 = 0
  ) {
    instructions.append(
      code | target.rawValue << 8 | source.rawValue << 12
        | UInt64(UInt16(bitPattern: Int16(offset))) << 16
        | UInt64(UInt32(bitPattern: value)) << 32)
  }

  /// The bits of an instruction that say how many bytes it is about.
  private static func width(_ size: Int) -> UInt64 {
    switch size {
    case 1: 0x10
    case 2: 0x08
    case 4: 0x00
    default: 0x18
    }
  }
}
