internal import CLinux
internal import Glibc

/// Wakes one thread from its wait for another (eventfd(2)).
package struct EventFD: ~Copyable, Sendable {
  private let event: Descriptor

  /// Creates one that nobody has notified yet.
  package init() throws(Errno) {
    event = try Descriptor(owning: call { heya_event_descriptor() })
  }

  /// What to wait for.
  package var descriptor: Int32 { event.rawValue }

  /// Wakes whoever waits; notified many times before the wait, it wakes once.
  package func notify() {
    // An eventfd takes eight bytes, and refuses only when somebody notified it already.
    var one: UInt64 = 1
    unsafe write(event.rawValue, &one, 8)
  }

  /// Forgets the notification.
  package func clear() {
    var count: UInt64 = 0
    unsafe read(event.rawValue, &count, 8)
  }
}
