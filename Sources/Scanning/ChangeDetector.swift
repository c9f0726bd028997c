internal import BPFIterators
internal import Procfs
internal import SystemCalls

/// Tells which tasks may have changed since the last look.
///
/// A task changes its namespaces, its name, its descriptors or its number of threads only by
/// running: setns(2), unshare(2), execve(2) and open(2) act on their caller. The kernel counts how
/// long each task has run, in ns; when the task leaves the processor, and at each tick before, it
/// adds the time that it has run. A task whose count is the same as at the last look, and that was
/// not on a processor then, has therefore not run in between. Hence:
///
/// - ``Activity/idle``: the count is the same and the task was not running: nothing need be read.
/// - ``Activity/ran``: it differs, or the task was running, or the kernel does not tell: all is
///   read again. The count is read *before* the rest, so that what happens in between shows at the
///   next look.
/// - ``Activity/gone``: there is no such process any more.
///
/// A virtual machine may count no time at all for a short run while its host takes the processor
/// from it (steal time, proc_stat(5)): once in some 100,000 runs where a fifth of a processor was
/// taken. Where that has ever happened the kernel is therefore also asked how often tasks came to a
/// processor and left it (``counts(of:)``), which counts every run, but is dear: ``ProcessTable``
/// asks about some of them at each look, in turns. It takes CAP_NET_ADMIN; without it, such a run
/// shows with the next.
///
/// What a process did in the very time slice in which it is looked at, at most a tick of the
/// kernel's (1 to 10 ms), may show at the next look only, as if it had been done after this one.
///
/// The count of a process, all its threads together, is its CPU clock, the cheapest thing that the
/// kernel tells of a process. That of a thread is in `schedstat`, which also holds the number of
/// its time slices; so is a process's where the clocks are not those of the tree that is scanned:
/// in a recorded tree, and in the `/proc` of another pid namespace.
///
/// Where the kernel hands over all tasks in one pass (``TaskIterator``), the count of a process is
/// in it, and so are the links of every task, which the table of processes compares at each look:
/// no change of namespaces can be missed then, whatever the counts say. They decide on the rest
/// only.
///
/// A reused pid shows by its count, which is that of another life. Two things change without
/// running and are the scanner's to watch: the parent of a process whose parent ended, and what
/// others do to it (its user namespace's maps, its cgroup).
struct ChangeDetector: ~Copyable {
  /// How long all threads of a process have run, in ns.
  typealias Clock = @Sendable (_ pid: Int32) throws(Errno) -> UInt64

  /// What is asked how long processes ran; nil where their files are read.
  private let clock: Clock?

  private let proc: Descriptor
  private var statistics: TaskStatistics?
  private var isRefused = false
  private var text = [UInt8](repeating: 0, count: 128)

  /// What became of a task since the last look.
  enum Activity {
    case idle
    case ran
    case gone
  }

  /// A task under watch.
  struct WatchedTask {
    fileprivate var pid: Int32

    /// The thread; 0 for the process.
    fileprivate var tid: Int32

    /// The ``RunTime/count`` of the last look; 0 before the first, and where the kernel tells none.
    fileprivate var last: UInt64 = 0

    /// The ``RunTime/count`` that the kernel's statistics told last; 0 where they were not asked.
    var counted: UInt64 = 0

    /// Whether the task was on a processor or waiting for one at the last look.
    var wasRunning = false

    /// A watch of which nothing is known yet.
    init(pid: Int32, tid: Int32? = nil) {
      self.pid = pid
      self.tid = tid ?? 0
    }
  }

  /// Creates a detector on the directory `root`, normally `/proc`.
  ///
  /// - Parameters:
  ///   - root: the directory.
  ///   - clock: what to ask how long processes ran, where `root` tells of those of this pid
  ///     namespace; nil to read their files.
  /// - Throws: when `root` cannot be opened.
  init(root: String, clock: Clock? = ProcessClock.runTime) throws(Errno) {
    proc = try Descriptor.open(root, Descriptor.directoryPath)
    self.clock = ProcView(proc) == .own ? clock : nil
  }

  /// Whether a process's verdict holds for all its threads.
  var seesThreads: Bool { clock != nil }

  /// Whether ``counts(of:)`` tells.
  var countsRuns: Bool { statistics != nil }

  /// Has ``counts(of:)`` tell, where the kernel does.
  mutating func countRuns() {
    guard seesThreads, statistics == nil, !isRefused else { return }
    statistics = try? TaskStatistics()
    isRefused = (try? statistics?.counts(of: Host.processID)) == nil
    if isRefused { statistics = nil }
  }

  /// How long and how often processes have run, at the places of their pids: the ``RunTime/count``
  /// of each, 0 for those of which nothing is told; none where runs are not counted.
  mutating func counts(of pids: [Int32]) -> [UInt64] {
    guard countsRuns else { return [] }
    var counts = [UInt64](repeating: 0, count: pids.count)
    try? statistics?.ask(pids) { place, answer in
      guard case .success(let told) = answer else { return }
      let runTime = RunTime(
        nanoseconds: told.nanoseconds, slices: told.slices, turns: told.switches)
      counts[place] = runTime.count
    }
    return counts
  }

  /// Begins to watch a process, or one of its threads.
  mutating func watch(pid: Int32, tid: Int32? = nil) -> WatchedTask {
    var watch = WatchedTask(pid: pid, tid: tid)
    _ = activity(&watch)
    return watch
  }

  /// Looks at a task without remembering what it saw.
  mutating func peek(_ watch: WatchedTask) -> Activity {
    var copy = watch
    return activity(&copy)
  }

  /// Looks at a task and remembers what it saw for the next time.
  mutating func activity(_ watch: inout WatchedTask) -> Activity {
    let now: UInt64
    do {
      now = try runTime(of: watch)?.count ?? 0
    } catch {
      return error == .noSuchProcess || (error == .noSuchFile && watch.last > 0) ? .gone : .ran
    }
    return compare(&watch, now)
  }

  /// Looks at a task that the kernel handed over, and remembers what it saw.
  func activity(_ watch: inout WatchedTask, of task: TaskIterator.Task) -> Activity {
    let activity = compare(&watch, task.runTime.count)
    return task.isRunning ? .ran : activity
  }

  private func compare(_ watch: inout WatchedTask, _ now: UInt64) -> Activity {
    defer { watch.last = now }
    // Without CONFIG_SCHED_INFO there is no file, or one of zeros.
    return now > 0 && now == watch.last && !watch.wasRunning ? .idle : .ran
  }

  private mutating func runTime(of watch: WatchedTask) throws(Errno) -> RunTime? {
    if let clock, watch.tid == 0 { return RunTime(nanoseconds: try clock(watch.pid)) }
    let path =
      watch.tid == 0
      ? ProcPath(watch.pid, "schedstat") : ProcPath(watch.pid, task: watch.tid, "schedstat")
    let count = try proc.readFile(path, into: &text)
    return RunTime(text.span.extracting(0..<count))
  }
}
