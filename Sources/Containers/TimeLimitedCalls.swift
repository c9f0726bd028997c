internal import Synchronization
internal import SystemCalls

/// Runs what may never come back, as reading from a file system that another user serves, on a
/// thread of its own, and waits for it no longer than the limit.
///
/// A thread that does not come back is left behind, for nothing can end it; a few of them are
/// borne, then nothing is run any more.
final class TimeLimitedCalls: Sendable {
  private let limit: Duration
  private let state = Mutex(State())

  private struct State {
    var worker: Worker?
    var lost = 0
  }

  /// How many threads may be left behind.
  private static let maximumLost = 8

  /// Sets the limit.
  init(_ limit: Duration) {
    self.limit = limit
  }

  deinit {
    state.withLock { $0.worker?.tasks.put(.end) }
  }

  /// What `body` gives; nil when it takes longer.
  func run<Result: Sendable>(_ body: @escaping @Sendable () -> Result) -> Result? {
    state.withLock { state in
      guard state.lost < Self.maximumLost, let answer = try? LatestValue<Result>(),
        let worker = try? state.worker ?? Worker()
      else { return nil }
      state.worker = worker
      worker.tasks.put(.run { answer.put(body()) })
      let ready = try? waitForInput(on: [answer.descriptor], timeout: limit)
      if let ready, ready[0].contains(.readable), let result = answer.take() { return result }
      // Should it come back after all, it finds that it is to end.
      worker.tasks.put(.end)
      state.worker = nil
      state.lost += 1
      return nil
    }
  }

  /// A thread that does one task after the other.
  private final class Worker: Sendable {
    let tasks: LatestValue<Task>

    enum Task: Sendable {
      case run(@Sendable () -> Void)
      case end
    }

    init() throws(Errno) {
      let tasks = try LatestValue<Task>()
      self.tasks = tasks
      _ = try BackgroundThread(named: "heya files") {
        while (try? waitForInput(on: [tasks.descriptor])) != nil {
          switch tasks.take() {
          case .run(let body): body()
          case .end: return
          case nil: continue
          }
        }
      }
    }
  }
}
