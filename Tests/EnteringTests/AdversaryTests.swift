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
      let adversary = try Adversary("rob", in: isolated.pid)
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

    @Test(
      "nobody reaches a file of the host's through whoever comes in: cwd, root, exe, map_files, fd",
      arguments: kindSets)
    func reach(_ kinds: Set<NamespaceKind>) throws {
      let host = try TemporaryDirectory()
      try host.write("", to: "marker")
      let root = try RootedProcess(kinds)
      let adversary = try Adversary(
        "rob", in: root.process.pid, root: root.files.path, lookingFor: "\(host.path)/marker")
      // It looks well: whoever comes in as nsenter(1) does leads it there.
      let careless = ["nsenter", "-a", "-t", "\(root.process.pid)", "--", "/bin/sleep", "0.2"]
      for _ in 0..<50 where try !adversary.lines.contains(where: { $0.hasPrefix("reached") }) {
        let other = try RunningProgram(
          careless, in: host.path, environment: [:], log: "\(host.path)/log")
        other.end(after: 5)
      }
      let seen = try adversary.lines
      #expect(seen.contains { $0.hasPrefix("reached") })
      let ways: [(inout EntryOptions) -> Void] = [
        { _ in }, { $0.identity = .target }, { $0.isPrivileged = true },
      ]
      for way in ways {
        let plan = try plan(root.process, ["/bin/busybox", "true"], way)
        for _ in 0..<25 { _ = try plan.perform() }
      }
      let lines = try adversary.lines.dropFirst(seen.count)
      #expect(!lines.isEmpty, "the adversary never saw anybody")
      #expect(lines.filter { $0.hasPrefix("reached") } == [])
    }

    @Test(
      "no name of a terminal multiplexer is opened that was exchanged meanwhile",
      arguments: [[.mnt, .pid], [.user, .mnt, .pid]] as [Set<NamespaceKind>])
    func swapper(_ kinds: Set<NamespaceKind>) throws {
      let isolated = try IsolatedProcess(kinds)
      let adversary = try Adversary("swap", in: isolated.pid)
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

    @Test(
      "one that is stopped on its way in is left by Ctrl-C and ~., and the terminal is as it was",
      arguments: kindSets, [("\u{3}", 137), ("~.", 0)])
    func frozen(_ kinds: Set<NamespaceKind>, _ key: (typed: String, status: Int32)) throws {
      let isolated = try IsolatedProcess(kinds)
      let adversary = try Adversary("freeze", in: isolated.pid)
      var isSeen = false
      for _ in 0..<40 where !isSeen {
        var terminal = try PseudoTerminal([
          BuiltProgram.path("heya"), "enter", "\(isolated.pid)", "--", "/bin/cat",
        ])
        let modes = try PseudoTerminal(["/bin/sleep", "9"]).modes
        try terminal.expect("SIGSTOP")
        terminal.type(key.typed)
        let end = try terminal.end()
        // Once the command runs, nobody knows whether it would have gone on.
        #expect(end == .exited(key.status) || end == .exited(137))
        #expect(terminal.modes == modes)
        isSeen = try adversary.lines.contains { $0.hasPrefix("stopped") }
      }
      #expect(isSeen)
      #expect(try zombies() == 0)
    }

    @Test(
      "one that is stopped and that nobody leaves is given up when patience is over",
      arguments: kindSets)
    func abandoned(_ kinds: Set<NamespaceKind>) throws {
      let isolated = try IsolatedProcess(kinds)
      let adversary = try Adversary("freeze", in: isolated.pid)
      let plan = try plan(isolated, ["/bin/true"])
      var caller = EntryCaller()
      caller.timeout = .milliseconds(700)
      caller.patience = .milliseconds(700)
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

    @Test("a command that somebody stops and that nobody leaves is ended when patience is over")
    func stoppedForGood() throws {
      let isolated = try IsolatedProcess([.pid, .mnt])
      var caller = EntryCaller()
      caller.patience = .milliseconds(500)
      let outcome = try plan(isolated, ["/bin/sh", "-c", "kill -STOP $$"]).perform(from: caller)
      #expect(outcome.end == .stopped && outcome.code == 137)
      #expect(try zombies() == 0)
      #expect(caller.patience < EntryCaller().patience && EntryCaller().patience <= .seconds(60))
    }

    @Test(
      "a command that somebody stops is left by Esc and ~., and goes on with Enter",
      arguments: ["\u{1B}", "~."])
    func stoppedCommand(_ key: String) throws {
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
      terminal.type(key)
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

    @Test("300 entries leave neither a zombie nor a descriptor, of whatever kind they are")
    func many() throws {
      let isolated = try IsolatedProcess([.pid, .mnt, .uts])
      let files = try TemporaryDirectory()
      try files.write("#!/nowhere\n", to: "lame", mode: 0o755)
      let (plain, failing) = try (
        plan(isolated, ["/bin/true"]), plan(isolated, ["\(files.path)/lame"])
      )
      let interactive = try plan(isolated, ["/bin/true"]) { $0.streams = .terminal }
      var new = NewNamespacesOptions(kinds: [.pid, .mnt])
      new.command = ["/bin/true"]
      new.streams = .pipes
      let made = try NewNamespacesPlan(new, for: look().observer)
      let terminal = try Descriptor.open("/dev/ptmx")
      var caller = EntryCaller()
      caller.modes = try TerminalMode(of: terminal.rawValue)
      func each() throws {
        #expect(try plain.perform().code == 0)
        #expect(try interactive.perform(from: caller).code == 0)
        #expect(try made.perform().code == 0)
        #expect(throws: ExecutionError.self) { try failing.perform() }
      }
      try each()
      let before = try descriptors()
      for _ in 0..<75 { try each() }
      #expect(try zombies() == 0)
      // What earlier tests had open may be closed by now.
      #expect(try descriptors().filter { before[$0.key] != $0.value } == [:])
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

    private func plan(
      _ isolated: borrowing IsolatedProcess, _ command: [String],
      _ change: (inout EntryOptions) -> Void = { _ in }
    ) throws -> EntryPlan {
      let snapshot = try look()
      var options = EntryOptions.running("") { $0.command = command }
      options.streams = .pipes
      change(&options)
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

    /// What this process has open, by number.
    private func descriptors() throws -> [String: String] {
      let files = FileManager.default
      let names = try files.contentsOfDirectory(atPath: "/proc/self/fd")
      return names.reduce(into: [:]) {
        $0[$1] = try? files.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($1)")
      }
    }

    /// What the standard streams of this process are.
    private var lent: [String] {
      (0..<3).compactMap {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
      }
    }
  }
}
