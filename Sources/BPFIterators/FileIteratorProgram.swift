/// The program that the kernel runs for every open file of every task: it writes a row for those
/// that keep a namespace alive, which are files of namespaces, and sockets.
///
/// The kernel passes over threads that share the descriptors of their process's main thread.
struct FileIteratorProgram {
  /// The function of the kernel that stands for the iterator through all open files.
  static let function = "bpf_iter_task_file"

  /// The structures that this program and ``TaskIteratorProgram`` look into.
  static let structures = ["task_struct", "file", "socket", "ns_common"]

  /// The program.
  let instructions: [UInt64]

  /// The words of a row, 32 bits each.
  enum Word {
    /// The inode of the namespace; one more word is spare.
    static let inode = 0

    /// What tells one table of descriptors from another, two words.
    static let table = 2

    /// The number of the task in the pid namespace of whoever reads.
    static let tid = 4

    /// The number of its process there.
    static let pid = 5

    /// The number of the descriptor.
    static let descriptor = 6

    /// The flag of the namespace's kind that clone(2) takes; 0 for a socket.
    static let kind = 7

    /// How many words there are.
    static let count = 8
  }

  /// Which file system the files of namespaces are on (`NSFS_MAGIC` of `<linux/magic.h>`).
  private static let nsfs: Int32 = 0x6E73_6673

  /// Writes the program for a kernel.
  ///
  /// - Throws: ``IteratorError/unknownLayout(_:)`` where the kernel has no such members.
  init(_ types: BTFTypes) throws(IteratorError) {
    let numbers = try TaskIDFields(types)
    let table = try types.way(from: "task_struct", ["files"])
    let fileSystem = try types.way(from: "file", ["f_inode", "i_sb", "s_magic"])
    let inode = try types.way(from: "file", ["f_inode", "i_ino"])
    let namespace = try types.way(from: "file", ["f_inode", "i_private"])
    let network = try types.way(
      from: "socket", ["sk", "__sk_common", "skc_net", "net", "ns", "inum"])
    // Since Linux 6.18 each namespace tells its kind itself.
    let kind = try types.way(from: "ns_common", ["ns_type"], or: ["ops", "type"])

    let (context, task, file) = (
      BPFAssembler.Register.r6, BPFAssembler.Register.r7, BPFAssembler.Register.r8
    )
    var program = BPFAssembler()
    program.move(context, .r1)
    program.load(8, task, from: context, 8)
    program.load(8, file, from: context, 24)
    // After the last file comes none.
    program.unlessZero(task) {
      $0.unlessZero(file) { program in
        for word in 0..<Word.count / 2 { program.clear(at: Self.place(2 * word)) }
        program.move(.r1, file)
        program.call(.socketOfFile)
        program.unlessZero(.r0) { program in
          program.copy(network, from: .r0, to: Self.place(Word.inode))
        }
        program.load(fileSystem, from: file, into: .r1) { program in
          program.ifEqual(.r1, Self.nsfs) { program in
            program.copy(inode, from: file, to: Self.place(Word.inode))
            program.load(namespace, from: file, into: .r3) { program in
              program.read(
                kind, at: .r3, scratch: Self.place(-2), to: Self.place(Word.kind))
            }
          }
        }
        program.load(4, .r1, from: .frame, Self.place(Word.inode))
        program.unlessZero(.r1) { program in
          program.load(4, .r1, from: context, 16)
          program.store(4, .r1, at: Self.place(Word.descriptor))
          program.distrust(task, numbers.cast)
          program.copy(table, from: task, to: Self.place(Word.table))
          numbers.copy(
            of: task, depth: .r9, tid: Self.place(Word.tid), pid: Self.place(Word.pid), in: &program
          )
          program.write(4 * Word.count, at: Self.place(0), context: context)
        }
      }
    }
    program.set(.r0, 0)
    program.exit()
    instructions = program.instructions
  }

  /// Where a word of the row lies on the frame.
  private static func place(_ word: Int) -> Int { 4 * (word - Word.count) }
}
