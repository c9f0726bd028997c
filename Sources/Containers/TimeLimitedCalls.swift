internal import Synchronization
internal import SystemCalls

/// Runs what may never come back, as reading from a file system that another user serves, on a
/// thread of its own, and waits for it no longer than the limit.
///
/// A thread that does not come back is left behind, for nothing can end it; a few of them are
/// borne, then nothing is run until one of them has come back after all.
final class TimeLimitedCalls: Sendable {
  private let limit: Duration
  private let worker = Mutex<Worker?>(nil)
  private let lost = Lost()

  /// How many threads were left behind and have not come back.
  private final class Lost: Sendable {
    let count = Mutex(0)
  }

  /// How many threads may be left behind.
  private static let maximumLost = 8

  /// Sets the limit.
  init(_ limit: Duration) {
    self.limit = limit
  }

  deinit {
    worker.withLock { $0?.tasks.put(.end) }
  }

  /// What `body` gives; nil when it takes longer.
  func run<Result: Sendable>(_ body: @escaping @Sendable () -> Result) -> Result? {
    worker.withLock { current in
      guard lost.count.withLock({ $0 < Self.maximumLost }),
        let answer = try? LatestValue<Result>(), let worker = try? current ?? Worker()
      else { return nil }
      current = worker
      worker.tasks.put(.run { answer.put(body()) })
      let ready = try? waitForInput(on: [answer.descriptor], timeout: limit)
      if let ready, ready[0].contains(.readable), let result = answer.take() { return result }
      // Should it come back after all, it finds that it is to end.
      lost.count.withLock { $0 += 1 }
      worker.tasks.put(.return { [lost] in lost.count.withLock { $0 -= 1 } })
      current = nil
      return nil
    }
  }

  /// A thread that does one task after the other.
  private final class Worker: Sendable {
    let tasks: LatestValue<Task>

    enum Task: Sendable {
      case run(@Sendable () -> Void)
      case end

      /// Ends it, and tells that it was not lost.
      case `return`(@Sendable () -> Void)
    }

    init() throws(Errno) {
      let tasks = try LatestValue<Task>()
      self.tasks = tasks
      _ = try BackgroundThread(named: "heya files") {
        while (try? waitForInput(on: [tasks.descriptor])) != nil {
          switch tasks.take() {
          case .run(let body): body()
          case .end: return
          case .return(let tell): return tell()
          case nil: continue
          }
        }
      }
    }
  }
}
