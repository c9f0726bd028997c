internal import CLinux

/// Gives the terminal back when the process dies of a fault of its own, such as a failed
/// precondition, or of a signal that ``Signals`` does not read, and lets it die of the same signal.
///
/// The handler is written in C and does nothing but `write` and `tcsetattr`. One guard at a time.
package struct CrashGuard: ~Copyable {
  private let capture: StandardErrorCapture?

  /// Stands by from now on.
  ///
  /// - Parameters:
  ///   - terminal: the terminal, in the modes that it shall get back.
  ///   - restore: what to write to it, at most 1024 bytes.
  ///   - capture: what is kept from standard error; shown when the guard ends or the process dies.
  package init(
    terminal: Int32, restore: [UInt8], capture: consuming StandardErrorCapture?
  ) {
    var log: Int32 = -1
    var error: Int32 = -1
    switch capture {
    case .some(let capture):
      log = capture.keptDescriptor
      error = capture.originalDescriptor
    case .none: break
    }
    self.capture = capture
    unsafe restore.span.withUnsafeBytes { bytes in
      let start = unsafe bytes.assumingMemoryBound(to: CChar.self).baseAddress
      unsafe heya_crash_guard_arm(terminal, start, bytes.count, log, error)
    }
  }

  deinit {
    heya_crash_guard_disarm()
  }
}
