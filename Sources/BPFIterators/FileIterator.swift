internal import Limits
package import SystemCalls

/// The open files of the host that keep namespaces alive, as the kernel hands them over in one
/// pass.
package struct FileIterator: ~Copyable {
  private let program: TaskIterator.Program

  /// The pass that was begun and not visited yet.
  private var begun: Future<Answer>?

  /// The rows of ``FileIteratorProgram``, with room for more behind so many words.
  private typealias Answer = Result<(words: [UInt32], count: Int), Errno>

  /// Until when no pass is begun, because one was given up.
  private var restEnd = 0.0

  /// For how long, in seconds.
  private static let rest = 60.0

  private typealias Word = FileIteratorProgram.Word

  /// An open file.
  package struct File: Sendable {
    /// The process.
    package var pid: Int32

    /// The thread, where it has descriptors of its own; else the process.
    package var tid: Int32

    /// The number of the descriptor.
    package var descriptor: Int32

    /// The inode of the namespace.
    package var inode: UInt32

    /// The flag of its kind that clone(2) takes; nil for the network namespace of a socket.
    package var kind: UInt32?
  }

  /// What hands over the files.
  package init(_ iterators: KernelIterators) {
    let files = iterators.files
    self.init { words throws(Errno) in
      try files.run(
        into: &words, limit: ReadLimits.iteratedFiles * Word.count,
        seconds: ReadLimits.iteratedSeconds)
    }
  }

  /// Takes another program for the kernel's.
  init(_ program: @escaping TaskIterator.Program) {
    self.program = program
  }

  /// Has the kernel begin to hand over the files, on a thread of its own.
  package mutating func begin() {
    if Host.monotonic < restEnd { return }
    begun = try? Future(named: "heya files") { [program] in Self.run(program) }
  }

  private static func run(_ program: TaskIterator.Program) -> Answer {
    var words: [UInt32] = []
    do throws(Errno) {
      let count = try program(&words)
      return .success((words, count))
    } catch {
      return .failure(error)
    }
  }

  /// Has the kernel hand over all files that keep namespaces alive, or waits for what was begun.
  ///
  /// - Parameter body: takes each, by ascending number of the task and then of the descriptor;
  ///   those that threads share are told of the first.
  /// - Throws: what the kernel says, such as ENOMEM; EFBIG where there are more than
  ///   ``ReadLimits/iteratedFiles``, and ETIMEDOUT where it takes too long, now or a while ago.
  package mutating func visit(_ body: (File) -> Void) throws(Errno) {
    let (words, count) = try outcome()
    func number(_ index: Int) -> Int32 { Int32(truncatingIfNeeded: words[index]) }
    var owners: [UInt64: Int32] = [:]
    for start in stride(from: 0, to: count, by: Word.count) {
      let (tid, pid) = (number(start + Word.tid), number(start + Word.pid))
      if tid != pid {
        let table = UInt64(words[start + Word.table]) | UInt64(words[start + Word.table + 1]) << 32
        guard owners[table, default: tid] == tid else { continue }
        owners[table] = tid
      }
      let kind = words[start + Word.kind]
      body(
        File(
          pid: pid, tid: tid, descriptor: number(start + Word.descriptor),
          inode: words[start + Word.inode], kind: kind == 0 ? nil : kind))
    }
  }

  private mutating func outcome() throws(Errno) -> (words: [UInt32], count: Int) {
    if Host.monotonic < restEnd { throw .timedOut }
    do throws(Errno) {
      return try (begun.take()?.outcome() ?? Self.run(program)).get()
    } catch {
      if error == .fileTooLarge || error == .timedOut { restEnd = Host.monotonic + Self.rest }
      throw error
    }
  }
}
