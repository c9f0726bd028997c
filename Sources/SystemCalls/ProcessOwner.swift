internal import CLinux

extension Descriptor {
  /// Whose a process in this directory is, normally `/proc`: root's where nothing tells.
  package borrowing func user(of pid: Int32) -> UInt32 {
    // Of a process that hides itself the directory is root's.
    if let uid = try? ProcessOwner.effectiveUser(of: pid) { return uid }
    return (try? status(of: ProcPath(pid)).uid) ?? 0
  }
}

/// Whose a process is.
package enum ProcessOwner {
  /// The effective user id of a process, for a third of the price of reading `/proc/PID/status`.
  ///
  /// The corresponding C functions are `pidfd_open` and `ioctl` with `PIDFD_GET_INFO`.
  ///
  /// - Throws: ESRCH when it is gone, ENOTTY before Linux 6.13.
  package static func effectiveUser(of pid: Int32) throws(Errno) -> UInt32 {
    var uid: UInt32 = 0
    _ = try call { unsafe heya_effective_user(pid, &uid) }
    return uid
  }
}
