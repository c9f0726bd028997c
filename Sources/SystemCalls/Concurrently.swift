internal import Synchronization

/// Runs `body` with 0, 1, … `count` - 1 at the same time and returns when all are done: the first
/// on the calling thread, each of the others on a thread of its own.
///
/// What finds no thread because the system gives no more is done by the calling thread.
///
/// - Returns: the results in the order of the indices.
package func concurrently<Result: Sendable>(
  count: Int, _ body: @Sendable (Int) -> Result
) -> [Result] {
  withoutActuallyEscaping(body) { body in
    let work = SharedWork(count: count, body)
    work.run(from: 1)
    return work.results
  }
}

/// How many small tasks, of some microseconds each, are worth a thread.
package let elementsPerThread = 256

/// Runs `body` on parts of `elements` at the same time, as many as there are processors, but none
/// that is not ``elementsPerThread``.
///
/// - Returns: the results in the order of the parts.
package func concurrently<Element: Sendable, Result: Sendable>(
  onPartsOf elements: [Element], _ body: @Sendable (ArraySlice<Element>) -> Result
) -> [Result] {
  let parts = min(Host.processors, 1 + elements.count / elementsPerThread)
  return concurrently(count: parts) { part in
    body(elements[elements.count * part / parts..<elements.count * (part + 1) / parts])
  }
}

/// Work that several threads share, and their results.
private final class SharedWork<Result: Sendable>: Sendable {
  private let body: @Sendable (Int) -> Result
  private let gathered: Mutex<[Result?]>

  init(count: Int, _ body: @escaping @Sendable (Int) -> Result) {
    self.body = body
    gathered = Mutex(Array(repeating: nil, count: count))
  }

  var results: [Result] { gathered.withLock { $0.compactMap(\.self) } }

  /// Starts a thread for the part at `index`, goes on with the next, and waits for the thread.
  func run(from index: Int) {
    guard index < gathered.withLock({ $0.count }) else { return work(on: 0) }
    do throws(Errno) {
      let thread = try BackgroundThread(named: "heya part \(index)") { self.work(on: index) }
      run(from: index + 1)
      thread.join()
    } catch {
      run(from: index + 1)
      work(on: index)
    }
  }

  private func work(on index: Int) {
    guard index < gathered.withLock({ $0.count }) else { return }
    let result = body(index)
    gathered.withLock { $0[index] = result }
  }
}
