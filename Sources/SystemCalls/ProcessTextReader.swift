internal import CLinux

/// Reads the files of processes that lie in their own memory: the command line and the environment.
///
/// To read them the kernel takes the lock of the process's memory. A process that waits inside
/// mmap(2) for a file server keeps that lock, and whoever reads waits with it, in a way that
/// nothing but SIGKILL ends, and on old kernels not even that. So another process reads them, many
/// in one turn; one that is kept waiting is ended, and another one goes on with the next. It ends with
/// the thread that asked first, also where it hangs.
package struct ProcessTextReader: ~Copyable {
  private let proc: Descriptor
  private let stuck: StuckProcesses
  private var helper: Helper?

  /// What is read of a process.
  package enum File: Sendable {
    /// `cmdline`.
    case commandLine

    /// `environ`.
    case environment

    var name: String {
      switch self {
      case .commandLine: "cmdline"
      case .environment: "environ"
      }
    }
  }

  /// A process, and whose it is.
  package struct Subject: Sendable {
    /// Its pid.
    package var pid: Int32

    /// The user id of its owner.
    package var uid: UInt32

    /// Whether it was seen waiting for something that no signal ends: it is asked last.
    package var isBlocked: Bool

    /// Names a process.
    package init(pid: Int32, uid: UInt32, isBlocked: Bool = false) {
      self.pid = pid
      self.uid = uid
      self.isBlocked = isBlocked
    }
  }

  /// Creates a reader of the directory `proc`, normally `/proc`.
  ///
  /// - Parameters:
  ///   - proc: the directory.
  ///   - stuck: where those are noted that do not answer.
  /// - Throws: what fcntl(2) says.
  package init(_ proc: borrowing Descriptor, noting stuck: StuckProcesses) throws(Errno) {
    self.proc = try proc.duplicate()
    self.stuck = stuck
  }

  /// Reads a file of each of some processes, those last that may not answer.
  ///
  /// - Parameters:
  ///   - file: what to read.
  ///   - subjects: the processes.
  ///   - limit: how many bytes of each are read at most, up to 256 KiB.
  ///   - visit: takes the index of a process with what its file says; not called for those that
  ///     gave nothing in time, that are gone, and that may not be looked at.
  /// - Throws: what fork(2) says where there can be no helper.
  package mutating func read(
    _ file: File, of subjects: [Subject], limit: Int = 4096,
    _ visit: (Int, Span<UInt8>) -> Void
  ) throws(Errno) {
    let asked = subjects.indices.filter { !stuck.rests(subjects[$0].pid) }
    var waiting =
      asked.filter { !isSuspect(subjects[$0]) } + asked.filter { isSuspect(subjects[$0]) }
    while !waiting.isEmpty {
      let turn = waiting.prefix(Int(HEYA_TURN))
      guard let timeout = stuck.timeout else {
        // Those of whom nobody is suspect cost nothing, and the others nothing but time.
        return stuck.passOver(waiting.map { subjects[$0].pid })
      }
      let helper = try currentHelper()
      let pids = turn.map { subjects[$0].pid }
      let (done, isAlive) = helper.ask(
        file.name, of: pids, limit: min(limit, Int(HEYA_TURN_BYTES)), timeout: timeout)
      for place in 0..<done { stuck.clear(pids[place]) }
      helper.forEachText(of: done) { visit(waiting[$0], $1) }
      waiting.removeFirst(done)
      self.helper = isAlive ? helper : nil
      if isAlive { continue }
      let lost = subjects[waiting.removeFirst()]
      stuck.give(up: lost.pid, of: lost.uid, after: timeout)
      waiting =
        waiting.filter { subjects[$0].uid != lost.uid }
        + waiting.filter { subjects[$0].uid == lost.uid }
    }
  }

  private func currentHelper() throws(Errno) -> Helper {
    if let helper { return helper }
    return try Helper(proc, noting: stuck)
  }

  private func isSuspect(_ subject: Subject) -> Bool {
    subject.isBlocked || stuck.isSuspect(subject.uid)
  }

  /// The process that reads.
  @safe
  private final class Helper {
    private let process: Int32
    private let channel: Descriptor
    private let turn: OpaquePointer
    private let stuck: StuckProcesses
    private var isStuck = false

    init(_ proc: borrowing Descriptor, noting stuck: StuckProcesses) throws(Errno) {
      var channel: Int32 = -1
      var turn: OpaquePointer?
      let proc = proc.rawValue
      process = try call { unsafe heya_reader_start(proc, &turn, &channel) }
      self.channel = Descriptor(owning: channel)
      // It is set where the call does not fail.
      unsafe self.turn = turn.unsafelyUnwrapped
      self.stuck = stuck
    }

    deinit {
      unsafe heya_reader_drop(turn)
      if !isStuck { channel.shutDown() }
      stuck.end(reader: process, isStuck: isStuck)
    }

    /// Has files read; how many were, and whether the helper can be asked again.
    func ask(
      _ name: String, of pids: [Int32], limit: Int, timeout: Duration
    ) -> (done: Int, isAlive: Bool) {
      let (channel, turn) = unsafe (channel.rawValue, turn)
      let places = unsafe heya_turn_pids(turn)
      for (place, pid) in pids.enumerated() { unsafe places?[place] = pid }
      do throws(Errno) {
        let done = try call {
          unsafe heya_reader_ask(
            channel, turn, name, UInt32(pids.count), UInt32(limit), timeout.pollMilliseconds)
        }
        return (Int(done), true)
      } catch {
        isStuck = true
        return (min(Int(unsafe heya_turn_place(turn)), pids.count - 1), false)
      }
    }

    func forEachText(of count: Int, _ visit: (Int, Span<UInt8>) -> Void) {
      guard let lengths = unsafe heya_turn_lengths(turn), let bytes = unsafe heya_turn_bytes(turn)
      else { return }
      var start = 0
      for place in 0..<count {
        let length = Int(unsafe lengths[place])
        // Below zero stands an error.
        if length < 0 { continue }
        let text = unsafe UnsafeBufferPointer(start: bytes + start, count: length)
        unsafe visit(place, text.span)
        start += length
      }
    }
  }
}
