import Foundation
import Glibc
import TestSupport
import Testing

/// Entering from the interface, with what people do in a shell: in a real terminal, and back.
@Suite(
  "A stay in a namespace, from the interface and back to it", .requiresRoot,
  .requires(program: "tmux"),
  .requires(program: "vim"))
struct EntryInTerminalTests {
  @Test("an editor follows the size, Ctrl-C ends a job, Ctrl-Z and fg stop and continue it")
  func stay() throws {
    let helper = try HelperProcess()
    try helper.order("unshare \(Self.uts)")
    let text = try NumberedLines()
    let tmux = try enter(helper)

    tmux.type("vim -u NONE -n \(text.path)", "Enter")
    try see("line 23", tmux)
    #expect(!tmux.screen().contains { $0.hasPrefix("line 24") })
    tmux.run("resize-window -x 100 -y 40")
    try see("line 39", tmux)
    tmux.run("resize-window -x 70 -y 12")
    let lines = tmux.wait { lines in
      lines.contains { $0.hasPrefix("line 11") } && lines.count <= 12
        && !lines.contains { $0.hasPrefix("line 12") }
    }
    #expect(lines != nil)
    tmux.run("resize-window -x 100 -y 30")
    try see("line 29", tmux)
    tmux.type(":q!", "Enter")

    tmux.type("stty size", "Enter")
    try see("30 100", tmux)
    tmux.type("sleep 54321", "Enter")
    try waitForJob()
    tmux.type("C-c")
    tmux.type("echo interrupted $?", "Enter")
    try see("interrupted 130", tmux)

    tmux.type("sleep 54321", "Enter")
    try waitForJob()
    tmux.type("C-z")
    try see("Stopped", tmux)
    tmux.type("echo stopped $?", "Enter")
    try see("stopped 148", tmux)
    tmux.type("fg", "Enter")
    try waitForJob(state: "S")
    tmux.type("C-c")
    tmux.type("echo continued $?", "Enter")
    try see("continued 130", tmux)

    tmux.type("exit 7", "Enter")
    let end = try see("ended with status 7", tmux)
    #expect(end.contains("back from"))
    // The tree is as it was, at the row that was entered, and as large as the window by now.
    let screen = tmux.screen()
    #expect(screen.count == 30)
    #expect(screen.contains { $0.contains("\(helper.pid)") })
    tmux.type("q")
  }

  @Test("~. leaves the shell behind, and the interface stands as it was")
  func detach() throws {
    let helper = try HelperProcess()
    try helper.order("unshare \(Self.uts)")
    let tmux = try enter(helper)
    tmux.type("sleep 54322", "Enter")
    try waitForJob("54322")
    tmux.type("~", ".")
    try see("left HelperProcess (\(helper.pid))", tmux)
    let screen = tmux.screen()
    #expect(screen.count == 24)
    #expect(screen.contains { $0.contains("\(helper.pid)") })
    tmux.type("q")
  }

  @Test("what a command pushes into its terminal (TIOCSTI) does not reach the shell outside")
  func push() throws {
    let helper = try HelperProcess()
    try helper.order("unshare \(Self.uts)")
    let runtimeFixture = try RuntimeFixture()
    let script = "\(runtimeFixture.directory)/push.pl"
    try #"""
    for (split //, "echo fooled \$((40 + 2))\n") { my $key = $_; ioctl(STDIN, 0x5412, $key) or die $! }
    print "pushed\n";
    """#.write(toFile: script, atomically: true, encoding: .utf8)
    let tmux = Tmux("exec sh")
    // As a command that has the shell's own terminal fools it.
    tmux.type("perl \(script)", "Enter")
    try see("fooled 42", tmux)
    tmux.type("clear; \(BuiltProgram.path("heya")) enter \(helper.pid) -- perl \(script)", "Enter")
    try see("pushed", tmux)
    tmux.type("echo outside $((40 + 2))", "Enter")
    try see("outside 42", tmux)
    #expect(!tmux.screen().contains { $0.contains("fooled 42") })
  }

  /// CLONE_NEWUTS as the helper process takes it.
  private static let uts = "0x4000000"

  /// Goes through the plan into a namespace, to the prompt of its shell.
  private func enter(_ helper: borrowing HelperProcess) throws -> Tmux {
    let tmux = Tmux(BuiltProgram.path("heya") + " --lang en")
    try see("processes", tmux)
    // The namespace's process alone, below those that it descends from.
    tmux.type("6", "F4", "pid=\(helper.pid)", "Enter", "G", "Enter")
    try see("Enter HelperProcess (\(helper.pid))", tmux)
    try see(" 1. ", tmux)
    tmux.type("Enter")
    try see("#", tmux) { $0.hasSuffix("#") }
    tmux.type("echo here $((40 + 2))", "Enter")
    try see("here 42", tmux)
    return tmux
  }

  /// Waits until `sleep` runs with this argument, or is in a state of proc_pid_stat(5).
  private func waitForJob(_ argument: String = "54321", state: Character = "S") throws {
    for _ in 0..<400 {
      let pids = try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap(Int32.init)
      let isThere = pids.contains { pid in
        let command = try? String(contentsOfFile: "/proc/\(pid)/cmdline", encoding: .utf8)
        guard command == "sleep\0\(argument)\0" else { return false }
        let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
        return status?.contains("(sleep) \(state) ") == true
      }
      if isThere { return }
      usleep(20_000)
    }
    throw NotSeen(what: "sleep \(argument)")
  }

  @discardableResult
  private func see(
    _ text: String, _ tmux: borrowing Tmux, where condition: ((String) -> Bool)? = nil
  ) throws -> String {
    let condition = condition ?? { $0.contains(text) }
    let lines = tmux.wait { $0.contains(where: condition) }
    guard let line = lines?.first(where: condition) else {
      throw NotSeen(what: "\(text) in\n\(tmux.screen().joined(separator: "\n"))")
    }
    return line
  }

  /// Something that did not come in time, and what was there instead.
  private struct NotSeen: Error {
    var what: String
  }
}

/// A file of 200 lines that tell their numbers; it is removed at the end.
private struct NumberedLines: ~Copyable {
  let path = "/tmp/heya-lines-\(UUID().uuidString)"

  init() throws {
    let text = (1...200).map { "line \($0)\n" }.joined()
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}
