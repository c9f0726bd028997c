/// How long no look at the host has come to its end.
///
/// A look waits where the kernel does, for instance for memory of a process that a broken file
/// system holds back; what is on the screen is old then, and must not pass for new.
struct StaleScan: Sendable {
  /// The seconds, when they are many more than there should be.
  private(set) var seconds: Int?

  private var now: Double?
  private var lastLook: Double?

  /// How many seconds more than there should be are not worth a word.
  private static let timeout = 5.0

  /// A look has come to its end.
  mutating func end() {
    (lastLook, seconds) = (now, nil)
  }

  /// Time passes.
  ///
  /// - Parameters:
  ///   - now: the present, on a clock that counts seconds.
  ///   - interval: the seconds from one look to the next; nil when none is to come.
  mutating func pass(to now: Double, interval: Double?) {
    self.now = now
    guard let interval else { return end() }
    let wait = now - (lastLook ?? now)
    seconds = wait > interval + Self.timeout ? Int(wait) : nil
  }
}
