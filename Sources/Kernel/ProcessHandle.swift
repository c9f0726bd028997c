internal import CLinux
internal import Glibc

/// A process held by a descriptor, so that no other process can take its place (pidfd_open(2)).
///
/// All that is opened below ``directory`` is this process's too: once it is gone, its directory
/// answers ESRCH, also when the kernel has given its number away again.
package struct ProcessHandle: ~Copyable, Sendable {
  /// The process id.
  package let pid: Int32

  /// The descriptor that stands for the process.
  package let descriptor: Descriptor

  /// The process's directory in `/proc`.
  package let directory: Descriptor

  /// Takes hold of the process that has the number now.
  ///
  /// - Throws: ESRCH or ENOENT when there is none.
  package init(pid: Int32) throws(Errno) {
    try self.init(number: pid, descriptor: Descriptor(owning: call { heya_pidfd_open(pid) }))
  }

  /// Takes hold of a thread that need not be its process's main one (`PIDFD_THREAD`).
  ///
  /// - Throws: ESRCH or ENOENT when there is none, EINVAL before Linux 6.9.
  package init(tid: Int32) throws(Errno) {
    try self.init(
      number: tid, descriptor: Descriptor(owning: call { heya_pidfd_open_thread(tid) }))
  }

  private init(number: Int32, descriptor: consuming Descriptor) throws(Errno) {
    let directory = try Descriptor.open("/proc/\(number)", Descriptor.directoryPath)
    // The directory is the held task's if that is alive now.
    try Self.confirmAlive(descriptor)
    pid = number
    self.descriptor = descriptor
    self.directory = directory
  }

  /// Makes sure that the process has not ended.
  ///
  /// - Throws: ESRCH when it has; EPERM is no failure here: what one may not signal is alive.
  package borrowing func confirmAlive() throws(Errno) {
    try Self.confirmAlive(descriptor)
  }

  private static func confirmAlive(_ descriptor: borrowing Descriptor) throws(Errno) {
    let raw = descriptor.rawValue
    do {
      _ = try call { heya_pidfd_send_signal(raw, 0) }
    } catch {
      if error != .notPermitted { throw error }
    }
  }

  /// Waits until the process has ended, but not longer than `timeout`; whether it has.
  package borrowing func hasEnded(within timeout: Duration) -> Bool {
    (try? waitForInput(on: [descriptor.rawValue], timeout: timeout)[0].isEmpty) == false
  }

  /// Sends a signal (pidfd_send_signal(2)).
  package borrowing func send(signal: Int32) throws(Errno) {
    let raw = descriptor.rawValue
    _ = try call { heya_pidfd_send_signal(raw, signal) }
  }

  /// A copy of one of the process's descriptors (pidfd_getfd(2)).
  package borrowing func copy(descriptor number: Int32) throws(Errno) -> Descriptor {
    let raw = descriptor.rawValue
    return try Descriptor(owning: call { heya_pidfd_getfd(raw, number) })
  }

  /// A copy of one of the process's descriptors, without waiting for a process that is kept inside
  /// execve(2), where it holds the lock that copying takes.
  ///
  /// - Throws: as ``copy(descriptor:)`` does, and ETIMEDOUT.
  package borrowing func copyInTime(descriptor number: Int32) throws(Errno) -> Descriptor {
    // The thread may outlive this handle.
    let process = try descriptor.duplicate().take()
    let copies =
      supervised([number], patience: .seconds(1)) { share in
        while let number = share.next() {
          let copy = heya_pidfd_getfd(process, number)
          let isWanted = share.put(copy == -1 ? .failure(Errno.last) : .success(copy))
          if copy != -1, !isWanted { _ = Descriptor(owning: copy) }
        }
        _ = Descriptor(owning: process)
      }.done as [(element: Int32, result: Result<Int32, Errno>)]
    guard let copy = copies.first else { throw .timedOut }
    return Descriptor(owning: try copy.result.get())
  }
}
