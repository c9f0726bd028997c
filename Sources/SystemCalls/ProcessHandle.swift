internal import CLinux
internal import Glibc

/// A process held by a descriptor, so that no other process can take its place (pidfd_open(2)).
///
/// All that is opened below ``directory`` is this process's too: once it is gone, its directory
/// answers ESRCH, also when the kernel has given its number away again.
package struct ProcessHandle: ~Copyable, Sendable {
  /// The process id.
  package let pid: Int32

  /// The descriptor that stands for the process: a pidfd, else its directory in `/proc`, open for
  /// reading.
  package let descriptor: Descriptor

  /// Whether ``descriptor`` is a pidfd; old filters of containers (seccomp(2)) refuse the call.
  package let isPidfd: Bool

  /// The process's directory in `/proc`.
  package let directory: Descriptor

  /// Takes hold of the process that has the number now.
  ///
  /// - Throws: ESRCH or ENOENT when there is none.
  package init(pid: Int32) throws(Errno) {
    let descriptor: Descriptor
    do {
      descriptor = try Descriptor(owning: call { heya_pidfd_open(pid) })
    } catch  where error.isRefusal {
      try self.init(withoutPidfd: pid)
      return
    }
    try self.init(number: pid, descriptor: descriptor)
  }

  private init(withoutPidfd pid: Int32) throws(Errno) {
    let descriptor = try Descriptor.open("/proc/\(pid)", Descriptor.directory)
    let directory = try descriptor.open(".", Descriptor.directoryPath)
    try Self.confirmAlive(in: directory)
    self.pid = pid
    self.descriptor = descriptor
    self.directory = directory
    isPidfd = false
  }

  /// Whether the kernel hands out pidfds here.
  package static let hasPidfds: Bool = {
    let own = heya_pidfd_open(Host.processID)
    guard own != -1 else { return !Errno.last.isRefusal }
    _ = Descriptor(owning: own)
    return true
  }()

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
    isPidfd = true
  }

  /// Makes sure that the process has not ended.
  ///
  /// - Throws: ESRCH when it has; EPERM is no failure here: what one may not signal is alive.
  package borrowing func confirmAlive() throws(Errno) {
    if isPidfd { try Self.confirmAlive(descriptor) } else { try Self.confirmAlive(in: directory) }
  }

  private static func confirmAlive(in directory: borrowing Descriptor) throws(Errno) {
    do {
      _ = try directory.open("stat")
    } catch .noSuchFile {
      throw .noSuchProcess
    }
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
    guard let end = try? endNotice() else { return false }
    return (try? waitForInput(on: [end.rawValue], timeout: timeout)[0].isEmpty) == false
  }

  /// A descriptor at which poll(2) finds something once the process has ended.
  ///
  /// Without a pidfd a thread looks after the process for as long as the descriptor is open.
  package borrowing func endNotice() throws(Errno) -> Descriptor {
    if isPidfd { return try descriptor.duplicate() }
    let (reading, writing) = try Pipe().split()
    let notice = Descriptor(owning: reading)
    let place = try directory.duplicate().take()
    _ = try BackgroundThread(named: "heya wait") {
      let end = Descriptor(owning: writing)
      let directory = Descriptor(owning: place)
      while Self.runs(in: directory) {
        // An error there says that nobody waits any more.
        let isOver = try? waitForInput(on: [end.rawValue], timeout: .milliseconds(20))[0]
        if isOver?.isEmpty == false { break }
      }
      _ = consume end
    }
    return notice
  }

  /// Whether the process of a directory in `/proc` has not ended, though nobody may have waited for
  /// it.
  private static func runs(in directory: borrowing Descriptor) -> Bool {
    var line = [UInt8](repeating: 0, count: 512)
    guard let count = try? directory.open("stat").readAtOnce(into: &line),
      let name = line[..<count].lastIndex(of: UInt8(ascii: ")")), name + 2 < count
    else { return false }
    return line[name + 2] != UInt8(ascii: "Z") && line[name + 2] != UInt8(ascii: "X")
  }

  /// Sends a signal (pidfd_send_signal(2), which takes a directory of `/proc` as well).
  package borrowing func send(signal: Int32) throws(Errno) {
    let raw = descriptor.rawValue
    do {
      _ = try call { heya_pidfd_send_signal(raw, signal) }
    } catch  where error.isRefusal && !isPidfd {
      // With kill(2) there is an instant in which another process may get the number.
      try confirmAlive()
      let pid = pid
      _ = try call { kill(pid, signal) }
    }
  }

  /// A copy of one of the process's descriptors (pidfd_getfd(2)).
  package borrowing func copy(descriptor number: Int32) throws(Errno) -> Descriptor {
    guard isPidfd else { throw .noSuchCall }
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
      supervised([number], timeout: .seconds(1)) { share in
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
