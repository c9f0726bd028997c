public import Kernel

/// How an entry ended, and what was called for it.
public struct EntryOutcome: Sendable, Hashable {
  /// How it ended.
  public var end: End

  /// What was called, in order.
  public var calls: [Call]

  /// How an entry ends.
  public enum End: Sendable, Hashable {
    /// The command ended.
    case ended(ExitStatus)

    /// The detach key was typed: the command's terminal has hung up.
    case detached

    /// A signal told heya to end: the command's terminal has hung up.
    case interrupted(signal: Int32)
  }

  /// A step that was done and what the kernel returned.
  public struct Call: Sendable, Hashable {
    /// The step.
    public var step: EntryStep

    /// What its last system call returned.
    public var result: Int32

    /// Why it failed; nil when it did not.
    public var error: Errno?
  }

  /// The status with which `heya enter` ends: the command's, 128+n when a signal ended it.
  public var code: Int32 {
    switch end {
    case .ended(let status): status.code
    case .detached: 0
    case .interrupted(let signal): 128 + signal
    }
  }
}

extension EntryOutcome.Call: CustomStringConvertible {
  /// The call and its result as strace(1) shows them.
  public var description: String {
    let calls = step.calls.joined(separator: "; ")
    return error.map { "\(calls) = -1 \($0.name)" } ?? "\(calls) = \(result)"
  }
}
