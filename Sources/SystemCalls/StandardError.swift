public import Escaping
internal import Glibc

/// The standard error stream: what is said beside what a command was asked for.
public enum StandardError {
  /// Writes a line, after all that was printed before; a stream that is closed swallows it.
  ///
  /// What a terminal would obey in it, line breaks included, becomes visible.
  public static func print(_ line: String) { print([TerminalText(line)]) }

  /// Writes lines, after all that was printed before; a stream that is closed swallows them.
  public static func print(_ lines: [TerminalText]) {
    // A failure is kept and told by the next write to that stream.
    try? StandardOutput.flush()
    try? Descriptor.borrowing(STDERR_FILENO) { (stream) throws(Errno) in
      try stream.writeWaiting(Array(lines.map { $0.text + "\n" }.joined().utf8))
    }
  }
}
