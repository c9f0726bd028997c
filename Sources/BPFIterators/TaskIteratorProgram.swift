internal import Namespaces

/// The program that the kernel runs for every task: it writes a row of ``Word``s for each.
///
/// The rules are those by which the kernel makes the links of `/proc/PID/ns`
/// (`fs/proc/namespaces.c` and the `proc_ns_operations` of each kind): a task that has ended has
/// left all but its user and its pid namespace, and a pid namespace for children is one only once
/// it has a first process.
struct TaskIteratorProgram {
  /// The function of the kernel that stands for the iterator through all tasks.
  static let function = "bpf_iter_task"

  /// The program.
  let instructions: [UInt64]

  /// The words of a row, 32 bits each.
  enum Word {
    /// Its number in the pid namespace of whoever reads.
    static let tid = 0

    /// The number of its process there.
    static let pid = 1

    /// The inodes of its ten namespaces, in the order of `NamespaceLinks.names`.
    static let links = 2

    /// How many threads its process has.
    static let threads = 12

    /// Not 0 while it runs or waits for a processor.
    static let running = 13

    /// How long it has run in ns, two words.
    static let runTime = 14

    /// How long those threads of its process have run in ns that have ended, two words.
    static let endedRunTime = 16

    /// How often it was given a processor, two words.
    static let slices = 18

    /// How many words there are.
    static let count = 20
  }

  /// Where the members lie that make each link, from the task on.
  private static let ways: [String: [String]] = [
    "user": ["real_cred", "user_ns", "ns", "inum"],
    "cgroup": ["nsproxy", "cgroup_ns", "ns", "inum"],
    "ipc": ["nsproxy", "ipc_ns", "ns", "inum"],
    "uts": ["nsproxy", "uts_ns", "ns", "inum"],
    "net": ["nsproxy", "net_ns", "ns", "inum"],
    "pid": ["thread_pid", "numbers", "ns", "ns", "inum"],
    "mnt": ["nsproxy", "mnt_ns", "ns", "inum"],
    "time": ["nsproxy", "time_ns", "ns", "inum"],
    "pid_for_children": ["nsproxy", "pid_ns_for_children", "ns", "inum"],
    "time_for_children": ["nsproxy", "time_ns_for_children", "ns", "inum"],
  ]

  /// Writes the program for a kernel.
  ///
  /// - Parameters:
  ///   - types: the kernel's types.
  ///   - links: the names of the links that the kernel has; the others stay 0.
  /// - Throws: ``IteratorError/unknownLayout(_:)`` where the kernel has no such members.
  init(_ types: BTFTypes, links: Set<String>) throws(IteratorError) {
    func path(_ members: String...) throws(IteratorError) -> MemberPath {
      try types.way(from: "task_struct", members)
    }
    let numbers = try TaskIDFields(types)
    let home = try path("thread_pid", "numbers", "ns")
    let firstProcess = try path("nsproxy", "pid_ns_for_children", "child_reaper")
    let homeInode = try types.way(from: "task_struct", Self.ways["pid", default: []])
    var copies = [
      BPFAssembler.Copy(try path("signal", "nr_threads"), to: Self.place(Word.threads)),
      BPFAssembler.Copy(try path("on_rq"), to: Self.place(Word.running)),
      BPFAssembler.Copy(try path("se", "sum_exec_runtime"), to: Self.place(Word.runTime)),
      BPFAssembler.Copy(try path("signal", "sum_sched_runtime"), to: Self.place(Word.endedRunTime)),
    ]
    // A kernel without CONFIG_SCHED_INFO does not count them.
    if let slices = types.path("task_struct", ["sched_info", "pcount"]) {
      copies.append(BPFAssembler.Copy(slices, to: Self.place(Word.slices)))
    }
    for (slot, name) in NamespaceLinks.names.enumerated() where links.contains(name) {
      guard name != "pid", let way = Self.ways[name] else { continue }
      copies.append(
        BPFAssembler.Copy(
          try types.way(from: "task_struct", way), to: Self.place(Word.links + slot),
          unlessNull: name == "pid_for_children" ? firstProcess : nil))
    }

    let (context, task, depth) = (
      BPFAssembler.Register.r6, BPFAssembler.Register.r7, BPFAssembler.Register.r8
    )
    var program = BPFAssembler()
    program.move(context, .r1)
    program.load(8, task, from: context, 8)
    // After the last task comes none.
    program.unlessZero(task) { program in
      program.distrust(task, numbers.cast)
      for word in 0..<Word.count / 2 { program.clear(at: Self.place(2 * word)) }
      numbers.copy(
        of: task, depth: depth, tid: Self.place(Word.tid), pid: Self.place(Word.pid), in: &program)
      program.copy(copies, from: task, through: .r9)
      // Its own pid namespace is that of its last number.
      program.load(numbers.level, from: task, into: depth) { program in
        program.multiply(depth, numbers.levelSize)
        program.read(home, from: task, farther: depth, to: Self.scratch)
        program.load(8, .r3, from: .frame, Self.scratch)
        program.add(.r3, homeInode.offset)
        program.read(
          homeInode.size, at: .r3, to: Self.place(Word.links + Int(NamespaceKind.pid.rawValue)))
      }
      program.write(4 * Word.count, at: Self.place(0), context: context)
    }
    program.set(.r0, 0)
    program.exit()
    instructions = program.instructions
  }

  /// Where a word of the row lies on the frame.
  private static func place(_ word: Int) -> Int { 4 * (word - Word.count) }

  /// Where a pointer lies on the frame that is to be followed.
  private static let scratch = place(-2)
}
