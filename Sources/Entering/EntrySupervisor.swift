internal import Localization
internal import SystemCalls

/// The time in which a child is on its way in: what somebody types or signals meanwhile is heeded,
/// and a child that was stopped, or says nothing for too long, holds up nobody.
struct EntrySupervisor: ~Copyable {
  /// What was typed for the command.
  private(set) var typed: [UInt8]

  private let timeout: Duration
  private let hasTerminal: Bool
  private let language: Language
  private var start = ContinuousClock.now
  private var isStopped = false
  private var detachKey = DetachKey()

  /// How often it is looked whether something has happened.
  private static let interval = Duration.milliseconds(100)

  /// After which time without a word what is typed is no longer left to the command alone.
  private static let pause = Duration.seconds(1)

  init(typed: [UInt8], timeout: Duration, hasTerminal: Bool, language: Language) {
    self.typed = typed
    self.timeout = timeout
    self.hasTerminal = hasTerminal
    self.language = language
  }

  /// Why the entry goes no further.
  enum Obstacle: Error {
    /// Somebody wanted to leave.
    case left(EntryOutcome.End)

    /// What the kernel said; ETIMEDOUT when patience is over.
    case failed(Errno)
  }

  /// The child's next report; nil when it has executed its command or ended.
  ///
  /// The `signals` are those that end the entry; nil where they are somebody else's business.
  mutating func next(
    of child: inout RunningChild, _ signals: borrowing Signals?
  ) throws(Obstacle) -> RunningChild.Report? {
    start = .now
    while true {
      do throws(Errno) {
        return try child.next(within: min(Self.interval, timeout))
      } catch {
        if error != .timedOut { throw .failed(error) }
      }
      try heed(signals)
      if let change = child.change() { note(change) }
      let silence = start.duration(to: .now)
      if silence >= timeout { throw isStopped ? .left(.stopped) : .failed(.timedOut) }
      if hasTerminal, isStopped || silence >= Self.pause { try readKeys() }
    }
  }

  private mutating func note(_ change: RunningChild.Change) {
    isStopped = change == .stopped
    if isStopped { StoppedChild.say(Self.notice[language], onTerminal: hasTerminal) }
  }

  private func heed(_ signals: borrowing Signals?) throws(Obstacle) {
    switch signals {
    case .some(let signals):
      for signal in (try? signals.read()) ?? [] where signal.endsProgram {
        throw .left(.interrupted(signal))
      }
    case .none: break
    }
  }

  /// Looks whether somebody wants to leave; all else is kept for the command.
  private mutating func readKeys() throws(Obstacle) {
    while (try? waitForInput(on: [0], timeout: .zero)[0].contains(.readable)) == true {
      let input = Descriptor(owning: 0)
      var buffer = [UInt8](repeating: 0, count: 512)
      let count = (try? input.read(into: &buffer)) ?? 0
      // The descriptor is borrowed: nobody here may close it.
      _ = input.take()
      if count == 0 { throw .left(.interrupted(.hangUp)) }
      let keys = buffer.prefix(count)
      if detachKey.filter(keys) == nil { throw .left(.detached) }
      if StoppedChild.answer(to: keys) == .leave { throw .left(isStopped ? .stopped : .detached) }
      typed += keys
    }
  }

  /// What is said of a child that was stopped, on its way in and later.
  static let notice = Text(
    """
    heya: somebody stopped the process (SIGSTOP). Enter: let it go on. Ctrl-C, Esc or ~.: kill it \
    and leave, as happens by itself after a while
    """)
}
