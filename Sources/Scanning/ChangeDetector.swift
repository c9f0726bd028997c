internal import Kernel
internal import Procfs

/// Tells which tasks may have changed since the last look.
///
/// A task changes its namespaces, its name, its descriptors or its number of threads only by running:
/// setns(2), unshare(2), execve(2) and open(2) act on their caller. `/proc/PID/schedstat` holds how
/// long and how often the task has run; when the task leaves the processor, and at each tick before,
/// the kernel adds the time that it has run. A task whose two numbers are the same as at the last
/// look, and that was not on a processor then, has therefore not run in between. Hence:
///
/// - ``Verdict/idle``: the numbers are the same and the task was not running: nothing need be read.
/// - ``Verdict/ran``: they differ, or the task was running, or the kernel does not tell
///   (no `CONFIG_SCHED_INFO`): all is read again. The numbers are read *before* the rest, so that
///   what happens in between shows at the next look.
/// - ``Verdict/gone``: a descriptor held on the file answers ESRCH for ever once its task was
///   reaped, also when the pid was given to another: it is the guard against reuse.
///
/// Two things change without running and are the scanner's to watch: the parent of a process whose
/// parent ended, and what others do to it (its user namespace's maps, its cgroup).
///
/// Where no more descriptors are to be had, the file is opened each time; a reused pid then shows by
/// its numbers, which are those of another life.
struct ChangeDetector: ~Copyable {
  private var held: HeldDescriptors
  private let proc: Descriptor
  private var text = [UInt8](repeating: 0, count: 128)

  /// What became of a task since the last look.
  enum Verdict {
    case idle
    case ran
    case gone
  }

  /// A task under watch.
  struct Watch {
    fileprivate var pid: Int32
    fileprivate var tid: Int32
    fileprivate var descriptor: Int32?
    fileprivate var last: RunTime?

    /// Whether the task was on a processor or waiting for one at the last look.
    var wasRunning = false

    /// What stands for a watch where there is no detector.
    static func none(pid: Int32) -> Watch {
      Watch(pid: pid, tid: pid, descriptor: nil, last: nil)
    }
  }

  /// Creates a detector on the directory `root`, normally `/proc`.
  ///
  /// - Parameters:
  ///   - root: the directory.
  ///   - capacity: how many descriptors it may hold.
  /// - Throws: when `root` cannot be read.
  init(root: String, capacity: Int) throws(Errno) {
    proc = try Descriptor.open(root, Descriptor.directoryPath)
    held = HeldDescriptors(capacity: capacity)
  }

  /// Begins to watch a task; the main thread has its process's pid as `tid`.
  mutating func watch(pid: Int32, tid: Int32) -> Watch {
    var watch = Watch(pid: pid, tid: tid, descriptor: nil, last: nil)
    guard let file = try? proc.open(path(of: watch)) else { return watch }
    watch.descriptor = held.hold(file)
    _ = verdict(&watch)
    return watch
  }

  /// Looks at a task without remembering what it saw.
  mutating func peek(_ watch: Watch) -> Verdict {
    var copy = watch
    return verdict(&copy)
  }

  /// Looks at a task and remembers what it saw for the next time.
  mutating func verdict(_ watch: inout Watch) -> Verdict {
    let now: RunTime?
    do {
      let count =
        if let descriptor = watch.descriptor {
          try held.read(descriptor, into: &text)
        } else {
          try proc.readFile(path(of: watch), into: &text)
        }
      now = RunTime(text.span.extracting(0..<count))
    } catch {
      return error == .noSuchProcess || (error == .noSuchFile && watch.last != nil) ? .gone : .ran
    }
    defer { watch.last = now }
    // Without CONFIG_SCHED_INFO there is no file, or one of zeros.
    guard let now, now.slices > 0, now == watch.last, !watch.wasRunning else { return .ran }
    return .idle
  }

  /// Ends the watch of a task.
  mutating func forget(_ watch: Watch) {
    if let descriptor = watch.descriptor { held.close(descriptor) }
  }

  private func path(of watch: Watch) -> ProcPath {
    watch.pid == watch.tid
      ? ProcPath(watch.pid, "schedstat") : ProcPath(watch.pid, task: watch.tid, "schedstat")
  }
}
