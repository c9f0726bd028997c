/// How a program finds the numbers of a task and of its process in the pid namespace of whoever
/// reads.
///
/// A task has a number at each level of pid namespaces from the initial one down to its own
/// (pid_namespaces(7)); the one that counts is that at the level of the reader.
struct TaskIDFields {
  /// How deep the pid namespace of a task is, from the task on.
  let level: MemberPath

  /// How many bytes the numbers of one level take.
  let levelSize: Int

  /// How a task is cast, see ``BPFAssembler/distrust(_:_:)``.
  let cast: BPFAssembler.Cast?

  private let tid: MemberPath
  private let pid: MemberPath

  /// Finds where a kernel keeps them.
  ///
  /// - Throws: ``IteratorError/unknownLayout(_:)``.
  init(_ types: BTFTypes) throws(IteratorError) {
    let number = ["thread_pid", "numbers", "nr"]
    level = try types.way(from: "task_struct", ["thread_pid", "level"])
    levelSize = try types.way(from: "task_struct", ["thread_pid", "numbers"]).size
    cast = BPFAssembler.Cast(to: "task_struct", types)
    tid = try types.way(from: "task_struct", number)
    pid = try types.way(from: "task_struct", ["group_leader"] + number)
  }

  /// Has a program copy both; `depth` is a register that it may use.
  func copy(
    of task: BPFAssembler.Register, depth: BPFAssembler.Register, tid tidPlace: Int,
    pid pidPlace: Int,
    in program: inout BPFAssembler
  ) {
    program.call(.currentTask)
    program.distrust(.r0, cast)
    program.load(level, from: .r0, into: depth) { program in
      program.multiply(depth, levelSize)
      program.read(tid, from: task, farther: depth, to: tidPlace)
      program.read(pid, from: task, farther: depth, to: pidPlace)
    }
  }
}
