internal import Synchronization
internal import SystemCalls

/// Looks again and again, while the learner has a shell of their own in the lab, whether what a
/// step does is done there: a namespace that somebody enters by hand is gone when they come back.
package final class StepWatch: Sendable {
  private let eventFD: EventFD
  private let hasEnded = Atomic(false)
  private let hasSeen = Atomic(false)

  /// How long to wait between two looks.
  private static let pause = Duration.milliseconds(200)

  /// Begins to look; `isDone` is asked on a thread of its own until it holds.
  ///
  /// - Throws: why there can be no thread.
  init(_ isDone: @escaping @Sendable () -> Bool) throws(Errno) {
    eventFD = try EventFD()
    _ = try BackgroundThread(named: "heya watch") { [self] in
      while !hasEnded.load(ordering: .relaxed) {
        if isDone() { return hasSeen.store(true, ordering: .relaxed) }
        _ = try? waitForInput(on: [eventFD.descriptor], timeout: Self.pause)
      }
    }
  }

  /// Looks no more.
  ///
  /// - Returns: whether it was done at some moment.
  package func end() -> Bool {
    hasEnded.store(true, ordering: .relaxed)
    eventFD.notify()
    return hasSeen.load(ordering: .relaxed)
  }
}
