/// How long and how often a task has run, as `/proc/PID/schedstat` tells.
///
/// A task that calls setns(2), unshare(2), execve(2) or open(2) runs, and running moves at least one
/// of the two numbers by the time the task has left the processor.
package struct RunTime: Sendable, Hashable {
  /// Time on a processor in ns.
  package var nanoseconds: UInt64

  /// How often it was given a processor; zero where that is not told.
  package var slices: UInt64

  /// One number for both: neither ever falls, so it stays the same only when both do.
  package var count: UInt64 { nanoseconds &+ slices }

  /// Creates the time that a clock tells.
  package init(nanoseconds: UInt64) {
    self.nanoseconds = nanoseconds
    slices = 0
  }

  /// Parses the file; nil when it is not whole.
  package init?(_ line: Span<UInt8>) {
    var index = 0
    guard let nanoseconds = line.decimal(at: &index) else { return nil }
    line.skipFields(2, at: &index)
    guard let slices = line.decimal(at: &index) else { return nil }
    self.nanoseconds = nanoseconds
    self.slices = slices
  }
}
