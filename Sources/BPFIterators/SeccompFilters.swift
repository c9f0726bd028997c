internal import Limits
internal import SystemCalls

/// The seccomp filters of a task, read without stopping it.
///
/// The kernel's own way (`PTRACE_SECCOMP_GET_FILTER`, ptrace(2)) takes a tracer that has stopped the
/// task, which a program in it notices: calls that wait, such as epoll_wait(2), return EINTR.
package enum SeccompFilters {
  /// How many filters one task may have; services of systemd(1) have some twenty.
  private static let most = 64

  /// Reads them.
  ///
  /// What is told is true only if the task has not ended meanwhile, of which the caller makes sure.
  ///
  /// - Parameter tid: the number of the task.
  /// - Returns: the instructions of each filter as seccomp(2) takes them, the oldest first; empty when
  ///   it has none.
  /// - Throws: why the kernel does not tell them all.
  package static func read(of tid: Int32) throws(IteratorError) -> [[UInt64]] {
    let types = try KernelIterators.types(finding: [
      SeccompFilterProgram.structure, TaskIteratorProgram.function, BPFAssembler.Cast.function,
    ])
    guard let everyTask = types.number(of: TaskIteratorProgram.function) else { throw .tooOld }
    var filters: [[UInt64]] = []
    while filters.count < most {
      let program = try SeccompFilterProgram(types, tid: tid, depth: filters.count)
      let iterator = try KernelIterators.load(program.instructions, for: everyTask)
      guard let filter = try instructions(iterator) else { return filters.reversed() }
      filters.append(filter)
    }
    throw .rejected(.fileTooLarge)
  }

  /// The instructions that a program tells; nil when there is no such filter.
  private static func instructions(_ iterator: IteratorProgram) throws(IteratorError) -> [UInt64]? {
    var words: [UInt32] = []
    let count: Int
    do {
      count = try iterator.run(
        into: &words, limit: SeccompFilterProgram.words, seconds: ReadLimits.iteratedSeconds)
    } catch {
      throw .rejected(error)
    }
    guard count >= 2 else { return nil }
    let length = Int(words[0])
    guard (1...SeccompFilterProgram.most).contains(length), count >= 2 + 2 * length else {
      throw .rejected(.fileTooLarge)
    }
    return (1...length).map { UInt64(words[2 * $0]) | UInt64(words[2 * $0 + 1]) << 32 }
  }
}
