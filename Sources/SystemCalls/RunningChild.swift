internal import CLinux
internal import Glibc

/// A child that performs a ``ChildProgram``.
///
/// What it says is not believed blindly: a process inside that may trace the child can speak in its
/// stead.
package struct RunningChild: ~Copyable {
  /// The process that performs the rest of the program; another one after a fork.
  package private(set) var pid: Int32

  private let calls: [ChildCall]
  private let channel: Descriptor
  private let modes: TerminalMode?
  private var guardian: ChildGuard?
  private var descriptor: Descriptor?
  private var last = -1
  private var questions = 0

  init(
    pid: Int32, calls: [ChildCall], channel: consuming Descriptor, guardian: consuming ChildGuard?,
    terminal: TerminalMode?
  ) {
    self.pid = pid
    self.calls = calls
    self.channel = channel
    self.guardian = guardian
    modes = terminal
  }

  /// What the child says of one call.
  package struct Report: Sendable {
    /// The number of the call in the program.
    package var index: Int

    /// The call.
    package var call: ChildCall

    /// What it returned.
    package var result: Int32

    /// Why it failed; nil when it did not.
    package var error: Errno?
  }

  /// Whether a child has stopped or goes on.
  package enum Change: Sendable {
    case stopped
    case resumed
  }

  /// The next report; nil when the child has executed its command or ended.
  ///
  /// A ``ChildCall/pause`` and a ``ChildCall/execute(paths:arguments:environment:)`` are reported
  /// before they are done, and again when they fail.
  ///
  /// - Parameter timeout: how long to wait at most; nil without end.
  /// - Returns: the report.
  /// - Throws: ETIMEDOUT when the child says nothing for so long, EBADMSG when it says what it
  ///   cannot.
  package mutating func next(within timeout: Duration? = nil) throws(Errno) -> Report? {
    while true {
      if try waitForInput(on: [channel.rawValue], timeout: timeout)[0].isEmpty { throw .timedOut }
      var message = heya_report()
      var came: Int32 = -1
      let raw = channel.rawValue
      guard try SystemCalls.call({ unsafe heya_receive(raw, &message, &came) }) == 1 else {
        return nil
      }
      let sent = came == -1 ? nil : Descriptor(owning: came)
      if message.step == -1 {
        guardian?.isProcess(message.result)
      } else if let report = try take(message, sent) {
        return report
      }
    }
  }

  /// Takes a report in; nil for a question, which is answered.
  private mutating func take(
    _ message: heya_report, _ sent: consuming Descriptor?
  ) throws(Errno) -> Report? {
    let index = Int(message.step)
    guard calls.indices.contains(index), index > last || calls[index].isToldTwice && index == last
    else { throw Errno(rawValue: EBADMSG) }
    last = index
    let error = message.result == -1 ? Errno(rawValue: message.error) : nil
    let report = Report(index: index, call: calls[index], result: message.result, error: error)
    switch report.call {
    case .openTerminal:
      if let place = sent.take() {
        questions += 1
        if questions > 2 { throw Errno(rawValue: EBADMSG) }
        answer(with: place)
        return nil
      }
    case .openDirectory, .copyMounts:
      descriptor = sent.take()
    case .fork where error == nil:
      try follow(to: report.result)
    default:
      break
    }
    return report
  }

  /// Makes a terminal by the multiplexer that the child has found.
  private mutating func answer(with place: consuming Descriptor) {
    let size = (try? WindowSize(of: STDIN_FILENO)) ?? WindowSize(rows: 0, columns: 0)
    var master: Int32 = -1
    let (raw, answers) = (place.rawValue, channel.rawValue)
    do {
      let modes = modes
      let slave = try Descriptor(
        owning: SystemCalls.call {
          guard let modes else {
            return unsafe heya_make_terminal(raw, nil, size.rows, size.columns, &master)
          }
          return unsafe modes.withModes { modes in
            unsafe heya_make_terminal(raw, modes, size.rows, size.columns, &master)
          }
        })
      descriptor = Descriptor(owning: master)
      _ = heya_answer(answers, 0, slave.rawValue)
    } catch {
      _ = heya_answer(answers, error.rawValue, -1)
    }
  }

  /// Goes on with the child of the same parent that the child has made; the one that forked has
  /// nothing more to do.
  private mutating func follow(to next: Int32) throws(Errno) {
    guard heya_is_child(next) == 1 else { throw Errno(rawValue: EBADMSG) }
    guardian?.watch(next)
    let former = pid
    pid = next
    try resume()
    AbandonedChildren.wait(for: former, atMost: .seconds(2), kills: true)
  }

  /// Lets the child go on from ``ChildCall/pause``.
  package borrowing func resume() throws(Errno) {
    let raw = channel.rawValue
    _ = try SystemCalls.call { heya_resume(raw) }
  }

  /// Whether the child has stopped or gone on since the last time; nil for neither.
  package borrowing func change() -> Change? { Change(of: pid) }

  /// Ends a child that waits, and waits for one that ends.
  ///
  /// One that does not end within a second, because it hangs in a system call, is left to itself.
  package consuming func end() {
    let pid = pid
    // A child that waits for a word gives up when there is nobody left to give it.
    _ = consume self
    AbandonedChildren.wait(for: pid, atMost: .milliseconds(1200), kills: true)
  }

  /// What the child has sent last: the master of the pseudo-terminal that was made for it, a
  /// directory, or mounts; nil when there is none.
  package mutating func takeDescriptor() -> Descriptor? { descriptor.take() }
}

extension ChildCall {
  /// Whether the child speaks of it before it is done as well.
  fileprivate var isToldTwice: Bool {
    switch self {
    case .pause, .execute, .openTerminal: true
    default: false
    }
  }
}

extension RunningChild.Change {
  /// What has changed of a child of this process since the last time.
  init?(of pid: Int32) {
    switch heya_child_change(pid) {
    case 1: self = .stopped
    case 2: self = .resumed
    default: return nil
    }
  }
}
