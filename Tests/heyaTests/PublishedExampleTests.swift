import Glibc
import TestSupport
import Testing

/// The walk through an article about namespaces, in a real terminal: make a namespace with unshare,
/// see that pid and mnt are new and nothing else is, walk in, compare the numbers, leave.
@Suite("The article's walk", .requiresRoot, .requires(program: "tmux"))
struct ArticleTests {
  @Test("a namespace made in one pane appears in the other, is entered, left, and vanishes")
  func walk() throws {
    let tmux = Tmux(BuiltProgram.path("heya") + " --lang en", columns: 150, rows: 50)
    try tmux.see("processes")

    // In another pane: sh as PID 1 of its own.
    let window = tmux.open("unshare --pid --fork --mount-proc sh")
    let shell = try shell(in: window, of: tmux)
    let new = ["pid", "mnt"].compactMap { RealProcess.link(shell, $0) }
    let shared = ["net", "ipc", "uts", "user", "cgroup", "time"]
    #expect(new.count == 2)
    for kind in shared {
      #expect(RealProcess.link(shell, kind) == RealProcess.link(getpid(), kind))
    }

    // Both appear in the tree, sh shown with its pid outside and as 1 inside; who else lives on
    // this machine is left out.
    tmux.type("\\", "pid=\(shell)", "Enter")
    for link in new {
      let row = try tmux.see(String(link.inode))
      #expect(row.contains("sh"))
    }
    tmux.type("3", "/", "\(shell)", "Enter")
    let pids = try tmux.see(" \(shell) ")
    #expect(pids.split(separator: " ").contains("1"))

    // The plan joins the two and leaves the others, which are shared with the host.
    tmux.type("Enter")
    try tmux.see("Enter sh (\(shell))")
    try tmux.see("heya enter \(shell)")
    let plan = tmux.screen()
    for kind in ["pid", "mnt"] {
      #expect(plan.contains { $0.contains("■ \(kind) ") && $0.contains("joined") })
    }
    for kind in shared {
      #expect(plan.contains { $0.contains("■ \(kind) ") && $0.contains("the same as yours") })
    }

    // Inside, the numbers agree with what heya showed.
    tmux.type("Enter")
    try tmux.see("a prompt") { $0.last?.hasSuffix("#") ?? false }
    tmux.type("echo me=$$ ns=$(readlink /proc/self/ns/pid) one=$(cat /proc/1/comm)", "Enter")
    let answer = try tmux.see("the answer") { $0.contains { $0.hasPrefix("me=") } }
    #expect(answer.contains { $0.hasPrefix("me=") && $0.hasSuffix("ns=\(new[0]) one=sh") })
    tmux.type("ps -e -o pid= -o comm=", "Enter")
    let processes = try tmux.see("the list") { $0.contains { $0.hasSuffix(" ps") } }
    #expect(processes.contains { $0.split(separator: " ") == ["1", "sh"] })
    #expect(!processes.contains { $0.hasSuffix(" heya") || $0.hasSuffix(" tmux: server") })

    // Back in the tree at the same row, told how it ended.
    tmux.type("exit 3", "Enter")
    try tmux.see("status 3")
    try tmux.see(" \(shell) ")

    // The end of sh is the end of the namespaces.
    tmux.run("kill-window -t '\(window)'")
    tmux.type("1")
    for link in new {
      try tmux.see("\(link) vanish") { lines in !lines.contains { $0.contains(link.inode) } }
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
    throw NoShell()
  }

  /// unshare(1) started nobody in a pid namespace.
  private struct NoShell: Error {}
}

extension String {
  /// The number in a link such as `pid:[4026531836]`.
  fileprivate var inode: Substring { drop { $0 != "[" }.dropFirst().dropLast() }
}
