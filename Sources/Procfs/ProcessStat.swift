/// The fields of `/proc/PID/stat` that heya uses (proc_pid_stat(5)).
package struct ProcessStat: Sendable, Hashable {
  /// Where in the line the name stands.
  package var nameRange: Range<Int>

  /// The state's letter.
  package var state: UInt8

  /// The parent's pid, 0 when it is outside the reader's pid namespace.
  package var parent: Int32

  /// The kernel's flags of the task.
  package var flags: UInt32

  /// Ticks in user and in kernel mode, of all threads.
  package var cpuTicks: UInt64

  /// The number of threads.
  package var threads: Int32

  /// When it started, in ticks after boot.
  package var startTicks: UInt64

  /// Resident memory in pages.
  package var residentPages: UInt64

  /// Parses a line; nil when it is not whole.
  ///
  /// The name may hold anything, also a newline and `)`: it ends at the last `)` of the file.
  package init?(_ line: Span<UInt8>) {
    let open = line.index(of: UInt8(ascii: "("), from: 0)
    var close = line.count - 1
    while close > open, line[close] != UInt8(ascii: ")") { close -= 1 }
    guard close > open, close + 2 < line.count else { return nil }
    nameRange = open + 1..<close
    var index = close + 2
    state = line[index]
    line.skipFields(1, at: &index)
    guard let parent = line.decimal(at: &index) else { return nil }
    line.skipFields(5, at: &index)
    // Fields 5 to 8 may be negative; 9 is flags, 14 and 15 are utime and stime.
    guard let flags = line.decimal(at: &index) else { return nil }
    line.skipFields(5, at: &index)
    guard let user = line.decimal(at: &index) else { return nil }
    line.skipFields(1, at: &index)
    guard let system = line.decimal(at: &index) else { return nil }
    line.skipFields(5, at: &index)
    guard let threads = line.decimal(at: &index) else { return nil }
    line.skipFields(2, at: &index)
    guard let start = line.decimal(at: &index) else { return nil }
    line.skipFields(2, at: &index)
    guard let resident = line.decimal(at: &index) else { return nil }
    self.parent = Int32(truncatingIfNeeded: parent)
    self.flags = UInt32(truncatingIfNeeded: flags)
    cpuTicks = user &+ system
    self.threads = Int32(truncatingIfNeeded: threads)
    startTicks = start
    residentPages = resident
  }

  /// Whether the task is a thread of the kernel (`PF_KTHREAD`).
  package var isKernelThread: Bool { flags & 0x0020_0000 != 0 }
}
