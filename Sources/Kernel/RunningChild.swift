internal import CLinux
internal import Glibc

/// A child that performs a ``ChildProgram``.
package struct RunningChild: ~Copyable {
  /// The process that performs the rest of the program; another one after a fork.
  package private(set) var pid: Int32

  private let calls: [ChildCall]
  private let channel: Descriptor
  private var terminal: Descriptor?

  init(pid: Int32, calls: [ChildCall], channel: consuming Descriptor) {
    self.pid = pid
    self.calls = calls
    self.channel = channel
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

  /// The next report; nil when the child has executed its command or ended.
  ///
  /// A ``ChildCall/pause`` and a ``ChildCall/execute(paths:arguments:environment:)`` are reported
  /// before they are done, and again when they fail.
  ///
  /// - Parameter timeout: how long to wait at most; nil without end.
  /// - Returns: the report.
  /// - Throws: ETIMEDOUT when the child says nothing for so long.
  package mutating func next(within timeout: Duration? = nil) throws(Errno) -> Report? {
    if try waitForInput(on: [channel.rawValue], timeout: timeout)[0].isEmpty { throw .timedOut }
    var message = heya_report()
    var came: Int32 = -1
    let raw = channel.rawValue
    guard try Kernel.call({ unsafe heya_receive(raw, &message, &came) }) == 1 else { return nil }
    if came != -1 { terminal = Descriptor(owning: came) }
    let report = Report(
      index: Int(message.step), call: calls[Int(message.step)], result: message.result,
      error: message.result == -1 ? Errno(rawValue: message.error) : nil)
    if case .fork = report.call, report.error == nil {
      // The one that forked has nothing more to do.
      _ = try? ExitStatus(waitingFor: pid)
      pid = report.result
    }
    return report
  }

  /// Lets the child go on from ``ChildCall/pause``.
  package borrowing func resume() throws(Errno) {
    let raw = channel.rawValue
    _ = try Kernel.call { heya_resume(raw) }
  }

  /// Ends a child that waits, and waits for one that ends.
  ///
  /// One that does not end within a second, because it hangs in a system call, is left to itself.
  package consuming func end() {
    let pid = pid
    let process = try? ProcessHandle(pid: pid)
    // A child that waits for a word gives up when there is nobody left to give it.
    _ = consume self
    guard let process else {
      _ = try? ExitStatus(waitingFor: pid)
      return
    }
    if !process.hasEnded(within: .milliseconds(100)) { try? process.send(signal: SIGKILL) }
    if process.hasEnded(within: .seconds(1)) { _ = try? ExitStatus(waitingFor: pid) }
  }

  /// The master of the pseudo-terminal that the child opened; nil when it opened none.
  package mutating func takeTerminal() -> Descriptor? { terminal.take() }
}
