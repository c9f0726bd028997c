/// Holds back what is typed for a program that has just started, until that program is ready for
/// it.
///
/// What reaches a shell before it has made its terminal ready is echoed by the terminal, and once
/// more by the shell. A shell that edits lines takes its terminal out of line mode before it asks
/// for the first; what it prints earlier, such as the words of a profile, tells nothing.
struct TypeAheadBuffer {
  private let end: ContinuousClock.Instant
  private var silence: ContinuousClock.Instant

  /// How long a program in line mode must be silent to count as one that waits.
  private static let pause = Duration.milliseconds(500)

  /// How long anything is held back at most.
  private static let longest = Duration.seconds(2)

  /// Begins to hold.
  init(now: ContinuousClock.Instant = .now) {
    end = now.advanced(by: Self.longest)
    silence = now.advanced(by: Self.pause)
  }

  /// Whether the hold is over, by the modes of the program's terminal and the time.
  func isOver(_ terminal: TerminalMode?, now: ContinuousClock.Instant = .now) -> Bool {
    now >= end || now >= silence || terminal?.isByLine == false
  }

  /// Notes that the program has written something.
  mutating func noteOutput(now: ContinuousClock.Instant = .now) {
    silence = now.advanced(by: Self.pause)
  }

  /// How long to wait for output before looking again.
  func timeout(now: ContinuousClock.Instant = .now) -> Duration {
    max(.zero, now.duration(to: min(end, silence)))
  }
}
