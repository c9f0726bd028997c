/// What a scan knows of a thread that is not the main one of its process.
public struct ThreadRecord: Sendable, Hashable {
  /// The thread id in the pid namespace of `/proc`.
  public var tid: Int32

  /// The thread's own name (`comm`, at most 15 bytes; proc_pid_comm(5)), in its visible form.
  public var name: String

  /// The state letter of proc_pid_stat(5).
  public var state: ProcessState

  /// CPU time spent in user and kernel mode, in clock ticks (1/100 s).
  public var cpuTicks: UInt64

  /// Creates a record.
  public init(tid: Int32, name: String, state: ProcessState, cpuTicks: UInt64) {
    self.tid = tid
    self.name = name
    self.state = state
    self.cpuTicks = cpuTicks
  }
}
