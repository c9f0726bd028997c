internal import CLinux
internal import Glibc

/// A thread of the system beside the calling one (pthreads(7)).
///
/// It receives no signals; those are for the thread that handles `Signals`.
package struct BackgroundThread: ~Copyable {
  private let thread: pthread_t

  /// Starts a thread.
  ///
  /// - Parameters:
  ///   - name: what tools such as htop(1) call it, at most 15 bytes.
  ///   - body: what it does; it ends when this returns.
  /// - Throws: EAGAIN when there can be no more threads.
  package init(named name: String, _ body: @escaping @Sendable () -> Void) throws(Errno) {
    let start = unsafe Unmanaged.passRetained(
      Start {
        unsafe heya_set_thread_name(name)
        heya_crash_guard_thread()
        body()
      })
    var thread = pthread_t()
    // A thread starts with the signal mask of the one that creates it.
    var mask = sigset_t()
    unsafe heya_block_signals(&mask)
    let error = unsafe pthread_create(
      &thread, nil,
      { argument in
        guard let argument = unsafe argument else { return nil }
        unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, start.toOpaque())
    unsafe heya_restore_signals(&mask)
    guard error == 0 else {
      unsafe start.release()
      throw Errno(rawValue: error)
    }
    self.thread = thread
  }

  /// Waits until the thread has ended.
  package consuming func join() {
    let thread = thread
    discard self
    pthread_join(thread, nil)
  }

  deinit {
    pthread_detach(thread)
  }

  /// The closure on its way to the new thread.
  private final class Start: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
      self.body = body
    }
  }
}
