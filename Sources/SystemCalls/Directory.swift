internal import CLinux
internal import Glibc
internal import Limits

extension Descriptor {
  /// Calls `visit` with each entry of this directory whose name is a number, in the directory's
  /// order; such are the processes in `/proc`, the threads in `task` and the descriptors in `fd`.
  ///
  /// Reads on from where the descriptor stands, which is the beginning when it was just opened. The
  /// corresponding C function is `getdents64`.
  ///
  /// - Parameters:
  ///   - buffer: scratch space, to be reused; 256 KiB reads `/proc` in few calls.
  ///   - limit: after how many numbers no more are asked for.
  ///   - visit: what to do with a number.
  /// - Throws: what getdents64(2) says; ENOENT when the process is gone.
  package borrowing func forEachNumber(
    buffer: inout [UInt8], limit: Int = .max, _ visit: (Int32) -> Void
  ) throws(Errno) {
    var count = 0
    try forEachName(buffer: &buffer) { name in
      var number: Int32 = 0
      for index in name.indices {
        let digit = name[index] &- UInt8(ascii: "0")
        guard digit < 10 else { return }
        number = number &* 10 &+ Int32(digit)
      }
      count += 1
      visit(number)
    } while: {
      count < limit
    }
  }

  /// Goes to where the listing of a process's descriptors, in this directory, tells of `number` and
  /// those after it.
  ///
  /// So the kernel numbers the entries, though it does not promise it. The corresponding C function
  /// is `lseek`.
  package borrowing func seek(toDescriptor number: Int32) throws(Errno) {
    // Before them are `.` and `..`.
    let (directory, place) = (rawValue, off_t(number) + 2)
    _ = try call { Int(lseek(directory, place, SEEK_SET)) }
  }

  /// The names in this directory without `.` and `..`, sorted.
  ///
  /// Names that are not valid UTF-8 are left out, and so is what comes after the first
  /// ``ReadLimits/names``.
  package borrowing func names() throws(Errno) -> [String] {
    var buffer = [UInt8](repeating: 0, count: 32768)
    var names: [String] = []
    try forEachName(buffer: &buffer) { name in
      var bytes: [UInt8] = []
      for index in name.indices { bytes.append(name[index]) }
      guard let text = String(validating: bytes, as: UTF8.self) else { return }
      if text != ".", text != ".." { names.append(text) }
    } while: {
      names.count < ReadLimits.names
    }
    return names.sorted()
  }

  private borrowing func forEachName(
    buffer: inout [UInt8], _ visit: (Span<UInt8>) -> Void, while isWanted: () -> Bool
  ) throws(Errno) {
    let directory = rawValue
    while isWanted() {
      var span = buffer.mutableSpan
      let count = try unsafe span.withUnsafeMutableBytes { bytes throws(Errno) in
        guard let base = bytes.baseAddress else { return 0 }
        return try call { unsafe heya_getdents64(directory, base, bytes.count) }
      }
      if count == 0 { return }
      let entries = buffer.span
      var offset = 0
      while offset < count {
        // struct linux_dirent64: u64 ino, s64 off, u16 reclen, u8 type, char name[].
        let length = Int(entries[offset + 16]) | Int(entries[offset + 17]) << 8
        let start = offset + 19
        var end = start
        while entries[end] != 0 { end += 1 }
        visit(entries.extracting(start..<end))
        offset += length
      }
    }
  }
}
