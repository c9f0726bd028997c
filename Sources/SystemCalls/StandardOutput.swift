package import Escaping
internal import Glibc
internal import Synchronization

/// The standard output stream: what a command was asked for.
///
/// Nothing but ``TerminalText`` leaves through it.
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

  /// Writes a line; what a terminal would obey in it, line breaks included, becomes visible.
  ///
  /// - Throws: why the stream takes no more, of this line or an earlier one.
  package static func print(_ line: String) throws(OutputError) {
    try print([TerminalText(line)])
  }

  /// Writes lines as ``print(_:)-(String)`` does.
  ///
  /// - Throws: why the stream takes no more, of these lines or an earlier one.
  package static func print(_ lines: some Sequence<String>) throws(OutputError) {
    try print(lines.lazy.map { TerminalText($0) })
  }

  /// Writes lines.
  ///
  /// - Throws: why the stream takes no more, of these lines or an earlier one.
  package static func print(_ lines: some Sequence<TerminalText>) throws(OutputError) {
    try state.withLock { (state) throws(OutputError) in
      for line in lines {
        state.pending += line.text.utf8
        state.pending.append(UInt8(ascii: "\n"))
        if state.pending.count >= limit { try state.flush() }
      }
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
