import Glibc
import Namespaces
import SystemCalls
import TestSupport
import Testing

extension LiveEntries {
  /// `heya enter` and `heya new` at a real terminal.
  @Suite struct Terminals {
    @Test("the shell has a terminal of the target's own, which follows the size of the outer one")
    func size() throws {
      let isolated = try IsolatedProcess([.pid, .mnt])
      var terminal = try enter(isolated)
      terminal.type("tty; stty size\r")
      let name = try terminal.expect("\r\n24 80\r\n").split(separator: "\r\n")
        .last { $0.contains("\r/dev/pts/") }
      #expect(name != nil)
      try terminal.resize(rows: 30, columns: 100)
      terminal.type("stty size\r")
      try terminal.expect("\r30 100\r\n")
      try leave(&terminal, with: 3)
    }

    @Test("job control works inside: Ctrl-C, Ctrl-Z, fg")
    func jobs() throws {
      let isolated = try IsolatedProcess([.pid, .mnt])
      var terminal = try enter(isolated)
      terminal.type("sleep 500\r")
      try wait(for: "sleep", in: isolated)
      terminal.type("\u{1A}")
      try terminal.expect("Stopped")
      try terminal.expect("sleep 500\r\n")
      terminal.type("fg\r")
      try terminal.expect("\rsleep 500\r\n")
      // The shell gives the terminal away only after it has written what it brings back.
      for _ in 0..<100 where try names(in: isolated).count(where: { $0 == "sleep" }) > 1 {
        terminal.type("\u{3}")
        usleep(100_000)
      }
      terminal.type("echo status $?\r")
      try terminal.expect("\rstatus 130\r\n")
      try leave(&terminal, with: 3)
    }

    @Test("a full-screen program draws, and gives the screen back", .requires(program: "less"))
    func fullScreen() throws {
      let isolated = try IsolatedProcess([.pid, .mnt])
      var terminal = try enter(isolated)
      terminal.type("less /etc/passwd\r")
      try terminal.expect("\u{1B}[?1049h")
      try terminal.expect("root:x:0:0")
      terminal.type("q")
      try terminal.expect("\u{1B}[?1049l")
      try leave(&terminal, with: 3)
    }

    @Test("~. at the beginning of a line leaves the shell, which hangs up")
    func detach() throws {
      let isolated = try IsolatedProcess([.pid, .mnt])
      var terminal = try enter(isolated)
      let modes = try outerModes()
      terminal.type("sleep 500\r")
      try wait(for: "sleep", in: isolated)
      terminal.type("~.")
      try terminal.expect("left the target")
      #expect(try terminal.end() == .exited(0))
      #expect(terminal.modes == modes)
      var tries = 0
      while try names(in: isolated) != ["sleep"], tries < 400 { tries += 1 }
      #expect(try names(in: isolated) == ["sleep"])
    }

    @Test("what is typed before the shell is ready is echoed once, though its profile prints first")
    func typedAhead() throws {
      let isolated = try IsolatedProcess([.uts])
      let profile = try TemporaryDirectory()
      try profile.write("echo the profile\nsleep 0.2\nPS1='$ '\n", to: "profile")
      var terminal = try PseudoTerminal([
        BuiltProgram.path("heya"), "enter", "\(isolated.pid)", "--", "bash", "--rcfile",
        "\(profile.path)/profile", "-i",
      ])
      try terminal.expect("the profile\r\n")
      terminal.type("echo typed $((40 + 2))\r")
      let seen = try terminal.expect("\rtyped 42\r\n")
      #expect(seen.split(separator: "echo typed", omittingEmptySubsequences: false).count == 2)
      try leave(&terminal, with: 3)
    }

    @Test("a signal that ends heya gives the terminal back and ends the shell")
    func terminated() throws {
      let isolated = try IsolatedProcess([.pid, .mnt])
      var terminal = try enter(isolated)
      kill(terminal.processID, SIGTERM)
      #expect(try terminal.end() == .exited(143))
      #expect(terminal.modes == (try outerModes()))
    }

    @Test("a target without devpts gets a terminal made outside")
    func withoutDevpts() throws {
      let root = try TemporaryDirectory()
      try root.directory("bin")
      try root.copy("/bin/busybox", to: "bin/busybox")
      let box = try Descriptor.open(root.path, Descriptor.directoryPath)
      let isolated = try IsolatedProcess(
        calls: [.unshare(flags: NamespaceKind.mnt.cloneFlag), .changeRoot(fd: box.rawValue)],
        program: ["/bin/busybox", "sleep", "600"])
      var terminal = try PseudoTerminal([BuiltProgram.path("heya"), "enter", "\(isolated.pid)"])
      terminal.type("busybox stty size; busybox tty\r")
      try terminal.expect("24 80\r\n")
      try leave(&terminal, with: 3)
    }

    @Test("a new target has a terminal too, and the shell is its first process")
    func newNamespaces() throws {
      var terminal = try PseudoTerminal(
        [BuiltProgram.path("heya"), "new", "--kinds", "pid,mnt,uts"])
      terminal.type("echo pid $$; tty\r")
      try terminal.expect("\rpid 1\r\n/dev/pts/")
      try leave(&terminal, with: 3)
    }

    private func enter(_ isolated: borrowing IsolatedProcess) throws -> PseudoTerminal {
      var terminal = try PseudoTerminal([BuiltProgram.path("heya"), "enter", "\(isolated.pid)"])
      terminal.type("echo here $((40 + 2))\r")
      try terminal.expect("\rhere 42\r\n")
      return terminal
    }

    private func leave(_ terminal: inout PseudoTerminal, with status: Int32) throws {
      terminal.type("exit \(status)\r")
      #expect(try terminal.end() == .exited(status))
      #expect(terminal.modes == (try outerModes()))
    }

    /// The modes of a terminal that nobody has touched.
    private func outerModes() throws -> [UInt32] { try PseudoTerminal(["/bin/sleep", "9"]).modes }

    /// The names of the processes in a target's pid namespace, without its shell.
    private func names(in isolated: borrowing IsolatedProcess) throws -> [String] {
      let inode = try isolated.inode(.pid)
      return try look().processes.filter { $0.links[.pid] == inode && $0.state != .zombie }
        .map(\.name)
    }

    private func wait(for name: String, in isolated: borrowing IsolatedProcess) throws {
      var tries = 0
      while try names(in: isolated).count(where: { $0 == name }) < 2, tries < 400 { tries += 1 }
    }
  }
}
