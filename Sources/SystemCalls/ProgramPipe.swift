internal import CLinux
internal import Glibc

/// A program that is told what to do line by line on its standard input, and whose output is read
/// back: this process's ends of the two.
package struct ProgramPipe: ~Copyable {
  private let commands: Descriptor
  private let output: Descriptor

  /// The ends that the program is started with; they are to be closed here afterwards, or its end
  /// would never be seen.
  package struct ProgramEnds: ~Copyable {
    /// Its standard input, a socket.
    package let input: Descriptor

    /// Its output and its error output, a pipe.
    package let output: Descriptor
  }

  /// Makes the ends, and hands those of the program to `start`.
  ///
  /// The corresponding C functions are `socketpair` and `pipe2`.
  ///
  /// - Throws: EMFILE when there are too many open files, and what `start` throws.
  package init(with start: (borrowing ProgramEnds) throws -> Void) throws {
    var (ours, theirs): (Int32, Int32) = (-1, -1)
    _ = try call { unsafe heya_socket_pair(&ours, &theirs) }
    let commands = Descriptor(owning: ours)
    let input = Descriptor(owning: theirs)
    var (reading, writing): (Int32, Int32) = (-1, -1)
    _ = try call { unsafe heya_pipe(&reading, &writing) }
    let output = Descriptor(owning: reading)
    try start(ProgramEnds(input: input, output: Descriptor(owning: writing)))
    self.commands = commands
    self.output = output
  }

  /// Writes a line to the program's input.
  ///
  /// - Throws: EPIPE when the program has closed it.
  package borrowing func send(_ line: String) throws(Errno) {
    let bytes = Array((line + "\n").utf8)
    let descriptor = commands.rawValue
    var done = 0
    while done < bytes.count {
      done += try unsafe bytes.span.withUnsafeBytes { bytes throws(Errno) in
        try call {
          unsafe Glibc.send(
            descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done,
            Int32(MSG_NOSIGNAL))
        }
      }
    }
  }

  /// Whether the program has read all that was sent.
  package borrowing func hasReadAll() throws(Errno) -> Bool {
    var count: Int32 = 0
    let descriptor = commands.rawValue
    _ = try call { unsafe heya_socket_unread(descriptor, &count) }
    return count == 0
  }

  /// What the program has written since the last call; nil when nothing came in `milliseconds`,
  /// empty when it will write no more.
  package borrowing func readOutput(milliseconds: Int32) throws(Errno) -> [UInt8]? {
    var waiting = pollfd(fd: output.rawValue, events: Int16(POLLIN), revents: 0)
    let ready = try call { unsafe poll(&waiting, 1, milliseconds) }
    if ready == 0 { return nil }
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = try output.read(into: &buffer)
    return Array(buffer.prefix(count))
  }

  /// Waits for `milliseconds`, or until the program has closed its output; whether it has.
  package borrowing func hasEnded(within milliseconds: Int32) throws(Errno) -> Bool {
    var waiting = pollfd(fd: output.rawValue, events: 0, revents: 0)
    return try call { unsafe poll(&waiting, 1, milliseconds) } != 0
  }
}
