import Glibc
import TestSupport
import Testing

/// The walk through an article about namespaces, in a real terminal: make a room with unshare, see
/// that pid and mnt are new and nothing else is, walk in, compare the numbers, leave.
@Suite("The article's walk", .requiresRoot, .requires(program: "tmux"))
struct ArticleTests {
  @Test("a room made in one pane appears in the other, is entered, left, and vanishes")
  func walk() throws {
    let tmux = Tmux(BuiltProgram.path("heya") + " --lang en", columns: 150, rows: 50)
    try see("processes", tmux)

    // In another pane: sh as PID 1 of its own.
    let room = tmux.open("unshare --pid --fork --mount-proc sh")
    let shell = try shell(in: room, of: tmux)
    let new = ["pid", "mnt"].compactMap { RealProcess.link(shell, $0) }
    let shared = ["net", "ipc", "uts", "user", "cgroup", "time"]
    #expect(new.count == 2)
    for kind in shared {
      #expect(RealProcess.link(shell, kind) == RealProcess.link(getpid(), kind))
    }

    // Both appear in the tree, sh shown with its pid outside and as 1 inside.
    for link in new {
      let inode = link.drop { $0 != "[" }.dropFirst().dropLast()
      let row = try see(String(inode), tmux)
      #expect(row.contains("sh"))
    }
    tmux.type("3")
    select(shell, in: tmux)
    let pids = try see(" \(shell) ", tmux)
    #expect(pids.split(separator: " ").contains("1"))

    // The plan joins the two and leaves the others, which are shared with the host.
    tmux.type("Enter")
    try see("Enter sh (\(shell))", tmux)
    try see("heya enter \(shell)", tmux)
    let plan = tmux.screen()
    for kind in ["pid", "mnt"] {
      #expect(plan.contains { $0.contains("■ \(kind) ") && $0.contains("joined") })
    }
    for kind in shared {
      #expect(plan.contains { $0.contains("■ \(kind) ") && $0.contains("the same as yours") })
    }

    // Inside, the numbers agree with what heya showed.
    tmux.type("Enter")
    try see(tmux) { $0.hasSuffix("#") }
    tmux.type("echo me=$$ ns=$(readlink /proc/self/ns/pid) one=$(cat /proc/1/comm)", "Enter")
    let answer = try see(tmux) { $0.hasPrefix("me=") }
    #expect(answer.hasSuffix("ns=\(new[0]) one=sh"))
    tmux.type("ps -e -o pid= -o comm=", "Enter")
    try see(tmux) { $0.hasSuffix(" ps") }
    let processes = tmux.screen()
    #expect(processes.contains { $0.split(separator: " ") == ["1", "sh"] })
    #expect(!processes.contains { $0.hasSuffix(" heya") || $0.hasSuffix(" tmux: server") })

    // Back in the tree at the same row, told how it ended.
    tmux.type("exit 3", "Enter")
    try see("status 3", tmux)
    try see(" \(shell) ", tmux)

    // The end of sh is the end of the rooms.
    tmux.run("kill-window -t '\(room)'")
    tmux.type("1")
    for link in new {
      let inode = String(link.drop { $0 != "[" }.dropFirst().dropLast())
      let isGone = tmux.wait { lines in !lines.contains { $0.contains(inode) } } != nil
      #expect(isGone, "\(link) vanishes")
    }
    tmux.type("q")
  }

  /// The process that unshare started in a window, by its pid outside.
  private func shell(in window: String, of tmux: borrowing Tmux) throws -> Int32 {
    let text = tmux.run("display -p -t '\(window)' '#{pane_pid}'")
    let pane = try #require(Int32(text.dropLast()))
    for _ in 0..<200 {
      if let child = RealProcess.children(of: pane).first,
        RealProcess.link(child, "pid") != RealProcess.link(pane, "pid")
      {
        return child
      }
      usleep(20_000)
    }
    throw NotSeen(what: "a child of unshare in a pid namespace of its own")
  }

  /// Moves the selection to a process by searching for its pid.
  private func select(_ pid: Int32, in tmux: borrowing Tmux) {
    tmux.type("/", "\(pid)", "Enter")
  }

  /// Waits for a line with `text` and returns it.
  @discardableResult
  private func see(_ text: String, _ tmux: borrowing Tmux) throws -> String {
    try see(tmux, text) { $0.contains(text) }
  }

  /// Waits for a line of which `condition` is true and returns it.
  @discardableResult
  private func see(
    _ tmux: borrowing Tmux, _ what: String = "the line", where condition: (String) -> Bool
  ) throws -> String {
    let lines = tmux.wait { $0.contains(where: condition) }
    guard let line = lines?.first(where: condition) else {
      throw NotSeen(what: "\(what) in\n\(tmux.screen().joined(separator: "\n"))")
    }
    return line
  }

  /// Something that did not come in time, and what was there instead.
  private struct NotSeen: Error {
    var what: String
  }
}
