import Foundation
import Namespaces
import SystemCalls
import TestSupport
import Testing

@testable import Entering

extension LiveEntries {
  /// What a process inside can do to whoever comes in (Tests/Adversary).
  @Suite struct Adversaries {
    private static let kindSets: [Set<NamespaceKind>] = [
      [.pid, .mnt, .uts, .ipc, .net], [.user, .pid, .mnt, .uts, .ipc, .net],
    ]

    @Test(
      "whoever waits for the one that comes in gets no file, descriptor or variable of the host's",
      arguments: kindSets)
    func robber(_ kinds: Set<NamespaceKind>) throws {
      let isolated = try IsolatedProcess(kinds)
      let secret = "HEYA_TEST_SECRET"
      unsafe setenv(secret, "of the caller", 1)
      defer { unsafe unsetenv(secret) }
      let adversary = try Adversary("rob", in: isolated)
      let plan = try plan(isolated, ["/bin/true"])
      // The command's own file is no secret: it is the target's.
      // In a user namespace of its own nobody may even see which file the joiner is.
      let sight = kinds.contains(.user) ? "exe ? Permission denied" : "exe /memfd:heya"
      let own = ["/usr/bin/true", "/bin/true", "/usr/lib", "/lib"]
      var sightings = 0
      for _ in 0..<200 where sightings < 3 {
        _ = try plan.perform()
        sightings = try adversary.lines.count { $0.hasPrefix(sight) }
      }
      let lines = try adversary.lines
      #expect(sightings > 0, "the adversary never saw the joiner")
      for line in lines {
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        #expect(!line.contains("/heya"), "\(line)")
        #expect(!line.contains(secret), "\(line)")
        switch words[0] {
        case "exe", "map":
          #expect(
            words[1].hasPrefix("/memfd:heya") || own.contains { words[1].hasPrefix($0) }
              || !line.hasSuffix(" ok"), "\(line)")
        case "written":
          #expect(!line.hasSuffix(" ok"), "\(line)")
        case "fd":
          // Its channel, and what the caller has lent to it.
          #expect(words[1].hasPrefix("socket:") || lent.contains(String(words[1])), "\(line)")
        default: break
        }
      }
    }

    @Test("no name of a terminal multiplexer is opened that was exchanged meanwhile")
    func swapper() throws {
      let isolated = try IsolatedProcess([.mnt, .pid])
      let adversary = try Adversary("swap", in: isolated)
      var entered = 0
      for _ in 0..<15 {
        var terminal = try PseudoTerminal([
          BuiltProgram.path("heya"), "enter", "\(isolated.pid)", "--", "/bin/true",
        ])
        if try terminal.end() == .exited(0) { entered += 1 }
      }
      #expect(entered > 0, "nobody came in")
      #expect(try adversary.lines.filter { $0.hasPrefix("opened") }.isEmpty)
    }

    @Test("one that is stopped on its way in is left by Ctrl-C, and the terminal is as it was")
    func frozen() throws {
      let isolated = try IsolatedProcess([.pid, .mnt])
      let adversary = try Adversary("freeze", in: isolated)
      var isSeen = false
      for _ in 0..<40 where !isSeen {
        var terminal = try PseudoTerminal([
          BuiltProgram.path("heya"), "enter", "\(isolated.pid)", "--", "/bin/cat",
        ])
        let modes = try PseudoTerminal(["/bin/sleep", "9"]).modes
        try terminal.expect("SIGSTOP")
        terminal.type("\u{3}")
        #expect(try terminal.end() == .exited(137))
        #expect(terminal.modes == modes)
        isSeen = try adversary.lines.contains { $0.hasPrefix("stopped") }
      }
      #expect(isSeen)
      #expect(try zombies() == 0)
    }

    @Test("one that is stopped and that nobody leaves is given up when patience is over")
    func abandoned() throws {
      let isolated = try IsolatedProcess([.pid, .mnt])
      let adversary = try Adversary("freeze", in: isolated)
      let plan = try plan(isolated, ["/bin/true"])
      var caller = EntryCaller()
      caller.timeout = .milliseconds(700)
      var end: EntryOutcome.End?
      for _ in 0..<20 where end == nil {
        // Only one that is stopped before it executes its command is on its way in.
        let outcome = try plan.perform(from: caller)
        if outcome.end == .stopped { end = outcome.end }
      }
      _ = adversary
      #expect(end == .stopped)
      #expect(try zombies() == 0)
    }

    @Test("a command that somebody stops is left by Esc, and goes on with Enter")
    func stoppedCommand() throws {
      let isolated = try IsolatedProcess([.pid, .mnt])
      var terminal = try PseudoTerminal([
        BuiltProgram.path("heya"), "enter", "\(isolated.pid)", "--", "/bin/cat",
      ])
      let modes = try PseudoTerminal(["/bin/sleep", "9"]).modes
      terminal.type("hello\r")
      try terminal.expect("hello\r\nhello\r\n")
      let cat = try process("cat", in: isolated)
      kill(cat, SIGSTOP)
      try terminal.expect("SIGSTOP")
      terminal.type("\r")
      while RealProcess.state(cat) == "T" { usleep(1000) }
      terminal.type("again\r")
      try terminal.expect("again\r\nagain\r\n")
      kill(cat, SIGSTOP)
      try terminal.expect("SIGSTOP")
      terminal.type("\u{1B}")
      #expect(try terminal.end() == .exited(137))
      #expect(terminal.modes == modes)
    }

    @Test("the terminal is given back and the command ended, whichever signal ends heya")
    func signals() throws {
      let isolated = try IsolatedProcess([.pid, .mnt])
      let modes = try PseudoTerminal(["/bin/sleep", "9"]).modes
      for signal in [SIGUSR1, SIGUSR2, SIGALRM, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGQUIT] {
        var terminal = try PseudoTerminal([
          BuiltProgram.path("heya"), "enter", "\(isolated.pid)", "--", "/bin/cat",
        ])
        terminal.type("hello\r")
        try terminal.expect("hello\r\nhello\r\n")
        kill(terminal.processID, SIGPIPE)
        kill(terminal.processID, signal)
        #expect(try terminal.end() == .exited(128 + signal))
        #expect(terminal.modes == modes)
      }
      #expect(throws: (any Error).self) { try process("cat", in: isolated) }
    }

    @Test("no command goes on when heya was killed", arguments: [SIGKILL, SIGTERM, SIGHUP])
    func killed(_ signal: Int32) throws {
      let isolated = try IsolatedProcess([.pid, .mnt])
      let heya = Process()
      heya.executableURL = URL(fileURLWithPath: BuiltProgram.path("heya"))
      // A shell that ends neither by hanging up nor by being asked to.
      heya.arguments = [
        "enter", "\(isolated.pid)", "--", "/bin/sh", "-c", "trap '' HUP TERM; sleep 777; true",
      ]
      heya.standardInput = FileHandle.nullDevice
      try heya.run()
      while (try? process("sleep", with: "777", in: isolated)) == nil { usleep(10_000) }
      kill(heya.processIdentifier, signal)
      // Without a terminal SIGTERM and SIGHUP are the command's, which does not mind.
      if signal != SIGKILL { kill(heya.processIdentifier, SIGKILL) }
      heya.waitUntilExit()
      var tries = 0
      while (try? process("sleep", with: "777", in: isolated)) != nil, tries < 1000 {
        usleep(10_000)
        tries += 1
      }
      #expect((try? process("sleep", with: "777", in: isolated)) == nil)
    }

    @Test("300 entries leave neither a zombie nor a descriptor")
    func many() throws {
      let isolated = try IsolatedProcess([.pid, .mnt, .uts])
      let plan = try plan(isolated, ["/bin/true"])
      _ = try plan.perform()
      let before = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
      for _ in 0..<300 { #expect(try plan.perform().code == 0) }
      #expect(try zombies() == 0)
      #expect(try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count == before)
    }

    @Test(
      "where a filter refuses close_range, nothing of the host's is open inside, and nothing stays")
    func filtered() throws {
      let isolated = try IsolatedProcess([.pid, .mnt])
      let output = try BuiltProgram.run(
        "Adversary",
        [
          "filtered", BuiltProgram.path("heya"), "enter", "\(isolated.pid)", "--", "/bin/sh", "-c",
          "for f in 3 4 5 6 7 8 9 10 11 12; do [ -e /proc/self/fd/$f ] && readlink /proc/self/fd/$f; done; echo $?",
        ])
      #expect(output.text == "1\n")
      #expect(output.status == 0)
      // Neither a joiner nor a guard nor a lookout of that heya's waits for ever.
      let left = try look().processes.filter {
        $0.command == "heya" || $0.command.hasSuffix("heya enter \(isolated.pid)")
      }
      #expect(left.allSatisfy { $0.parent != 1 })
    }

    private func plan(_ isolated: borrowing IsolatedProcess, _ command: [String]) throws
      -> EntryPlan
    {
      let snapshot = try look()
      var options = EntryOptions.running("") { $0.command = command }
      options.streams = .pipes
      return try EntryPlan(snapshot.target(isolated.pid), options: options, in: snapshot)
    }

    private func process(
      _ name: String, with word: String = "", in isolated: borrowing IsolatedProcess
    ) throws -> Int32 {
      let inode = try isolated.inode(.pid)
      let found = try look().processes.first {
        $0.links[.pid] == inode && $0.name == name && $0.pid != isolated.pid && $0.state != .zombie
          && (word.isEmpty || $0.command.contains(word))
      }
      guard let found else { throw Errno.noSuchProcess }
      return found.pid
    }

    /// How many children of this process nobody has waited for.
    private func zombies() throws -> Int {
      try look().processes.count { $0.parent == Host.processID && $0.state == .zombie }
    }

    /// What the standard streams of this process are.
    private var lent: [String] {
      (0..<3).compactMap {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
      }
    }
  }
}

/// A process in a target that lies in wait; it ends with the value.
private final class Adversary {
  private let program: RunningProgram
  private let log: String

  init(_ kind: String, in isolated: borrowing IsolatedProcess) throws {
    log = "/tmp/heya-adversary-\(UUID().uuidString)"
    program = try RunningProgram(
      [
        "nsenter", "-a", "-t", "\(isolated.pid)", "--", BuiltProgram.path("Adversary"), kind, "120",
      ],
      in: "/", environment: [:], log: log)
    for _ in 0..<1000 {
      if try lines.contains("ready") { return }
      usleep(10_000)
    }
    throw Errno.timedOut
  }

  var lines: [String] {
    get throws {
      try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map(String.init)
    }
  }

  deinit {
    // What nsenter(1) has forked goes first: it waits for that.
    for child in RealProcess.children(of: program.pid) { kill(child, SIGKILL) }
    program.end()
    try? FileManager.default.removeItem(atPath: log)
  }
}
