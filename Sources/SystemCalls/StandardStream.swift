internal import CLinux
internal import Glibc

extension Descriptor {
  /// Takes the places of those standard streams that the caller has closed.
  ///
  /// Without this the next file that is opened would become the standard output, and what is
  /// printed would be written into it. What stands there instead fails as a closed stream does,
  /// with EBADF, and does not outlive execve(2). Call it before anything is opened.
  package static func reserveStandardStreams() {
    for stream in STDIN_FILENO...STDERR_FILENO where fcntl(stream, F_GETFD) == -1 {
      let flags = stream == STDIN_FILENO ? O_WRONLY : O_RDONLY
      // The lowest free number is the one that is missing.
      _ = unsafe heya_openat(AT_FDCWD, "/dev/null", flags)
    }
  }

  /// Lends a descriptor that belongs to somebody else, who closes it.
  package static func borrowing<Result: ~Copyable>(
    _ number: Int32, _ body: (borrowing Descriptor) throws(Errno) -> Result
  ) throws(Errno) -> Result {
    let descriptor = Descriptor(owning: number)
    do throws(Errno) {
      let result = try body(descriptor)
      _ = descriptor.take()
      return result
    } catch {
      _ = descriptor.take()
      throw error
    }
  }

  /// Whether a descriptor leads to something that has a place in a file system, so that whoever has
  /// it can open it anew: anything but a pipe without a name and a socket.
  package static func hasPlace(_ number: Int32) -> Bool {
    let isPipe = try? borrowing(number) { (descriptor) throws(Errno) in
      let status = try descriptor.status()
      return status.isSocket || status.isFIFO && heya_is_stored(descriptor.rawValue) == 0
    }
    // What is closed leads nowhere.
    return isPipe == false
  }

  /// Whether two descriptors lead to the same file, terminal or device.
  package static func areSame(_ one: Int32, _ other: Int32) -> Bool {
    let places = [one, other].map { number in
      try? borrowing(number) { (descriptor) throws(Errno) in
        let status = try descriptor.status()
        return [status.device, status.inode]
      }
    }
    return places[0] != nil && places[0] == places[1]
  }

  /// Writes all of `bytes` to a stream that others may have set to `O_NONBLOCK`, as ssh(1) does:
  /// waits where it takes no more for now.
  borrowing func writeWaiting(_ bytes: [UInt8]) throws(Errno) {
    var done = 0
    while done < bytes.count {
      do throws(Errno) {
        done += try write(bytes[done...])
      } catch .wouldBlock {
        try waitForOutput(to: rawValue)
      }
    }
  }
}
