internal import Limits
internal import Namespaces
internal import SystemCalls

/// The threads of all processes, kept up to date from one look to the next for as long as somebody
/// wants to see them.
///
/// A process none of whose threads ran cannot have got another thread, nor can one of its threads
/// have changed its name: only those that ran are read again.
struct ThreadTable: ~Copyable {
  private var reader: TaskReader
  private var known: [Int32: [ThreadRecord]] = [:]
  private var limit: Allowance

  /// The processes of which the last look does not list all threads, each with its user.
  private(set) var cut: [Int32: UInt32] = [:]

  /// Creates an empty table of the threads below `root`.
  ///
  /// - Throws: when `root` cannot be opened.
  init(root: String, limits: SearchLimits = SearchLimits()) throws(Errno) {
    limit = Allowance(each: ReadLimits.threads, ofUser: limits.threadsOfUser)
    reader = try TaskReader(root: root, linkSlots: [])
  }

  /// Looks at the processes that ran since the last look, and at new ones.
  ///
  /// - Parameters:
  ///   - processes: all processes.
  ///   - changed: the pids of those that ran or are new.
  /// - Returns: the threads beside the main one, by pid, each list by ascending thread id.
  mutating func threads(
    of processes: borrowing [ProcessRecord], changed: [Int32]
  ) -> [Int32: [ThreadRecord]] {
    let changed = Set(changed)
    var threads: [Int32: [ThreadRecord]] = [:]
    limit.beginLook()
    let formerlyCut = cut
    cut = [:]
    for index in processes.indices where processes[index].threads > 1 {
      let pid = processes[index].pid
      if !changed.contains(pid), let known = known[pid] {
        threads[pid] = known
        cut[pid] = formerlyCut[pid]
        limit.take(known.count, of: processes[index].uid)
      } else if let read = read(pid, of: processes[index].uid) {
        threads[pid] = read
      }
    }
    known = threads
    return threads
  }

  /// The threads of a process; nil when it is gone.
  private mutating func read(_ pid: Int32, of uid: UInt32) -> [ThreadRecord]? {
    guard let (tids, isCut) = try? reader.threads(of: pid, limit: limit.left(of: uid)) else {
      return nil
    }
    if isCut { cut[pid] = uid }
    limit.take(tids.count, of: uid)
    var threads: [ThreadRecord] = []
    for tid in tids.sorted() where tid != pid {
      if let thread = try? reader.thread(tid, of: pid) { threads.append(thread) }
    }
    return threads
  }
}
