internal import Glibc
internal import Synchronization

/// Children that did not end in time, because they hang in a system call or somebody stopped them;
/// they are waited for when there is time, so that none stays as a zombie.
enum AbandonedChildren {
  private static let pids = Mutex<[Int32]>([])

  /// Waits for a child, but not longer than `limit`.
  ///
  /// Where it `kills`, the child is killed after half of that time. The value is how the child
  /// ended, nil when it has not yet.
  @discardableResult
  static func wait(for pid: Int32, atMost limit: Duration, kills: Bool) -> ExitStatus? {
    if let process = try? ProcessHandle(pid: pid) {
      var hasEnded = process.hasEnded(within: limit / 2)
      if !hasEnded, kills { try? process.send(signal: SIGKILL) }
      if !hasEnded { hasEnded = process.hasEnded(within: limit / 2) }
      guard hasEnded else {
        pids.withLock { $0.append(pid) }
        return nil
      }
    }
    return try? ExitStatus(waitingFor: pid)
  }

  /// Whether a child has not ended yet.
  static func contains(_ pid: Int32) -> Bool { pids.withLock { $0.contains(pid) } }

  /// Waits for those that have ended meanwhile.
  static func reap() {
    pids.withLock { pids in
      pids.removeAll { pid in
        var status: Int32 = 0
        return unsafe waitpid(pid, &status, WNOHANG) != 0
      }
    }
  }
}
