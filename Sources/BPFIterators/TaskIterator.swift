internal import Limits
internal import Namespaces
package import Procfs
internal import SystemCalls

/// All tasks of the host at one moment, as the kernel handed them over in one pass; but not those
/// that a kernel keeps from such programs.
package struct TaskIterator: ~Copyable {
  private let program: Program

  /// The rows of ``TaskIteratorProgram`` by ascending number of the task, and room for more.
  private var words: [UInt32] = []
  private var rows = 0

  /// How many words it took last.
  private var lastCount = 0

  /// The threads in other namespaces than the main thread, by process.
  private var divergentThreads: [Int32: [Int32]] = [:]

  private typealias Word = TaskIteratorProgram.Word

  /// Writes the rows of ``TaskIteratorProgram`` over the words and tells how many words they are.
  typealias Program = @Sendable (inout [UInt32]) throws(Errno) -> Int

  /// A process or thread.
  package struct Task: Sendable {
    /// The inodes of its namespaces, in the order of `NamespaceLinks.names`.
    package var inodes: [10 of UInt32]

    /// How many threads its process has.
    package var threads: Int32

    /// Whether it runs or waits for a processor; for a process, whether one of its threads does.
    package var isRunning: Bool

    /// How long and how often it has run; for a process, all its threads together: how long with
    /// those that ended, how often without.
    package var runTime: RunTime
  }

  /// No tasks yet.
  package init(_ iterators: KernelIterators) {
    let tasks = iterators.tasks
    self.init { words throws(Errno) in
      try tasks.run(
        into: &words, limit: ReadLimits.iteratedTasks * Word.count,
        seconds: ReadLimits.iteratedSeconds)
    }
  }

  /// Takes another program for the kernel's.
  init(_ program: @escaping Program) {
    self.program = program
  }

  /// Has the kernel hand over all tasks anew; there are none when it fails, as by ENOMEM, and where
  /// there are more than ``ReadLimits/iteratedTasks``.
  package mutating func refresh() {
    // A little more than last time, so that it seldom grows.
    words = [UInt32](repeating: 0, count: lastCount + lastCount / 8)
    lastCount = (try? program(&words)) ?? 0
    rows = lastCount / Word.count
    putInOrder()
    divergentThreads = [:]
    for row in 0..<rows where tid(row) != pid(row) {
      if let leader = self.row(of: pid(row)) { add(row, to: leader) }
    }
  }

  /// Gives back the memory that the tasks take; none are told of until the next ``refresh()``.
  package mutating func clear() {
    (words, divergentThreads, rows) = ([], [:], 0)
  }

  /// The process or thread with a number; nil when there is none.
  package func task(_ tid: Int32) -> Task? {
    guard let row = row(of: tid) else { return nil }
    var inodes = [10 of UInt32](repeating: 0)
    for slot in inodes.indices { inodes[slot] = self[row, Word.links + slot] }
    return Task(
      inodes: inodes, threads: Int32(clamping: self[row, Word.threads]),
      isRunning: self[row, Word.running] != 0,
      runTime: RunTime(
        nanoseconds: number(row, Word.runTime) &+ number(row, Word.endedRunTime),
        turns: number(row, Word.slices)))
  }

  /// The threads of a process that are in other namespaces than its main thread, ascending.
  package func divergentThreads(of pid: Int32) -> [Int32] { divergentThreads[pid] ?? [] }

  // MARK: Rows

  private subscript(row: Int, word: Int) -> UInt32 { words[row * Word.count + word] }

  private func tid(_ row: Int) -> Int32 { Int32(truncatingIfNeeded: self[row, Word.tid]) }

  private func pid(_ row: Int) -> Int32 { Int32(truncatingIfNeeded: self[row, Word.pid]) }

  private func number(_ row: Int, _ word: Int) -> UInt64 {
    UInt64(self[row, word]) | UInt64(self[row, word + 1]) << 32
  }

  /// The row of a task, found by halves.
  private func row(of tid: Int32) -> Int? {
    var (low, high) = (0, rows)
    while low < high {
      let middle = (low + high) / 2
      if self.tid(middle) < tid { low = middle + 1 } else { high = middle }
    }
    return low < rows && self.tid(low) == tid ? low : nil
  }

  /// Counts a thread to its process.
  private mutating func add(_ row: Int, to leader: Int) {
    for word in [Word.runTime, Word.slices] { add(number(row, word), to: word, of: leader) }
    let start = leader * Word.count
    words[start + Word.running] |= self[row, Word.running]
    let links = Word.links..<Word.links + NamespaceLinks.names.count
    if links.contains(where: { self[row, $0] != self[leader, $0] }) {
      divergentThreads[pid(leader), default: []].append(tid(row))
    }
  }

  private mutating func add(_ number: UInt64, to word: Int, of row: Int) {
    let sum = self.number(row, word) &+ number
    words[row * Word.count + word] = UInt32(truncatingIfNeeded: sum)
    words[row * Word.count + word + 1] = UInt32(truncatingIfNeeded: sum >> 32)
  }

  /// The kernel goes through the tasks by their numbers, and one that it is just burying has lost
  /// its number; should it ever go otherwise, they are sorted.
  private mutating func putInOrder() {
    var last: Int32 = 0
    let isInOrder = (0..<rows).allSatisfy { row in
      defer { last = tid(row) }
      return tid(row) > last
    }
    if isInOrder { return }
    let order = (0..<rows).filter { tid($0) > 0 }.sorted { tid($0) < tid($1) }
    words = order.flatMap { words[$0 * Word.count..<($0 + 1) * Word.count] }
    rows = order.count
  }
}
