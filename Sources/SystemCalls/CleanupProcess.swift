internal import CLinux
internal import Glibc

/// A process that takes down what this one made, however this one ends.
///
/// It holds the reading end of a pipe: the end of file there says that this process is gone, also
/// by SIGKILL. It has a session of its own and no signal but SIGKILL reaches it.
package struct CleanupProcess: ~Copyable {
  /// The process id of the cleanup process.
  package let pid: Int32

  private let lifeline: Descriptor

  /// Starts a cleanup process; ``end()`` is to be called when it is no longer needed.
  ///
  /// - Parameter group: the path of a control group that it removes at the end, with those below.
  /// - Throws: what pipe(2) or fork(2) says.
  package init(removing group: String?) throws(Errno) {
    var ours: Int32 = -1
    pid = try call { unsafe heya_cleanup_start(group, &ours) }
    lifeline = Descriptor(owning: ours)
  }

  /// Names the process that is to end with this one, which must be a child that nobody has waited
  /// for yet; when it ends by itself the cleanup process does its work at once.
  ///
  /// - Throws: EPIPE when the cleanup process was killed.
  package borrowing func watch(_ process: Int32) throws(Errno) {
    try lifeline.write(unsafe withUnsafeBytes(of: process) { unsafe Array($0) })
  }

  /// Has the cleanup process do its work, and waits until it is done.
  package consuming func end() {
    let pid = pid
    _ = consume self
    _ = try? ExitStatus(waitingFor: pid)
  }
}
