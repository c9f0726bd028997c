import Glibc
import SystemCalls
import Testing

@Suite("Threads")
struct ConcurrentlyTests {
  @Test("work is done on several threads and its results keep their order", arguments: [1, 2, 7])
  func ordered(count: Int) {
    let results = concurrently(count: count) { index in "part \(index)" }
    #expect(results == (0..<count).map { "part \($0)" })
  }

  @Test("parts run at the same time: each can wait for the other")
  func sameTime() throws {
    let toFirst = try LatestValue<Int>()
    let toSecond = try LatestValue<Int>()
    let answers = concurrently(count: 2) { index -> Int? in
      (index == 0 ? toSecond : toFirst).put(index)
      let mine = index == 0 ? toFirst : toSecond
      _ = try? waitForInput(on: [mine.descriptor], timeout: .seconds(20))
      return mine.take()
    }
    #expect(answers == [1, 0])
  }

  @Test("the first part is done by the calling thread")
  func first() {
    let own = pthread_self()
    let isOwn = concurrently(count: 3) { _ in pthread_equal(pthread_self(), own) != 0 }
    #expect(isOwn == [true, false, false])
  }

  @Test(
    "parts of many small tasks are all of them in their order",
    arguments: [1, elementsPerThread, 3 * elementsPerThread + 1])
  func parts(count: Int) {
    let parts = concurrently(onPartsOf: Array(0..<count)) { Array($0) }
    #expect(Array(parts.joined()) == Array(0..<count))
    #expect(parts.count == min(Host.processors, 1 + count / elementsPerThread))
  }

  @Test("no work gives no results")
  func none() {
    #expect(concurrently(count: 0) { $0 } == [])
  }

  @Test("a thread has its name and no signals")
  func name() throws {
    let latestValue = try LatestValue<[String]>()
    let thread = try BackgroundThread(named: "heya test") {
      let file = try? Descriptor.open("/proc/thread-self/status")
      var bytes: [UInt8] = []
      let count = (try? file?.readWhole(into: &bytes)) ?? 0
      let text = String(decoding: bytes.prefix(count), as: UTF8.self)
      latestValue.put(text.split(separator: "\n").map(String.init))
    }
    thread.join()
    let status = try #require(latestValue.take())
    #expect(status.contains("Name:\theya test"))
    // All but SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGKILL, SIGSTOP, and the two that
    // the C library keeps for itself.
    #expect(
      status.contains("SigBlk:\tfffffffe7ffbfa07")
        || status.contains { $0.hasPrefix("SigBlk:") && $0.hasSuffix("fa07") })
  }
}
