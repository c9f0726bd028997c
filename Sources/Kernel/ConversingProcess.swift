internal import CLinux
internal import Glibc

/// A program that is told what to do line by line and whose answers are read back.
///
/// It finds a socket for its commands at descriptor 4, a pipe for its output at 5, and at 3 the
/// reading end of a pipe that nobody writes to: the end of file there says that this process is
/// gone, however it went. The program has a session of its own, so that no key pressed at this
/// process's terminal reaches it.
package struct ConversingProcess: ~Copyable {
  /// The process id of the program.
  package let pid: Int32

  private let lifeline: Descriptor
  private let commands: Descriptor
  private let output: Descriptor

  /// Starts the program at `path`; ``end()`` is to be called when it is no longer needed.
  ///
  /// The corresponding C function is `posix_spawn`.
  ///
  /// - Throws: why it could not be started, such as ENOENT.
  package init(path: String, arguments: [String], environment: [String]) throws(Errno) {
    var ours: (Int32, Int32, Int32) = (-1, -1, -1)
    pid = try call {
      unsafe withUnsafeMutableBytes(of: &ours) { ours in
        unsafe withCStrings(arguments) { arguments in
          unsafe withCStrings(environment) { environment in
            unsafe heya_converse(
              path, arguments, environment, ours.assumingMemoryBound(to: Int32.self).baseAddress)
          }
        }
      }
    }
    lifeline = Descriptor(owning: ours.0)
    commands = Descriptor(owning: ours.1)
    output = Descriptor(owning: ours.2)
  }

  /// Writes a line to the program's commands.
  ///
  /// - Throws: EPIPE when the program has closed them.
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

  /// Lets go of the program, of which it learns at descriptor 3, and waits until it has ended.
  package consuming func end() {
    let pid = pid
    _ = consume self
    var status: Int32 = 0
    _ = try? call { unsafe waitpid(pid, &status, 0) }
  }
}
