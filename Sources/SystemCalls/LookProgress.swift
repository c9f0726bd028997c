internal import Synchronization

/// How far a look at the host has come, for whoever wants to know from another thread why it takes
/// long.
package final class LookProgress: Sendable {
  private let present = Mutex<Look?>(nil)

  private struct Look {
    var begun: Double
    var pid: Int32?
  }

  /// What a slow look is at.
  package struct SlowLook: Sendable, Hashable {
    /// How long it has taken, in seconds.
    package var seconds: Double

    /// The process that it waits for, or waited for last; nil where it waits for none.
    package var pid: Int32?
  }

  /// From how many seconds on a look is slow.
  package static let slow = 1.0

  /// Nobody looks.
  package init() {}

  /// A look begins.
  package func begin() { present.withLock { $0 = Look(begun: Host.monotonic) } }

  /// The look has come to its end.
  package func end() { present.withLock { $0 = nil } }

  /// The look waits for a process, or no longer for any.
  package func wait(for pid: Int32?) { present.withLock { $0?.pid = pid } }

  /// The process that the present look waits for, or waited for last.
  package var pid: Int32? { present.withLock { $0?.pid } }

  /// The present look, where it has become slow.
  package var slowLook: SlowLook? {
    guard let look = present.withLock({ $0 }) else { return nil }
    let seconds = Host.monotonic - look.begun
    return seconds < Self.slow ? nil : SlowLook(seconds: seconds, pid: look.pid)
  }

  /// In how many seconds the present look becomes slow; nil where nobody looks, zero where it is.
  package var secondsUntilSlow: Double? {
    present.withLock { look in
      look.map { max(0, $0.begun + Self.slow - Host.monotonic) }
    }
  }
}
