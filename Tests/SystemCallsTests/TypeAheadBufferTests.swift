import Testing

@testable import SystemCalls

@Suite("What is typed for a program that has just started")
struct TypeAheadBufferTests {
  private let start = ContinuousClock.now

  private func time(_ milliseconds: Int) -> ContinuousClock.Instant {
    start.advanced(by: .milliseconds(milliseconds))
  }

  /// The modes of a terminal that is new, and those after a shell has made it ready to edit lines.
  private func modes() throws -> (new: TerminalMode, ready: TerminalMode) {
    let terminal = try Descriptor.open("/dev/ptmx")
    let new = try TerminalMode(of: terminal.rawValue)
    return (new, new.raw)
  }

  @Test("goes to it at once when it has made its terminal ready")
  func ready() throws {
    let modes = try modes()
    let hold = TypeAheadBuffer(now: start)
    #expect(!hold.isOver(modes.new, now: time(1)))
    #expect(hold.isOver(modes.ready, now: time(1)))
  }

  @Test("waits as long as it prints and is not ready, but not for ever")
  func output() throws {
    let modes = try modes()
    var hold = TypeAheadBuffer(now: start)
    for moment in stride(from: 0, to: 1900, by: 400) {
      #expect(!hold.isOver(modes.new, now: time(moment)))
      hold.noteOutput(now: time(moment))
    }
    #expect(hold.isOver(modes.new, now: time(2000)))
    #expect(hold.timeout(now: time(1990)) == .milliseconds(10))
  }

  @Test("goes to a program that takes whole lines once that is silent, as one that waits is")
  func silence() throws {
    let modes = try modes()
    let hold = TypeAheadBuffer(now: start)
    #expect(hold.timeout(now: start) == .milliseconds(500))
    #expect(!hold.isOver(modes.new, now: time(499)))
    #expect(hold.isOver(modes.new, now: time(500)))
    #expect(hold.timeout(now: time(600)) == .zero)
  }
}
