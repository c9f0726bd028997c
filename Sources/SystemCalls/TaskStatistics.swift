internal import CLinux

/// Asks the kernel how long and how often processes have run, many of them at once
/// (Documentation/accounting/taskstats.rst of the kernel).
///
/// It tells more than the clocks of ``ProcessClock``, for three times their price, which is a third
/// of that of a file of `/proc` for each.
package struct TaskStatistics: ~Copyable {
  private let netlink: NetlinkSocket
  private let family: UInt16
  private var sequence: UInt32 = 0
  private var answers = [heya_statistics](repeating: .init(), count: batch)
  private var errors = [Int32](repeating: 0, count: batch)

  private static let batch = Int(heya_statistics_batch)

  /// What all threads of a process have together.
  package struct Counts: Sendable, Hashable {
    /// Their time on a processor in ns, with that of threads that ended.
    package var nanoseconds: UInt64

    /// How often they were given a processor, with those that ended.
    package var slices: UInt64

    /// How often those that live have left a processor.
    package var switches: UInt64
  }

  /// Opens a way to ask.
  ///
  /// - Throws: ENOENT where the kernel was built without `CONFIG_TASKSTATS`.
  package init() throws(Errno) {
    var netlink = try NetlinkSocket(.generic)
    let family = try netlink.number(ofFamily: "TASKSTATS")
    self.netlink = netlink
    self.family = family
  }

  /// Asks about one process.
  ///
  /// - Throws: ESRCH when it is gone, EPERM without CAP_NET_ADMIN in the initial user namespace.
  package mutating func counts(of pid: Int32) throws(Errno) -> Counts {
    var answer = Result<Counts, Errno>.failure(.noSuchProcess)
    try ask([pid]) { answer = $1 }
    return try answer.get()
  }

  /// Asks about processes.
  ///
  /// - Parameters:
  ///   - pids: their numbers in the pid namespace of this one.
  ///   - take: takes the place of each among them, and what is told of it: ESRCH when it is gone.
  /// - Throws: what netlink(7) says.
  package mutating func ask(
    _ pids: [Int32], _ take: (_ index: Int, _ answer: Result<Counts, Errno>) -> Void
  ) throws(Errno) {
    var start = 0
    while start < pids.count {
      let count = min(pids.count - start, Self.batch)
      try ask(pids[start..<start + count])
      for index in 0..<count { take(start + index, answer(at: index)) }
      start += count
    }
  }

  private mutating func ask(_ pids: ArraySlice<Int32>) throws(Errno) {
    let (socket, count) = (netlink.socket.rawValue, Int32(pids.count))
    _ = try unsafe pids.withUnsafeBufferPointer { pids throws(Errno) in
      try call {
        unsafe heya_ask_statistics(
          socket, family, sequence, pids.baseAddress, count, &answers, &errors)
      }
    }
    sequence &+= UInt32(count)
  }

  private func answer(at index: Int) -> Result<Counts, Errno> {
    if errors[index] != 0 { return .failure(Errno(rawValue: errors[index])) }
    let answer = answers[index]
    return .success(
      Counts(
        nanoseconds: answer.run_time, slices: answer.slices, switches: answer.switches))
  }
}
