internal import CLinux
internal import Glibc

/// A process that stays outside while a child is inside, and ends the child with its process group
/// when this process is gone, also by SIGKILL.
///
/// It goes away with this value, and leaves alone whatever is alive then.
struct ChildGuard: ~Copyable {
  private let lifeline: Descriptor
  private var pid: Int32?

  init(lifeline: consuming Descriptor, watching child: Int32) {
    self.lifeline = lifeline
    watch(child)
  }

  /// Notes which process the guard is, as the child told.
  mutating func isProcess(_ pid: Int32) {
    if heya_is_child(pid) == 1 { self.pid = pid }
  }

  /// Says that the child is another process by now.
  func watch(_ child: Int32) {
    // A guard that was killed guards nothing; the entry goes on.
    _ = heya_tell_guard(lifeline.rawValue, child)
  }

  deinit {
    watch(0)
    if let pid { AbandonedChildren.wait(for: pid, atMost: .seconds(1), kills: true) }
  }
}
