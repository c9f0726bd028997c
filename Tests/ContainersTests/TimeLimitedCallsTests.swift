import Glibc
import SystemCalls
import Testing

@testable import Containers

@Suite("What may never come back is waited for a while only")
struct TimeLimitedCallsTests {
  @Test("what comes back in time is handed over, task after task")
  func inTime() {
    let limit = TimeLimitedCalls(.seconds(60))
    #expect((0..<100).map { number in limit.run { number * 2 } } == (0..<100).map { $0 * 2 })
  }

  @Test("what does not come back is given up, the next task is done by another thread")
  func tooLate() throws {
    let limit = TimeLimitedCalls(.milliseconds(20))
    let gate = try EventFD()
    for _ in 0..<7 {
      let lost: Bool? = limit.run {
        _ = try? waitForInput(on: [gate.descriptor])
        return true
      }
      #expect(lost == nil)
      _ = limit.run { true }
    }
    gate.notify()
  }

  @Test("after too many that did not come back nothing is run until one has")
  func tooMany() throws {
    let limit = TimeLimitedCalls(.milliseconds(5))
    let gate = try EventFD()
    for _ in 0..<8 { _ = limit.run { _ = try? waitForInput(on: [gate.descriptor]) } }
    #expect(limit.run { true } == nil)
    gate.notify()
    // They come back one by one.
    for _ in 0..<1000 where limit.run({ true }) == nil { usleep(5000) }
    #expect(limit.run { true } == true)
  }
}
