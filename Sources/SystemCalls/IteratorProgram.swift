internal import CLinux
internal import Glibc

/// A program of ours that the kernel runs for each of its objects of one kind, such as tasks, and
/// whose answers come in one pass (bpf(2); Documentation/bpf/bpf_iterators.rst of the kernel).
///
/// It is gone with the last reference.
package final class IteratorProgram: Sendable {
  private let link: Descriptor

  /// What the kernel gathers before it hands it over, in 32-bit words (eight pages).
  private static let portion = 8192

  /// Has the kernel verify a program and bind it to an iterator.
  ///
  /// - Parameters:
  ///   - instructions: the program, for `BPF_PROG_TYPE_TRACING` and `BPF_TRACE_ITER`.
  ///   - function: the number of the type of the kernel's function that stands for the iterator,
  ///     such as `bpf_iter_task`.
  /// - Throws: EPERM without CAP_BPF and CAP_PERFMON; EACCES or EINVAL for a program that this
  ///   kernel does not allow; ENOSYS for a kernel without bpf(2).
  package init(_ instructions: [UInt64], for function: UInt32) throws(Errno) {
    let loaded = try unsafe instructions.withUnsafeBufferPointer { code throws(Errno) in
      try call { unsafe heya_load_iterator(code.baseAddress, UInt32(code.count), function) }
    }
    let program = Descriptor(owning: loaded)
    link = try Descriptor(owning: call { heya_link_iterator(program.rawValue) })
  }

  /// Runs the program for every object.
  ///
  /// The corresponding C functions are `bpf` with `BPF_ITER_CREATE`, and `read`.
  ///
  /// - Parameters:
  ///   - words: where its answers go, one after the other; made larger where they don't fit.
  ///   - limit: how many words at most.
  ///   - seconds: for how long.
  /// - Returns: how many of the words are answers.
  /// - Throws: what bpf(2) and read(2) say, such as ENOMEM; EFBIG where there are more answers,
  ///   ETIMEDOUT where it takes longer.
  package func run(
    into words: inout [UInt32], limit: Int, seconds: Double
  ) throws(Errno) -> Int {
    let end = Host.monotonic + seconds
    let pass = try Descriptor(owning: call { heya_begin_iterator(link.rawValue) })
    var count = 0
    while true {
      if count > limit { throw .fileTooLarge }
      if Host.monotonic > end { throw .timedOut }
      if words.count - count < Self.portion {
        words.append(contentsOf: repeatElement(0, count: max(words.count / 2, 2 * Self.portion)))
      }
      do throws(Errno) {
        let read = try Self.read(pass, into: &words, from: count)
        if read == 0 { return count }
        count += read
      } catch {
        // After a million objects without an answer the kernel takes breath.
        guard error == .wouldBlock else { throw error }
      }
    }
  }

  private static func read(
    _ pass: borrowing Descriptor, into words: inout [UInt32], from start: Int
  ) throws(Errno) -> Int {
    let (file, size) = (pass.rawValue, MemoryLayout<UInt32>.size)
    var span = words.mutableSpan
    return try unsafe span.withUnsafeMutableBytes { bytes throws(Errno) in
      try call {
        unsafe Glibc.read(
          file, bytes.baseAddress?.advanced(by: start * size), bytes.count - start * size)
      }
    } / size
  }
}
