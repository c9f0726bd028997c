internal import Glibc
internal import Synchronization

/// The standard output stream: what a command was asked for.
///
/// Text is kept until there is much of it, until the command ends or until there is a message for
/// the standard error: where both streams go to one file, no message lands inside a line.
package enum StandardOutput {
  private static let state = Mutex(State())

  /// From how many bytes on text is written.
  private static let limit = 1 << 16

  private struct State {
    var pending: [UInt8] = []
    var failure: OutputError?

    mutating func flush() throws(OutputError) {
      if let failure { throw failure }
      defer { pending.removeAll(keepingCapacity: true) }
      do throws(Errno) {
        try Descriptor.borrowing(STDOUT_FILENO) { (stream) throws(Errno) in
          try stream.writeWaiting(pending)
        }
      } catch {
        let failure = OutputError(reason: error)
        self.failure = failure
        throw failure
      }
    }
  }

  /// Writes a line.
  ///
  /// - Throws: why the stream takes no more, of this line or an earlier one.
  package static func print(_ line: String) throws(OutputError) { try write(line + "\n") }

  /// Writes lines.
  ///
  /// - Throws: why the stream takes no more, of these lines or an earlier one.
  package static func print(_ lines: some Sequence<String>) throws(OutputError) {
    for line in lines { try print(line) }
  }

  /// Writes text as it is.
  ///
  /// - Throws: why the stream takes no more, of this text or an earlier one.
  package static func write(_ text: String) throws(OutputError) {
    try state.withLock { (state) throws(OutputError) in
      state.pending += text.utf8
      if state.pending.count >= limit { try state.flush() }
    }
  }

  /// Writes what is kept.
  ///
  /// - Throws: why the stream does not take all that came since the program began.
  package static func flush() throws(OutputError) {
    try state.withLock { (state) throws(OutputError) in try state.flush() }
  }
}

/// Why the standard output could not be written.
package struct OutputError: Error, Sendable, Hashable {
  /// What write(2) said, such as ENOSPC for a full disk.
  package var reason: Errno

  /// Whether nobody reads any more, as with `| head -1`: that is no failure to speak of.
  package var isBrokenPipe: Bool { reason.rawValue == EPIPE }
}
