internal import Explorer
internal import Kernel
internal import Synchronization

/// Work that must not make the screen wait, each piece on a thread of its own; what it answers waits
/// here as events.
final class Jobs: Sendable {
  private let answers = Mutex<[Event]>([])
  private let bell: Wakeup

  init() throws(Errno) {
    bell = try Wakeup()
  }

  /// What to wait for.
  var descriptor: Int32 { bell.descriptor }

  /// Does a piece of work.
  func start(_ work: @escaping @Sendable () -> Event?) {
    do {
      _ = try BackgroundThread(named: "heya job") { [self] in
        if let event = work() { deliver(event) }
      }
    } catch {
      deliver(.notice("cannot start a thread (\(error))", isError: true))
    }
  }

  /// Leaves an answer of any thread.
  func deliver(_ event: Event) {
    answers.withLock { $0.append(event) }
    bell.ring()
  }

  /// Takes the answers that have come.
  func take() -> [Event] {
    bell.silence()
    return answers.withLock { answers in
      defer { answers = [] }
      return answers
    }
  }
}
