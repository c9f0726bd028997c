internal import Synchronization

/// A place where one thread leaves a value and another finds the latest: what nobody fetched in
/// time is replaced.
package final class LatestValue<Value: Sendable>: Sendable {
  private let slot: Mutex<Value?> = Mutex(nil)
  private let event: EventFD

  /// Creates an empty slot.
  package init() throws(Errno) {
    event = try EventFD()
  }

  /// What to wait for: it has something to read while a value waits.
  package var descriptor: Int32 { event.descriptor }

  /// Leaves a value in place of the one that is there, and wakes whoever waits.
  package func put(_ value: Value) {
    slot.withLock { $0 = value }
    event.notify()
  }

  /// Takes the value that is there.
  package func take() -> Value? {
    // Silenced before the look: a value that comes between the two rings again.
    event.clear()
    return slot.withLock { value in
      defer { value = nil }
      return value
    }
  }
}
