import Glibc
import Namespaces
import Testing

@Suite("The number of a signal")
struct SignalNumberTests {
  @Test(
    "is told by the name that signal(7) has for it",
    arguments: [
      (SIGHUP, "SIGHUP"), (SIGKILL, "SIGKILL"), (SIGTERM, "SIGTERM"), (SIGCONT, "SIGCONT"),
      (SIGSTOP, "SIGSTOP"), (SIGWINCH, "SIGWINCH"), (SIGSYS, "SIGSYS"),
    ])
  func name(number: Int32, name: String) {
    #expect("\(SignalNumber(number))" == name)
  }

  @Test("is told by itself where it has no name", arguments: [0, 32, 64, -1] as [Int32])
  func nameless(number: Int32) {
    #expect("\(SignalNumber(number))" == "signal \(number)")
  }
}
