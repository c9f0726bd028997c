internal import CLinux
internal import Glibc

/// The clocks that count how long processes have run on processors.
package enum ProcessClock {
  /// How long all threads of a process have run, those that ended among them, in ns.
  ///
  /// It takes no right to ask, and neither a file nor a descriptor: one system call, at half the
  /// price of reading a file of `/proc` that is open already. The corresponding C function is
  /// `clock_gettime` with the clock of clock_getcpuclockid(3).
  ///
  /// - Throws: ESRCH when there is no such process.
  package static func runTime(of pid: Int32) throws(Errno) -> UInt64 {
    var time = timespec()
    guard unsafe clock_gettime(heya_process_clock(pid), &time) == 0 else {
      throw .noSuchProcess
    }
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
