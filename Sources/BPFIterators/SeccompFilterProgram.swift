/// The program with which the kernel tells one seccomp filter of one task: how many instructions it
/// has, and then those, as they were handed to seccomp(2).
///
/// The kernel keeps them for checkpoints (`CONFIG_CHECKPOINT_RESTORE`).
struct SeccompFilterProgram {
  /// The structure that it begins with.
  static let structure = "task_struct"

  /// The program.
  let instructions: [UInt64]

  /// How many instructions of a filter are told at most; eight pages, in which the kernel gathers an
  /// answer, hold no more.
  static let most = chunks * chunkSize / 8

  /// How many words of 32 bits an answer has at most.
  static let words = 2 + chunks * chunkSize / 4

  private static let chunks = 66
  fileprivate static let chunkSize = 496

  /// Where the parts of the answer lie on the frame.
  private enum Place {
    static let tid = -8
    static let pid = -4
    static let length = -8
    static let chunk = length - SeccompFilterProgram.chunkSize
  }

  /// Writes the program for a kernel.
  ///
  /// - Parameters:
  ///   - types: the kernel's types.
  ///   - tid: the number of the task in the pid namespace of whoever reads.
  ///   - depth: which filter: 0 is the youngest.
  /// - Throws: ``IteratorError/unknownLayout(_:)`` where the kernel has no such members.
  init(_ types: BTFTypes, tid: Int32, depth: Int) throws(IteratorError) {
    let numbers = try TaskIDFields(types)
    let way =
      ["seccomp", "filter"] + Array(repeating: "prev", count: depth) + ["prog", "orig_prog"]
    let length = try types.way(from: Self.structure, way + ["len"])
    let code = try types.way(from: Self.structure, way + ["filter"])

    let (context, task, first, count) = (
      BPFAssembler.Register.r6, BPFAssembler.Register.r7, BPFAssembler.Register.r8,
      BPFAssembler.Register.r9
    )
    var program = BPFAssembler()
    program.move(context, .r1)
    program.load(8, task, from: context, 8)
    program.clear(at: Place.tid)
    // After the last task comes none.
    program.unlessZero(task) { program in
      program.distrust(task, numbers.cast)
      numbers.copy(of: task, depth: count, tid: Place.tid, pid: Place.pid, in: &program)
      program.load(4, .r1, from: .frame, Place.tid)
      program.ifEqual(.r1, tid) { program in
        program.load(code, from: task, into: first) { program in
          program.load(length, from: task, into: count) { program in
            program.clear(at: Place.length)
            program.store(4, count, at: Place.length)
            program.write(8, at: Place.length, context: context)
            for chunk in 0..<Self.chunks {
              program.ifAbove(count, Int32(chunk * Self.chunkSize / 8)) { program in
                program.move(.r3, first)
                program.add(.r3, chunk * Self.chunkSize)
                program.read(Self.chunkSize, at: .r3, to: Place.chunk)
                program.write(Self.chunkSize, at: Place.chunk, context: context)
              }
            }
          }
        }
      }
    }
    program.set(.r0, 0)
    program.exit()
    instructions = program.instructions
  }
}
