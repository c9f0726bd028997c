internal import CLinux
internal import Synchronization

/// The processes whose files were given up because they did not come, shared by all who read such
/// files, and how long one look may still wait for others like them.
///
/// A process is asked again, but ever less often, as long as it does not answer. Whose process it
/// is counts too: the other processes of that user are asked after those of everybody else, so that
/// nobody but a user's own is kept from being seen for long.
package final class StuckProcesses: Sendable {
  private let state = Mutex(State())

  private struct State {
    var stuck: [Int32: Stuck] = [:]

    /// Those that nobody asked because the time was over.
    var passedOver: Set<Int32> = []

    /// Those of the look before.
    var owed: Set<Int32> = []
    var suspects: Set<UInt32> = []

    /// The readers that no signal ended.
    var lost: [Int32] = []
    var left = Duration.zero
    var hasWaited = false
    var progress: LookProgress?
  }

  private struct Stuck {
    var pause: Duration
    var next: ContinuousClock.Instant
  }

  /// How long is waited.
  package struct Timeouts: Sendable {
    /// In one look at most, for all processes together.
    package var look: Duration

    /// For the first process of a look that does not answer; a machine may be busy.
    package var first: Duration

    /// For the others.
    package var others: Duration

    /// What reading the memory of a process takes, which is some microseconds.
    package static let memory = Timeouts(
      look: .milliseconds(600), first: .milliseconds(100), others: .milliseconds(20))

    /// What searching the descriptors of a process takes, which is a microsecond for each.
    package static let descriptors = Timeouts(
      look: .milliseconds(900), first: .milliseconds(300), others: .milliseconds(200))
  }

  private let limits: Timeouts

  /// How many readers may be left behind; with more, nobody is asked any more until some are back.
  private static let mostLost = 16

  /// After how long a process is asked again for the first time, and at the latest.
  private static let pause = (first: Duration.seconds(1), last: Duration.seconds(60))

  /// Creates an empty list.
  package init(_ limits: Timeouts = .memory) {
    self.limits = limits
    state.withLock { $0.left = limits.look }
  }

  /// Tells from now on which processes are waited for.
  package func report(to progress: LookProgress) { state.withLock { $0.progress = progress } }

  /// Begins another look.
  package func beginLook() {
    state.withLock { state in
      state.lost.removeAll { heya_reader_end($0, 1, 0) != 0 }
      (state.owed, state.passedOver) = (state.passedOver, [])
      state.left = limits.look
      state.hasWaited = false
    }
  }

  /// How many did not answer, and their pids, ascending; at the end those that nobody had time for.
  package var unanswered: (stuck: [Int32], passedOver: [Int32]) {
    state.withLock { ($0.stuck.keys.sorted(), $0.passedOver.sorted()) }
  }

  /// Those that shall be asked again in this look, although nothing says that they changed.
  package var due: Set<Int32> {
    let now = ContinuousClock.now
    return state.withLock { state in
      if state.stuck.isEmpty, state.owed.isEmpty { return [] }
      return state.owed.union(state.stuck.lazy.filter { $0.value.next <= now }.map(\.key))
    }
  }

  /// Forgets processes that ended.
  package func forget(_ pids: some Sequence<Int32>) {
    state.withLock { state in
      if state.stuck.isEmpty { return }
      for pid in pids { state.stuck[pid] = nil }
    }
  }

  /// Whether a process is left alone for now.
  package func rests(_ pid: Int32) -> Bool {
    state.withLock { state in state.stuck[pid].map { $0.next > .now } ?? false }
  }

  /// Whether a user has a process that did not answer.
  func isSuspect(_ uid: UInt32) -> Bool { state.withLock { $0.suspects.contains(uid) } }

  /// How long to wait for the next one; nil when the time of this look is over.
  package var timeout: Duration? {
    state.withLock { state in
      if state.left <= .zero || state.lost.count >= Self.mostLost { return nil }
      return state.hasWaited ? limits.others : limits.first
    }
  }

  /// Notes that a process was waited for in vain.
  package func give(up pid: Int32, of uid: UInt32, after wait: Duration) {
    state.withLock { state in
      let pause = state.stuck[pid].map { min($0.pause * 2, Self.pause.last) } ?? Self.pause.first
      state.stuck[pid] = Stuck(pause: pause, next: .now.advanced(by: pause))
      state.suspects.insert(uid)
      state.hasWaited = true
      state.left -= wait
      state.progress?.wait(for: pid)
    }
  }

  /// Notes that nobody asks these in this look.
  package func passOver(_ pids: some Sequence<Int32>) {
    state.withLock { $0.passedOver.formUnion(pids) }
  }

  /// Ends a reader, or remembers it where that is impossible for now.
  func end(reader: Int32, isStuck: Bool) {
    // One that is not stuck has nothing to do but to end.
    if heya_reader_end(reader, isStuck ? 1 : 0, isStuck ? 250 : 1000) == 0 {
      state.withLock { $0.lost.append(reader) }
    }
  }

  /// Notes that a process answered.
  package func clear(_ pid: Int32) {
    state.withLock { state in
      if !state.stuck.isEmpty { state.stuck[pid] = nil }
    }
  }
}
