import Glibc
import Namespaces
import SystemCalls
import TestSupport
import Testing

extension LiveEntries {
  /// Entries that nobody sits at: jobs in the background, and commands that others signal.
  @Suite struct BackgroundEntries {
    @Test(
      "a job in the background that does not read its terminal runs on, with and without a redirection",
      arguments: ["", " </dev/null", " >/dev/null"])
    func runsOn(_ redirection: String) throws {
      let isolated = try IsolatedProcess([.pid, .mnt])
      var terminal = try shell()
      terminal.type("\(heya) enter \(isolated.pid) -- sh -c 'sleep 0.2; exit 7'\(redirection) &\r")
      terminal.type("wait %1; echo status $((40 + $?))\r")
      try terminal.expect("\nstatus 47\r\n")
      // So does a command in new namespaces.
      terminal.type("\(heya) new --kinds uts -- sh -c 'sleep 0.2; exit 8'\(redirection) &\r")
      terminal.type("wait %1; echo status $((40 + $?))\r")
      try terminal.expect("\nstatus 48\r\n")
      try leave(&terminal)
    }

    @Test("a job in the background writes to its terminal, and reads it in the foreground")
    func comesToForeground() throws {
      let isolated = try IsolatedProcess([.pid, .mnt])
      var terminal = try shell()
      let line = "sh -c 'echo begun $((40 + 2)); read word; echo got $word'"
      terminal.type("\(heya) enter \(isolated.pid) -- \(line) &\r")
      try terminal.expect("begun 42\r\n")
      terminal.type("fg\r")
      try terminal.expect("-- \(line)\r\n")
      terminal.type("something\r")
      try terminal.expect("\ngot something\r\n")
      // What is typed before is the job's.
      try terminal.expect("$ ")
      try leave(&terminal)
    }

    @Test("without a terminal a signal is the command's, as HUP, USR1 and USR2 are")
    func signals() throws {
      let isolated = try IsolatedProcess([.pid, .mnt])
      let runtimeFixture = try RuntimeFixture()
      let traps = ["HUP", "USR1", "USR2", "TERM"].map { "trap 'echo got \($0)' \($0)" }
      let line = traps.joined(separator: "; ") + "; echo begun; while :; do sleep 0.05; done"
      let log = "\(runtimeFixture.directory)/log"
      let heya = try RunningProgram(
        [heya, "enter", "\(isolated.pid)", "--", "sh", "-c", line], in: runtimeFixture.directory,
        environment: [:], log: log)
      for (signal, word) in [
        (0, "begun"), (SIGHUP, "got HUP"), (SIGUSR1, "got USR1"), (SIGUSR2, "got USR2"),
        (SIGTERM, "got TERM"),
      ] {
        kill(heya.pid, signal)
        try runtimeFixture.wait(for: word) { try RuntimeFixture.text(of: log).contains(word) }
      }
      kill(isolated.pid, SIGKILL)
      #expect(heya.end(after: 20) == .exited(137))
    }

    private var heya: String { BuiltProgram.path("heya") }

    /// A shell with job control, which knows nothing of anybody's own.
    private func shell() throws -> PseudoTerminal {
      var terminal = try PseudoTerminal(["/bin/bash", "--norc", "--noprofile", "-i"])
      terminal.type("echo here $((40 + 2))\r")
      try terminal.expect("\rhere 42\r\n")
      return terminal
    }

    private func leave(_ terminal: inout PseudoTerminal) throws {
      terminal.type("exit 3\r")
      #expect(try terminal.end() == .exited(3))
    }
  }
}
