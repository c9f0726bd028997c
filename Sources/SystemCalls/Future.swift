internal import Synchronization

/// Work that a thread of its own does while its giver does something else.
package struct Future<Outcome: Sendable>: ~Copyable {
  private let thread: BackgroundThread
  private let gathered: Gathered

  /// Begins the work.
  ///
  /// - Parameters:
  ///   - name: what tools such as htop(1) call the thread, at most 15 bytes.
  ///   - work: what it does.
  /// - Throws: EAGAIN when there can be no more threads.
  package init(
    named name: String, _ work: @escaping @Sendable () -> Outcome
  ) throws(Errno) {
    let gathered = Gathered()
    thread = try BackgroundThread(named: name) {
      let outcome = work()
      gathered.outcome.withLock { $0 = outcome }
    }
    self.gathered = gathered
  }

  /// Waits for the end of the work; what came of it.
  package consuming func outcome() -> Outcome? {
    let gathered = gathered
    thread.join()
    return gathered.outcome.withLock { $0 }
  }

  /// What the thread brings back.
  private final class Gathered: Sendable {
    let outcome = Mutex<Outcome?>(nil)
  }
}
