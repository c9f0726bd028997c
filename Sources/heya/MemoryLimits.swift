internal import ArgumentParser
internal import Localization
internal import SystemCalls

/// What is said where somebody limited the memory or the files of heya's process so far that it
/// cannot work.
enum MemoryLimits {
  /// What the stack of the main thread needs, in bytes.
  private static let stack: UInt64 = 1 << 20

  /// How many files heya has open at once when it looks and goes inside.
  private static let openFiles: UInt64 = 64

  /// Refuses to begin on too small a stack or with too few files, and has a fault for want of memory
  /// explained.
  ///
  /// - Throws: the status of a failure, after saying why.
  static func check() throws(ExitCode) {
    if let count = ResourceLimit.openFiles.value, count < openFiles {
      let words = Text(
        """
        heya may have \(count) files open, and it needs \(openFiles); raise the limit with ulimit \
        -n 1024
        """)
      Message.print(words[.preferred])
      throw .failure
    }
    if let bytes = ResourceLimit.stack.value, bytes < stack {
      let words = Text(
        """
        the stack is limited to \(bytes >> 10) KiB, and heya needs \(stack >> 10); raise the limit \
        with ulimit -s 8192
        """)
      Message.print(words[.preferred])
      throw .failure
    }
    if let shortage { ResourceLimit.explainFaults(Message.prefix + shortage[.preferred]) }
  }

  /// What an error means here that says that there is no memory; nil where that is not limited, or
  /// the error is another one.
  static func explanation(of error: any Error) -> String? {
    guard let error = error as? Errno, error == .outOfMemory || error == .wouldBlock else {
      return nil
    }
    return shortage?[.preferred]
  }

  /// That there is too little memory; nil where it is not limited.
  private static var shortage: Text? {
    let limits = [(ResourceLimit.addressSpace, "-v"), (.data, "-d")]
    return limits.lazy.compactMap { limit, option in
      limit.value.map { bytes in
        Text(
          "memory ran out: it is limited to \(bytes >> 20) MiB; raise the limit (ulimit \(option))")
      }
    }.first
  }
}
