import Glibc
import SystemCalls
import Testing

@Suite("Waiting for several things at once")
struct PollingTests {
  @Test("only what is ready is told, in the order of the question")
  func order() throws {
    let silent = try EventFD()
    let ringing = try EventFD()
    ringing.notify()
    let found = try waitForInput(on: [silent.descriptor, ringing.descriptor])
    #expect(found == [[], .readable])
  }

  @Test("a wait ends when its time is over, and nothing is ready then")
  func timeout() throws {
    let silent = try EventFD()
    let before = Host.monotonic
    #expect(try waitForInput(on: [silent.descriptor], timeout: .milliseconds(20)) == [[]])
    #expect(Host.monotonic - before >= 0.02)
  }

  @Test("the end of a pipe whose other side is closed is told")
  func hangUp() throws {
    var ends: [Int32] = [-1, -1]
    unsafe pipe(&ends)
    let reading = Descriptor(owning: ends[0])
    close(ends[1])
    #expect(try waitForInput(on: [reading.rawValue])[0].contains(.hungUp))
  }

  @Test("a descriptor that is not open fails, and a negative one is passed over")
  func notOpen() throws {
    let found = try waitForInput(on: [-1, 1_000_000], timeout: .zero)
    #expect(found[0].isEmpty)
    #expect(found[1].contains(.failed))
  }

  @Test("a descriptor notified many times wakes once")
  func eventFD() throws {
    let eventFD = try EventFD()
    eventFD.notify()
    eventFD.notify()
    eventFD.clear()
    #expect(try waitForInput(on: [eventFD.descriptor], timeout: .zero) == [[]])
  }

  @Test("of several values in a mailbox the latest is found, once")
  func latestValue() throws {
    let latestValue = try LatestValue<Int>()
    #expect(latestValue.take() == nil)
    latestValue.put(1)
    latestValue.put(2)
    #expect(try waitForInput(on: [latestValue.descriptor]) == [.readable])
    #expect(latestValue.take() == 2)
    #expect(latestValue.take() == nil)
    #expect(try waitForInput(on: [latestValue.descriptor], timeout: .zero) == [[]])
  }
}
