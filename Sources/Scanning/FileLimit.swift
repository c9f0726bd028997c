internal import Limits
internal import SystemCalls

/// How many of the open files that the kernel hands over are kept, process after process.
struct FileLimit {
  private var allowance: Allowance

  /// The process that the last files were of, its user, and how many more of them are kept.
  private var present: (pid: Int32, uid: UInt32?, kept: Int, left: Int) = (0, nil, 0, 0)

  /// The processes of which not all are kept, each with its user.
  private(set) var cut: [Int32: UInt32] = [:]

  init(_ limits: SearchLimits) {
    allowance = Allowance(each: ReadLimits.descriptors, ofUser: limits.descriptorsOfUser)
  }

  /// Whether another file of a process is kept; those of one process come one after the other.
  mutating func takes(_ pid: Int32, below proc: borrowing Descriptor) -> Bool {
    if pid != present.pid {
      if let uid = present.uid { allowance.take(present.kept, of: uid) }
      present = (pid, nil, 0, ReadLimits.descriptors)
    }
    if present.left == 0, present.uid == nil {
      // Most processes have few, and nobody is asked whose they are.
      let uid = proc.user(of: pid)
      present.uid = uid
      present.left = allowance.left(of: uid) - ReadLimits.descriptors
    }
    if present.left == 0 {
      cut[pid] = present.uid
      return false
    }
    present.left -= 1
    present.kept += 1
    return true
  }
}
