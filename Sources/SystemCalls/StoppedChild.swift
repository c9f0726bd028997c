internal import Escaping
internal import Glibc

/// A child that somebody has stopped with SIGSTOP: how long it may stay so, and what keys mean
/// meanwhile.
package struct StoppedChild: Sendable {
  private let patience: Duration
  private var end: ContinuousClock.Instant

  /// How long nobody usually need say anything before the child is killed.
  package static let timeout = Duration.seconds(60)

  /// What somebody wants who is told of it.
  package enum Answer: Sendable, Hashable {
    /// The child is to be killed.
    case leave

    /// The child is to go on.
    case proceed

    /// This process is to be stopped too.
    case stop
  }

  /// Notes that a child has stopped now; it is killed when nobody says anything for `patience`.
  package init(patience: Duration) {
    self.patience = patience
    end = .now.advanced(by: patience)
  }

  /// What typed bytes mean: Ctrl-C and Esc leave, Enter goes on, Ctrl-Z stops; nil for any other.
  package static func answer(to typed: some Sequence<UInt8>) -> Answer? {
    for byte in typed {
      switch byte {
      case 0x03, 0x1B: return .leave
      case 0x0A, 0x0D: return .proceed
      case 0x1A: return .stop
      default: continue
      }
    }
    return nil
  }

  /// Whether it has been stopped for too long.
  var isOverdue: Bool { ContinuousClock.now >= end }

  /// How long to wait for a change.
  var timeout: Duration { max(.zero, ContinuousClock.now.duration(to: end)) }

  /// Waits anew, because somebody is there.
  mutating func wait() { self = StoppedChild(patience: patience) }

  /// Says something to whoever sits there; a terminal that is lent does not return the carriage.
  package static func say(_ text: String, onTerminal: Bool) {
    let line = TerminalText(text).text
    let bytes = Array((onTerminal ? "\r\n\(line)\r\n" : "\(line)\n").utf8)
    let stream = onTerminal ? STDOUT_FILENO : STDERR_FILENO
    try? Descriptor.borrowing(stream) { (stream) throws(Errno) in try stream.write(bytes) }
  }
}
