internal import CLinux
internal import Glibc

/// What was read of a file for a child that gets it through a pipe: as much of it as the child has
/// not taken is given back, so that whoever reads the file next goes on where the child stopped, as
/// with a file that both have open.
struct ReadAhead: ~Copyable {
  private let source: Int32

  /// The end of the pipe that the child reads.
  private let pipe: Descriptor

  /// Notes where the bytes of a file go; nil for what has no position to go back to.
  init?(of source: Int32, through pipe: borrowing Descriptor) throws(Errno) {
    if lseek(source, 0, SEEK_CUR) == -1 { return nil }
    self.source = source
    self.pipe = try pipe.duplicate()
  }

  /// Gives back what is left in the pipe, and `more` bytes that did not come so far.
  consuming func giveBack(and more: Int) {
    var waiting: Int32 = 0
    let raw = pipe.rawValue
    _ = unsafe heya_pipe_unread(raw, &waiting)
    lseek(source, -(Int(waiting) + more), SEEK_CUR)
  }
}
