internal import CLinux
internal import Glibc

/// A bell that one thread rings to wake another from its wait (eventfd(2)).
package struct EventFD: ~Copyable, Sendable {
  private let event: Descriptor

  /// Creates a bell that is silent.
  package init() throws(Errno) {
    event = try Descriptor(owning: call { heya_event_descriptor() })
  }

  /// What to wait for.
  package var descriptor: Int32 { event.rawValue }

  /// Wakes whoever waits; rung many times before the wait, it wakes once.
  package func notify() {
    // An eventfd takes eight bytes, and refuses only when it rings already.
    var one: UInt64 = 1
    unsafe write(event.rawValue, &one, 8)
  }

  /// Makes it silent again.
  package func clear() {
    var count: UInt64 = 0
    unsafe read(event.rawValue, &count, 8)
  }
}
