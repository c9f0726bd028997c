/// How long and how often a task, or all threads of a process, have run.
///
/// A task that calls setns(2), unshare(2), execve(2) or open(2) runs, and running moves at least one
/// of the numbers by the time the task has left the processor.
package struct RunTime: Sendable, Hashable {
  /// Time on a processor in ns.
  package var nanoseconds: UInt64

  /// How often it was given a processor; zero where that is not told.
  package var slices: UInt64

  /// How often those threads that live came to a processor or left it; zero where that is not told.
  package var turns: UInt64

  /// One number for all three.
  ///
  /// The first two never fall. The third falls when a thread ends; it is moved to where no time on a
  /// processor makes up for that.
  package var count: UInt64 { nanoseconds &+ slices &+ turns << 40 }

  /// Creates what was told.
  package init(nanoseconds: UInt64, slices: UInt64 = 0, turns: UInt64 = 0) {
    self.nanoseconds = nanoseconds
    self.slices = slices
    self.turns = turns
  }

  /// Parses `/proc/PID/schedstat`; nil when it is not whole.
  package init?(_ line: Span<UInt8>) {
    var index = 0
    guard let nanoseconds = line.decimal(at: &index) else { return nil }
    line.skipFields(2, at: &index)
    guard let slices = line.decimal(at: &index) else { return nil }
    self.init(nanoseconds: nanoseconds, slices: slices)
  }
}
