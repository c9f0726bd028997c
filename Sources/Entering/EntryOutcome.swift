package import Namespaces
package import SystemCalls

/// How an entry ended, and what was called for it.
package struct EntryOutcome: Sendable, Hashable {
  /// How it ended.
  package var end: End

  /// The process that was the command, or was to be; its session has the same number (setsid(2)).
  package var process: Int32

  /// The namespaces in which it ran; empty when it ended too soon to be looked at.
  package var links: NamespaceLinks

  /// The cgroups in which it ran, as `/proc/PID/cgroup` tells them: the caller's; nil when it went
  /// into the target's.
  package var cgroups: String?

  /// What was called, in order.
  package var calls: [EntryCall]

  /// How an entry ends.
  package enum End: Sendable, Hashable {
    /// The command ended.
    case ended(ExitStatus)

    /// The detach key was typed: the command's terminal has hung up.
    case detached

    /// A signal told heya to end: the command's terminal has hung up.
    case interrupted(Signal)

    /// Somebody stopped the command or its child on the way in, and it was killed.
    case stopped
  }

  /// The status with which `heya enter` ends: the command's, 128+n when a signal ended it.
  package var code: Int32 {
    switch end {
    case .ended(let status): status.code
    case .detached: 0
    case .interrupted(let signal): 128 + signal.rawValue
    case .stopped: 128 + 9
    }
  }
}
