import Foundation
import SystemCalls
import TestSupport
import Testing

/// The interface, read-only: tests type what they like.
private let heya = "\(BuiltProgram.path("heya")) --lang en --readonly"

/// What a terminal gets when the interface leaves it: no reports, no special keys, a cursor, its
/// own screen.
private let farewell = [
  "\u{1B}[?1006l", "\u{1B}[?1002l", "\u{1B}[?2004l", "\u{1B}[?25h", "\u{1B}[?1049l",
]

/// The interface on a terminal of its own, after its first scan.
private func interface(
  _ arguments: String = "", environment: [String] = []
) throws -> PseudoTerminal {
  var terminal = try PseudoTerminal(
    "\(heya) \(arguments)".split(separator: " ").map(String.init), environment: environment)
  try terminal.expect("privileged")
  return terminal
}

@Suite(
  "The interface refreshes", .requiresRoot, .requires(program: "tmux"),
  .requires(program: "strace"), .serialized)
struct RefreshTests {
  @Test("by writing what changed, and never clears the screen for it")
  func clearsNothing() throws {
    let runtimeFixture = try RuntimeFixture()
    let tmux = Tmux("\(heya) --interval 0.1", columns: 150, rows: 40)
    #expect(tmux.wait(for: "privileged") != nil)
    // The namespaces of helper processes alone, however many others come and go meanwhile.
    tmux.type("F4", "kind=uts and comm=HelperProcess", "Enter")
    #expect(tmux.wait { lines in !lines.contains { $0.contains("▾ net") } } != nil)
    let log = "\(runtimeFixture.directory)/bytes"
    tmux.run("pipe-pane -t 0 \"cat > \(log)\"")
    for _ in 1...3 {
      let helper = try HelperProcess()
      try helper.order("unshare 0x04000000")
      let namespace = try #require(RealProcess.link(helper.pid, "uts"))
      let number = namespace.drop { $0 != "[" }.dropFirst().prefix { $0 != "]" }
      #expect(tmux.wait(for: String(number)) != nil)
    }
    let bytes = try RuntimeFixture.text(of: log)
    #expect(!bytes.isEmpty)
    for clear in ["\u{1B}[2J", "\u{1B}[3J", "\u{1B}[H\u{1B}[J", "\u{1B}[1;1H\u{1B}[J", "\u{1B}c"] {
      #expect(!bytes.contains(clear), "\(clear.debugDescription)")
    }
  }

  @Test("less often where looking takes long, says so, and then as often as it was asked to")
  func stretches() throws {
    let runtimeFixture = try RuntimeFixture()
    let asked = "every 0.5 s"
    let tmux = Tmux("exec \(heya) --interval 0.5", columns: 120, rows: 30)
    #expect(tmux.wait { $0.first?.contains(asked) == true } != nil)
    // Each file that is opened takes a fiftieth of a second now.
    let trace = try runtimeFixture.start(
      "strace", "-f", "-e", "trace=openat", "-e", "inject=openat:delay_enter=20000",
      "-o", "/dev/null", "-p", tmux.program)
    let stretched = tmux.wait {
      $0.first.map { $0.contains("every ") && !$0.contains(asked) } ?? false
    }
    #expect(stretched != nil)
    trace.end()
    #expect(tmux.wait { $0.first?.contains(asked) == true } != nil)
  }

  @Test("not at all while it is paused: it neither looks nor writes")
  func pauses() throws {
    let runtimeFixture = try RuntimeFixture()
    let tmux = Tmux("exec \(heya) --interval 0.1", columns: 150, rows: 40)
    #expect(tmux.wait(for: "privileged") != nil)
    tmux.type("F4", "kind=uts and comm=HelperProcess", "Enter", "p")
    #expect(tmux.wait(for: "PAUSED") != nil)
    let (bytes, calls) = ("\(runtimeFixture.directory)/bytes", "\(runtimeFixture.directory)/calls")
    // An answer that was on its way is let in first.
    usleep(500_000)
    tmux.run("pipe-pane -t 0 \"cat > \(bytes)\"")
    let trace = try runtimeFixture.start(
      "strace", "-f", "-e", "trace=%file,getdents64", "-o", calls, "-p", tmux.program)
    let helper = try HelperProcess()
    try helper.order("unshare 0x04000000")
    usleep(1_000_000)
    #expect(try RuntimeFixture.text(of: bytes).isEmpty)
    #expect(try !RuntimeFixture.text(of: calls).contains("("))
    let namespace = try #require(RealProcess.link(helper.pid, "uts")).filter(\.isNumber)
    #expect(!tmux.screen().contains { $0.contains(namespace) })
    tmux.type("p")
    #expect(tmux.wait(for: namespace) != nil)
    trace.end()
    #expect(try RuntimeFixture.text(of: calls).contains("getdents64("))
  }

  @Test("by threads of their own: the one that draws opens no file, whatever one looks at")
  func opensNothing() throws {
    let runtimeFixture = try RuntimeFixture()
    let helper = try HelperProcess()
    try helper.order("unshare 0x04000000")
    let namespace = try #require(RealProcess.link(helper.pid, "uts")).filter(\.isNumber)
    // High enough for a plan to its last line.
    let tmux = Tmux("exec \(heya) --interval 0.1", columns: 150, rows: 60)
    try tmux.see("privileged")
    let drawer = tmux.program
    let calls = "\(runtimeFixture.directory)/calls"
    let trace = try runtimeFixture.start(
      "strace", "-f", "-e", "trace=%file", "-o", calls, "-p", drawer)
    try runtimeFixture.wait(for: "the first calls") {
      try RuntimeFixture.text(of: calls).contains("(")
    }
    // The helper process alone, whoever else comes and goes meanwhile.
    tmux.type("F4", "pid=\(helper.pid)", "Enter")
    for (view, head) in Self.views {
      tmux.type(view)
      try tmux.see(head) { $0.count > 2 && $0[2].hasPrefix("  \(head)") }
      tmux.type("j", "k")
    }
    tmux.type("/", namespace, "Enter")
    try tmux.see("1 process, 1 thread")
    for sign in [
      "│ \(helper.pid)", "(none)", "It goes when", "To enter uts", "In plain words",
      "1 process, 1 thread",
    ] {
      tmux.type("]")
      try tmux.see(sign)
    }
    tmux.type("Enter")
    try tmux.see("nsenter", above: "Esc back")
    tmux.type("Escape")
    try tmux.see("1 process, 1 thread", above: "q quit")
    tmux.type("E")
    try tmux.see("In plain words", above: "Esc back")
    trace.end()
    let threads = try RuntimeFixture.text(of: calls).split(separator: "\n").map {
      $0.prefix { $0 != " " }
    }
    #expect(!threads.contains { $0 == drawer })
    #expect(Set(threads).count > 1)
  }

  /// The keys of the views, and what stands above their rows.
  private static let views = [
    ("6", "PROCESS"), ("2", "OWNER AND OWNED"), ("3", "PID NAMESPACE"), ("4", "CONTAINER"),
    ("5", "NETWORK"), ("7", "WHAT HAPPENED"), ("1", "NAMESPACE"),
  ]
}

extension Tmux {
  /// The process id of the program in the first window.
  fileprivate var program: String { run("display -p -t 0 \"#{pane_pid}\"").filter(\.isNumber) }
}

@Suite("The interface gives the terminal back", .serialized)
struct InterfaceEndTests {
  @Test(
    "whatever signal ends it, of which it dies, and Swift's debugger asks nothing",
    arguments: [
      SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGTRAP, SIGUSR1, SIGPIPE,
      SIGXCPU, SIGALRM, SIGUSR2, SIGXFSZ, SIGVTALRM, SIGPROF,
    ])
  func signals(signal: Int32) throws {
    // Where it is let, Swift's backtracer waits 30 s for somebody to debug a crash.
    var terminal = try PseudoTerminal(
      heya.split(separator: " ").map(String.init),
      environment: ["SWIFT_BACKTRACE=enable=yes,interactive=yes,timeout=30s"])
    let before = terminal.modes
    try terminal.expect("privileged")
    #expect(terminal.modes != before)
    kill(terminal.processID, signal)
    #expect(try terminal.end() == .signaled(signal))
    #expect(terminal.modes == before)
    let end = try terminal.rest()
    for part in farewell { #expect(end.contains(part), "\(part.debugDescription)") }
    #expect(!end.contains("Press space"))
  }

  @Test("with the quit key")
  func quit() throws {
    var terminal = try PseudoTerminal(heya.split(separator: " ").map(String.init))
    let before = terminal.modes
    try terminal.expect("privileged")
    terminal.type("q")
    #expect(try terminal.end() == .exited(0))
    #expect(terminal.modes == before)
    let end = try terminal.rest()
    for part in farewell { #expect(end.contains(part), "\(part.debugDescription)") }
  }

  @Test("and ends when the terminal is gone, even where SIGHUP is ignored")
  func hangUp() throws {
    var terminal = try PseudoTerminal(["/bin/sh", "-c", "trap '' HUP; exec \(heya)"])
    try terminal.expect("privileged")
    terminal.hangUp()
    #expect(try terminal.end() == .signaled(SIGHUP))
  }

  @Test("while it is suspended, and takes it again in its new size")
  func suspends() throws {
    var terminal = try PseudoTerminal(["/bin/bash", "--norc", "--noprofile", "-i"])
    try terminal.expect("$ ")
    terminal.type("\(heya)\n")
    try terminal.expect("privileged")
    terminal.type("\u{1A}")
    let left = try terminal.expect("Stopped")
    for part in farewell { #expect(left.contains(part), "\(part.debugDescription)") }
    try terminal.resize(rows: 33, columns: 101)
    terminal.type("fg\n")
    let back = try terminal.expect("privileged")
    #expect(back.contains("\u{1B}[?1049h"))
    // The last line of the new size.
    try terminal.expect("\u{1B}[33;")
    terminal.type("q")
    try terminal.expect("\u{1B}[?1049l")
  }
}

@Suite("The interface takes", .serialized)
struct InterfaceInputTests {
  @Test("a click, until the mouse is left to the terminal")
  func mouse() throws {
    var terminal = try interface()
    terminal.type("\u{1B}[<0;52;2M\u{1B}[<0;52;2m")
    try terminal.expect("UCIHNPMT")
    terminal.type("m")
    try terminal.expect("\u{1B}[?1002l")
    terminal.type("m")
    try terminal.expect("\u{1B}[?1002h")
  }

  @Test("no click where the command line says so")
  func noMouse() throws {
    var terminal = try PseudoTerminal(
      "\(heya) --no-mouse".split(separator: " ").map(String.init))
    let start = try terminal.expect("privileged")
    #expect(start.contains("\u{1B}[?1049h"))
    #expect(!start.contains("\u{1B}[?1002h") && !start.contains("\u{1B}[?1000h"))
    terminal.type("m")
    try terminal.expect("\u{1B}[?1002h")
  }

  @Test(
    "Escape alone for a key: a dialog closes without waiting for another",
    .requires(program: "tmux"))
  func escape() throws {
    let tmux = Tmux(heya, columns: 100, rows: 30)
    try tmux.see("privileged", above: "q quit")
    for (key, dialog) in [("?", "Moving and folding"), ("M", "Make namespaces"), ("L", "Lessons")] {
      tmux.type(key)
      try tmux.see(dialog, above: "Esc back")
      tmux.type("Escape")
      try tmux.see("no dialog") { !$0.contains { $0.contains(dialog) } }
    }
  }

  @Test("F1 in a line for what it understands, and the line stays", .requires(program: "tmux"))
  func lineHelp() throws {
    let tmux = Tmux(heya, columns: 100, rows: 30)
    try tmux.see("privileged", above: "q quit")
    for (key, help) in [("/", "Help: search"), ("\\", "Help: filter")] {
      tmux.type(key, "comm")
      try tmux.see("comm", above: "F1 help")
      tmux.type("F1")
      try tmux.see(help, above: "Esc back")
      tmux.type("Escape")
      try tmux.see("heya", above: "comm")
      tmux.type("~heya")
      try tmux.see("heya", above: "comm~heya")
      tmux.type("Escape")
    }
  }

  @Test("pasted text where somebody types, and nowhere else as keys")
  func paste() throws {
    var terminal = try interface()
    terminal.type("\u{1B}[200~q\u{1B}[201~")
    terminal.type("/\u{1B}[200~no such\nthing\u{1B}[201~")
    try terminal.expect("no suchthing")
    terminal.type("\u{1B}")
    terminal.type("q")
    #expect(try terminal.end() == .exited(0))
  }

  @Test("a storm of sizes, and ends in the frame that one of that size begins with")
  func storm() throws {
    let runtimeFixture = try RuntimeFixture()
    let capture = "\(runtimeFixture.directory)/capture"
    try runtimeFixture.run(BuiltProgram.path("heya"), "capture", capture)
    let (columns, rows) = (97, 31)
    let tmux = Tmux("\(heya) --from \(capture)", columns: columns, rows: rows)
    #expect(tmux.wait(for: "quit") != nil)
    let frame = tmux.screen()
    for size in 1...40 { tmux.run("resize-window -x \(size * 5) -y \(42 - size)") }
    tmux.run("resize-window -x 1 -y 1")
    tmux.run("resize-window -x \(columns) -y \(rows)")
    #expect(tmux.wait { $0 == frame } != nil)
  }

  /// How many handfuls of keys are typed: a few, or as many as there are in so many minutes.
  private static let minutes = ProcessInfo.processInfo.environment["HEYA_ENDURANCE_MINUTES"]
    .flatMap { Int($0) }

  @Test("any keys at all, and draws on")
  func endurance() throws {
    let keys =
      Array("hjklgGbcdefotTuUavynNpZREHKIFCwWYmLr!APOM1234567/\\?+-*_<>[]{}., 部\r\t\u{7F}").map {
        String($0)
      } + ["A", "B", "C", "D", "H", "F", "5~", "6~"].map { "\u{1B}[\($0)" }
      + ["\u{1B}", "\u{1B}OP", "\u{1B}OS", "\u{1B}[<0;9;9M", "\u{1B}[<64;9;9M", "\u{C}"]
    var terminal = try interface("--interval 0.1")
    let end = ContinuousClock.now.advanced(by: .seconds(60 * (Self.minutes ?? 0)))
    var handfuls = 0
    var random = SystemRandomNumberGenerator()
    while handfuls < 40 || ContinuousClock.now < end {
      for _ in 0..<20 { terminal.type(keys.randomElement(using: &random) ?? "") }
      if handfuls % 10 == 0 {
        try terminal.resize(
          rows: .random(in: 1...60, using: &random), columns: .random(in: 1...200, using: &random))
      }
      // As fast as they are read, and no faster: a slow machine would lag behind by minutes.
      for _ in 0..<2_000 {
        _ = try terminal.rest(silence: .milliseconds(10))
        if terminal.unread == 0 { break }
      }
      handfuls += 1
    }
    try terminal.resize(rows: 24, columns: 80)
    // Out of whatever is open, to the list of keys.
    for _ in 0..<8 {
      terminal.type("\u{1B}")
      _ = try terminal.rest(silence: .milliseconds(60))
    }
    terminal.type("?")
    try terminal.expect("one row up")
    kill(terminal.processID, SIGTERM)
    #expect(try terminal.end() == .signaled(SIGTERM))
  }
}
