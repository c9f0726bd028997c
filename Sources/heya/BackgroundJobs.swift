internal import Explorer
internal import Localization
internal import Synchronization
internal import SystemCalls

/// Work that must not make the screen wait, each piece on a thread of its own; what it answers
/// waits here as events.
final class BackgroundJobs: Sendable {
  private let answers = Mutex<[Event]>([])
  private let eventFD: EventFD
  private let language: Language

  /// Prepares for work whose failures are told in `language`.
  init(_ language: Language) throws(Errno) {
    eventFD = try EventFD()
    self.language = language
  }

  /// What to wait for.
  var descriptor: Int32 { eventFD.descriptor }

  /// Does a piece of work.
  func start(_ work: @escaping @Sendable () -> Event?) {
    do {
      _ = try BackgroundThread(named: "heya job") { [self] in
        if let event = work() { deliver(event) }
      }
    } catch {
      deliver(.notice(Text.noThread(error)[language], isError: true))
    }
  }

  /// Leaves an answer of any thread.
  func deliver(_ event: Event) {
    answers.withLock { $0.append(event) }
    eventFD.notify()
  }

  /// Takes the answers that have come.
  func take() -> [Event] {
    eventFD.clear()
    return answers.withLock { answers in
      defer { answers = [] }
      return answers
    }
  }
}

extension Text {
  /// Why a piece of work was not begun.
  static func noThread(_ error: Errno) -> Text {
    Text("cannot start a thread (\(error))")
  }
}
