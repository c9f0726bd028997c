internal import Limits
internal import SystemCalls

/// The places whose files did not answer, and the readers that were left behind there, each on the
/// account of the user whose place it is: nobody is kept from being looked at by what others hold
/// back.
struct SilentPlaces {
  private var rests: [Substring: Rest] = [:]
  private var lost: [(pid: Int32, share: UserShare)] = []

  /// How long a place is left alone.
  private struct Rest {
    var pause: Duration
    var share: UserShare
    var end: ContinuousClock.Instant
  }

  /// After how long a place is asked again for the first time, and at the latest.
  private static let pause = (first: Duration.seconds(5), last: Duration.seconds(600))

  /// Whether every place has answered so far.
  var isEmpty: Bool { rests.isEmpty && lost.isEmpty }

  /// How long to wait for an answer at a place; nil where nobody is to ask, because that place did
  /// not answer a while ago, or because as many readers as are borne hang at places of that user.
  mutating func timeout(at place: Substring, of share: UserShare) -> Duration? {
    if let rest = rests[place], rest.end > .now { return nil }
    lost.removeAll { !SandboxedFileReader.isLeftBehind($0.pid) }
    let ofUser = lost.count { lost in lost.share == share }
    guard ofUser < ReadLimits.lostReadersOfUser,
      share == .root || lost.count < ReadLimits.lostReaders
    else { return nil }
    // A machine may be busy; but who was silent once is not waited for as long again.
    return rests.values.contains { $0.share == share } ? .milliseconds(250) : .seconds(1)
  }

  /// Notes that a place of a user's did not answer, and the reader that hangs there.
  mutating func add(_ place: Substring, of share: UserShare, leaving reader: Int32?) {
    let pause = rests[place].map { min($0.pause * 2, Self.pause.last) } ?? Self.pause.first
    rests[place] = Rest(pause: pause, share: share, end: .now.advanced(by: pause))
    if let reader { lost.append((reader, share)) }
  }

  /// Notes that a place answered.
  mutating func clear(_ place: Substring) {
    if !rests.isEmpty { rests[place] = nil }
  }
}
