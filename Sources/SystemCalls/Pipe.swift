internal import CLinux

/// The two ends of a pipe (pipe(7)).
package struct Pipe: ~Copyable {
  /// The end to read from.
  package let reading: Descriptor

  /// The end to write to.
  package let writing: Descriptor

  /// Makes a pipe.
  ///
  /// The corresponding C function is `pipe2` with `O_CLOEXEC`.
  package init() throws(Errno) {
    var (reading, writing): (Int32, Int32) = (-1, -1)
    _ = try call { unsafe heya_pipe(&reading, &writing) }
    self.reading = Descriptor(owning: reading)
    self.writing = Descriptor(owning: writing)
  }

  /// Gives both ends away.
  package consuming func split() -> (reading: Int32, writing: Int32) {
    (reading.take(), writing.take())
  }
}
