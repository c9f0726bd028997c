package import Kernel

/// How an entry ended, and what was called for it.
package struct EntryOutcome: Sendable, Hashable {
  /// How it ended.
  package var end: End

  /// The process that was the command; its session has the same number (setsid(2)).
  package var process: Int32

  /// What was called, in order.
  package var calls: [Call]

  /// How an entry ends.
  package enum End: Sendable, Hashable {
    /// The command ended.
    case ended(ExitStatus)

    /// The detach key was typed: the command's terminal has hung up.
    case detached

    /// A signal told heya to end: the command's terminal has hung up.
    case interrupted(Signal)
  }

  /// A step that was done and what the kernel returned.
  package struct Call: Sendable, Hashable {
    /// The step.
    package var step: EntryStep

    /// What its last system call returned.
    package var result: Int32

    /// Why it failed; nil when it did not.
    package var error: Errno?
  }

  /// The status with which `heya enter` ends: the command's, 128+n when a signal ended it.
  package var code: Int32 {
    switch end {
    case .ended(let status): status.code
    case .detached: 0
    case .interrupted(let signal): 128 + signal.rawValue
    }
  }
}

extension EntryOutcome.Call: CustomStringConvertible {
  /// The call and its result as strace(1) shows them.
  package var description: String {
    let calls = step.calls.joined(separator: "; ")
    return error.map { "\(calls) = -1 \($0.name)" } ?? "\(calls) = \(result)"
  }
}
