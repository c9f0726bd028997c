internal import Synchronization

/// Does something with one element after the other on threads, as many as are worth it, and gives
/// up an element that keeps its thread for too long.
///
/// The thread is left behind then, and another goes on with the next element. What it waits for
/// ends with this process; only a few are borne at a time, and with more nothing is begun that
/// waits.
///
/// - Parameters:
///   - elements: the elements.
///   - timeout: how long one of them may take.
///   - end: when nothing more is begun, on the clock of ``Host/monotonic``; nil for never.
///   - work: takes elements from its share and puts a result for each there, until there is none.
/// - Returns: the results of those that were done, those that were given up, and those that were
///   not begun, the latter in their order.
package func supervised<Element: Sendable, Result: Sendable>(
  _ elements: [Element], timeout: Duration, until end: Double? = nil,
  _ work: @escaping @Sendable (Share<Element, Result>) -> Void
) -> (done: [(element: Element, result: Result)], givenUp: [Element], left: [Element]) {
  guard !elements.isEmpty, let bell = try? SharedBell() else { return ([], [], elements) }
  let parts = min(Host.processors, 1 + elements.count / elementsPerThread)
  var running: [Share<Element, Result>] = []
  var (done, givenUp, left): ([(Element, Result)], [Element], [Element]) = ([], [], [])
  func begin(_ elements: some Sequence<Element>) {
    let share = Share<Element, Result>(Array(elements), until: end, bell)
    if share.start(work) { running.append(share) } else { left += elements }
  }
  for part in 0..<parts {
    begin(elements[elements.count * part / parts..<elements.count * (part + 1) / parts])
  }
  while !running.isEmpty {
    _ = try? waitForInput(on: [bell.descriptor], timeout: timeout)
    bell.clear()
    for share in running {
      guard let outcome = share.outcome(timeout: timeout) else { continue }
      running.removeAll { $0 === share }
      done += outcome.done
      if let element = outcome.givenUp {
        givenUp.append(element)
        if !outcome.left.isEmpty { begin(outcome.left) }
      } else {
        left += outcome.left
      }
    }
  }
  return (done, givenUp, left)
}

/// What one thread of ``supervised(_:timeout:until:_:)`` has to do, and what it has done.
package final class Share<Element: Sendable, Result: Sendable>: Sendable {
  private let elements: [Element]
  private let end: Double?
  private let bell: SharedBell
  private let state = Mutex(State())

  private struct State {
    var next = 0
    var begun = 0.0
    var done: [(element: Element, result: Result)] = []
    var hasEnded = false
    var isGivenUp = false
  }

  fileprivate init(_ elements: [Element], until end: Double?, _ bell: SharedBell) {
    (self.elements, self.end, self.bell) = (elements, end, bell)
  }

  /// The next element; nil when there is none, or no time, or when this thread was given up.
  package func next() -> Element? {
    let now = Host.monotonic
    return state.withLock { state in
      if state.isGivenUp || state.next == elements.count { return nil }
      if let end, now >= end { return nil }
      state.begun = now
      state.next += 1
      return elements[state.next - 1]
    }
  }

  /// Takes the result for the element that came last.
  ///
  /// - Returns: whether somebody still wants it.
  @discardableResult
  package func put(_ result: Result) -> Bool {
    state.withLock { state in
      if state.isGivenUp { return false }
      state.done.append((elements[state.next - 1], result))
      return true
    }
  }

  /// Starts the thread; false where there can be none.
  fileprivate func start(_ work: @escaping @Sendable (Share) -> Void) -> Bool {
    if leftBehind.withLock({ $0 >= mostLeftBehind }) { return false }
    let thread = try? BackgroundThread(named: "heya search") { [self] in
      work(self)
      let isGivenUp = state.withLock { state in
        state.hasEnded = true
        return state.isGivenUp
      }
      if isGivenUp { leftBehind.withLock { $0 -= 1 } } else { bell.notify() }
    }
    return thread != nil
  }

  /// What was done, once the thread has ended or an element has kept it for too long, and then
  /// which; nil before.
  fileprivate func outcome(
    timeout: Duration
  ) -> (done: [(element: Element, result: Result)], givenUp: Element?, left: ArraySlice<Element>)? {
    let now = Host.monotonic
    return state.withLock { state in
      if state.hasEnded { return (state.done, nil, elements[state.next...]) }
      let isWaiting = state.next > state.done.count
      guard isWaiting, now - state.begun >= timeout / .seconds(1) else { return nil }
      state.isGivenUp = true
      leftBehind.withLock { $0 += 1 }
      return (state.done, elements[state.next - 1], elements[state.next...])
    }
  }
}

/// How many threads were given up and have not come back.
private let leftBehind = Mutex(0)

/// How many of them are borne.
private let mostLeftBehind = 16

/// An eventfd that a thread may notify when nobody waits for it any more.
private final class SharedBell: Sendable {
  private let event: EventFD

  init() throws(Errno) { event = try EventFD() }

  var descriptor: Int32 { event.descriptor }

  func notify() { event.notify() }

  func clear() { event.clear() }
}
