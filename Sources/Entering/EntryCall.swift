public import SystemCalls

/// A step that was done and what the kernel returned.
public struct EntryCall: Sendable, Hashable {
  /// The step.
  public var step: EntryStep

  /// What its last system call returned.
  public var result: Int32

  /// Why it failed; nil when it did not.
  public var error: Errno?
}

extension EntryCall: CustomStringConvertible {
  /// The call and its result as strace(1) shows them.
  public var description: String {
    let calls = step.calls.joined(separator: "; ")
    return error.map { "\(calls) = -1 \($0.name)" } ?? "\(calls) = \(result)"
  }
}
