/// How long no look at the host has come to its end, and what it waits for.
///
/// A look waits where the kernel does, for instance for memory of a process that a broken file
/// system holds back; what is on the screen is old then, and must not pass for new.
struct StaleScan: Sendable {
  /// The seconds, when they are many more than there should be.
  private(set) var seconds: Int?

  /// The process that a slow look waits for.
  private(set) var pid: Int32?

  private var now: Double?
  private var lastLook: Double?

  /// How many seconds more than there should be are not worth a word.
  private static let timeout = 5.0

  /// A look has come to its end.
  mutating func end() {
    (lastLook, seconds, pid) = (now, nil, nil)
  }

  /// The present look is slow because of a process, until time passes.
  mutating func wait(for pid: Int32) { self.pid = pid }

  /// Time passes.
  ///
  /// - Parameters:
  ///   - now: the present, on a clock that counts seconds.
  ///   - interval: the seconds from one look to the next; nil when none is to come.
  mutating func pass(to now: Double, interval: Double?) {
    self.now = now
    pid = nil
    guard let interval else { return end() }
    let wait = now - (lastLook ?? now)
    seconds = wait > interval + Self.timeout ? Int(wait) : nil
  }
}
