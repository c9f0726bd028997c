internal import Entering
internal import Namespaces
internal import Scanning
internal import SystemCalls

/// The lines that a learner types, and the signals that end the lesson.
struct LearnerInput: ~Copyable {
  private let signals: Signals
  private var bytes: [UInt8] = []

  /// What came.
  enum Answer {
    case line(String)
    case endOfInput
    case signal(Signal)

    /// The lab has ended, which it does not by itself.
    case labEnded
  }

  init() throws(Errno) {
    signals = try Signals()
  }

  /// Waits for the next line; `labEnd` is the descriptor that tells when the lab has ended.
  mutating func next(labEnd: Int32 = -1) throws(Errno) -> Answer {
    while true {
      if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: bytes[..<end], as: UTF8.self)
        bytes.removeSubrange(...end)
        return .line(line.filter { !$0.isWhitespace })
      }
      let ready = try waitForInput(on: [0, signals.descriptor, labEnd])
      if !ready[1].isEmpty {
        for signal in try signals.read() {
          if signal.endsProgram { return .signal(signal) }
          if signal == .stop { try signals.stopProcess() }
        }
      }
      if !ready[2].isEmpty { return .labEnded }
      // A terminal that was taken away gives an error instead of an end.
      if !ready[0].isEmpty, (try? readMore()) != true { return .endOfInput }
    }
  }

  /// Reads what there is; false at the end.
  private mutating func readMore() throws(Errno) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let got = try Descriptor.borrowing(0) { (input) throws(Errno) in try input.read(into: &buffer) }
    bytes += buffer.prefix(got)
    return got > 0
  }

  /// Gives the learner a shell in the namespaces of a process until it ends.
  func enter(_ pid: Int32) throws {
    var scanner = try NamespaceScanner(sources: .threads, processes: [pid])
    let snapshot = try scanner.scan()
    guard let process = snapshot.process(pid: pid) else { throw Errno.noSuchProcess }
    let plan = try EntryPlan(.process(process.id), options: EntryOptions(), in: snapshot)
    // The next line that is waited for tells of a signal that ends the lesson.
    if case .interrupted(let signal) = try plan.perform(from: EntryCaller(speaking: .preferred)).end
    {
      signals.raise(signal)
    }
  }
}
