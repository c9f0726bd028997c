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

  /// Creates an empty table of the threads below `root`.
  ///
  /// - Throws: when `root` cannot be opened.
  init(root: String) throws(Errno) {
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
    for index in processes.indices where processes[index].threads > 1 {
      let pid = processes[index].pid
      if !changed.contains(pid), let known = known[pid] {
        threads[pid] = known
      } else if let read = read(pid) {
        threads[pid] = read
      }
    }
    known = threads
    return threads
  }

  /// The threads of a process; nil when it is gone.
  private mutating func read(_ pid: Int32) -> [ThreadRecord]? {
    guard let tids = try? reader.threads(of: pid) else { return nil }
    var threads: [ThreadRecord] = []
    for tid in tids.sorted() where tid != pid {
      if let thread = try? reader.thread(tid, of: pid) { threads.append(thread) }
    }
    return threads
  }
}
