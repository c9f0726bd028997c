internal import Glibc

/// The standard error stream: what is said beside what a command was asked for.
public enum StandardError {
  /// Writes a line, after all that was printed before; a stream that is closed swallows it.
  public static func print(_ line: String) {
    // A failure is kept and told by the next write to that stream.
    try? StandardOutput.flush()
    try? Descriptor.borrowing(STDERR_FILENO) { (stream) throws(Errno) in
      try stream.writeWaiting(Array((line + "\n").utf8))
    }
  }
}
