import Glibc
import SystemCalls
import TestSupport
import Testing

/// What a terminal gets when a screen leaves it: no reports, no special keys, a cursor, its own
/// screen.
private let farewell = [
  "\u{1B}[?1006l", "\u{1B}[?1002l", "\u{1B}[?1004l", "\u{1B}[?2004l", "\u{1B}[?1l", "\u{1B}[?25h",
  "\u{1B}[?1049l",
]

@Suite("A screen on a terminal", .serialized)
struct ScreenTests {
  @Test("it shows text in its place, wide characters included")
  func shows() throws {
    var terminal = try PseudoTerminal([probe])
    let first = try terminal.expect("│部屋│ 80x24")
    #expect(first.contains("\u{1B}[?1049h"))
    #expect(first.contains("38;5;203"))
  }

  @Test("a key shows its effect, and then nothing is written while nothing changes")
  func idle() throws {
    var terminal = try PseudoTerminal([probe])
    try terminal.expect("80x24")
    terminal.type("\u{1B}OB")
    try terminal.expect("key down")
    _ = try terminal.rest()
    kill(terminal.processID, SIGCHLD)
    #expect(try terminal.rest() == "")
    terminal.type("\u{1B}OA")
    let update = try terminal.expect("up")
    #expect(!update.contains("\u{1B}[2J") && !update.contains("\u{1B}[H\u{1B}[J"))
    #expect(update.utf8.count < 60)
  }

  @Test("Escape alone is a key")
  func escape() throws {
    var terminal = try PseudoTerminal([probe])
    try terminal.expect("80x24")
    terminal.type("\u{1B}")
    try terminal.expect("key escape")
  }

  @Test(
    "any size that a terminal may claim to have is drawn as far as a screen reaches",
    arguments: [
      (rows: 65535, columns: 65535, shown: "1000x300"), (rows: 32768, columns: 20, shown: "20x300"),
      (rows: 10, columns: 32768, shown: "1000x10"),
      (rows: 32767, columns: 32767, shown: "1000x300"),
      (rows: 0, columns: 0, shown: "80x24"),
    ] as [(rows: UInt16, columns: UInt16, shown: String)])
  func sizes(rows: UInt16, columns: UInt16, shown: String) throws {
    var terminal = try PseudoTerminal(
      [probe], size: WindowSize(rows: rows, columns: columns))
    try terminal.expect(shown)
    try terminal.resize(rows: 20, columns: 70)
    try terminal.expect("70x20")
    try terminal.resize(rows: rows, columns: columns)
    if rows > 0 { try terminal.expect(shown) }
    terminal.type("x")
    #expect(try terminal.end() == .exited(0))
  }

  @Test("a terminal without a size has that of the variables")
  func sizeOfVariables() throws {
    var terminal = try PseudoTerminal(
      [probe], environment: ["LINES=33", "COLUMNS=99"], size: WindowSize(rows: 0, columns: 0))
    try terminal.expect("99x33")
    terminal.type("x")
    #expect(try terminal.end() == .exited(0))
  }

  @Test("a paste whose end does not come is over, also while somebody types against it")
  func unfinishedPaste() throws {
    var terminal = try PseudoTerminal([probe])
    try terminal.expect("80x24")
    terminal.type("\u{1B}[200~lost")
    for _ in 0..<8 {
      usleep(200_000)
      terminal.type("z")
    }
    try terminal.expect("paste lost")
    terminal.type("x")
    #expect(try terminal.end() == .exited(0))
  }

  @Test("ESCDELAY gives a slow line the time it needs", arguments: ["[B", "OB"])
  func escapeDelay(rest: String) throws {
    var terminal = try PseudoTerminal([probe], environment: ["ESCDELAY=60000"])
    try terminal.expect("80x24")
    terminal.type("\u{1B}")
    // The rest comes when the program has read the ESC and waits.
    try terminal.waitUntilRead()
    terminal.type(rest)
    try terminal.expect("key down")
  }

  @Test("while an ESC waits for its rest everything else goes on")
  func waitingEscape() throws {
    var terminal = try PseudoTerminal([probe], environment: ["ESCDELAY=60000"])
    try terminal.expect("80x24")
    terminal.type("\u{1B}")
    try terminal.waitUntilRead()
    try terminal.resize(rows: 30, columns: 100)
    try terminal.expect("100x30")
    terminal.type("[B")
    try terminal.expect("key down")
    terminal.type("\u{1B}")
    try terminal.waitUntilRead()
    kill(terminal.processID, SIGTERM)
    #expect(try terminal.end() == .signaled(SIGTERM))
  }

  @Test(
    "what comes after Escape has acted are keys of their own, and ESCDELAY=0 waits for nothing",
    arguments: ["ESCDELAY=0", "ESCDELAY=", "ESCDELAY=-1", "ESCDELAY=soon"])
  func escapeThenKeys(variable: String) throws {
    var terminal = try PseudoTerminal([probe], environment: [variable])
    try terminal.expect("80x24")
    terminal.type("\u{1B}")
    try terminal.expect("key escape")
    terminal.type("OB")
    try terminal.expect("key character(\"O\")")
    try terminal.expect("\"B\"")
    terminal.type("\u{1B}OB")
    try terminal.expect("down")
  }

  @Test("the mouse and pasted text arrive")
  func reports() throws {
    var terminal = try PseudoTerminal([probe])
    let start = try terminal.expect("80x24")
    for mode in ["\u{1B}[?2004h", "\u{1B}[?1002h", "\u{1B}[?1006h"] {
      #expect(start.contains(mode))
    }
    terminal.type("\u{1B}[<0;5;6M")
    try terminal.expect("press at 4,5")
    terminal.type("\u{1B}[200~x\u{1B}[201~")
    try terminal.expect("paste x")
  }

  @Test("the terminal is asked for its background, where it can tell it")
  func background() throws {
    var terminal = try PseudoTerminal([probe])
    let start = try terminal.expect("80x24")
    #expect(start.contains("\u{1B}]11;?\u{1B}\\"))
    terminal.type("\u{1B}]11;rgb:fdfd/f6f6/e3e3\u{1B}\\")
    try terminal.expect("background light")
    for kind in ["linux", "vt100"] {
      var other = try PseudoTerminal([probe], environment: ["TERM=\(kind)"])
      #expect(try !other.expect("80x24").contains("]11;"))
    }
  }

  @Test("a value from another thread wakes the loop")
  func latestValue() throws {
    var terminal = try PseudoTerminal([probe])
    try terminal.expect("80x24")
    terminal.type("m")
    try terminal.expect("mail 42")
  }

  @Test("a text goes to the clipboard")
  func clipboard() throws {
    var terminal = try PseudoTerminal([probe])
    try terminal.expect("80x24")
    terminal.type("c")
    try terminal.expect("\u{1B}]52;c;6YOo5bGL\u{07}")
  }

  @Test("a storm of sizes ends in the right one")
  func resizes() throws {
    var terminal = try PseudoTerminal([probe])
    try terminal.expect("80x24")
    for size in UInt16(1)...60 { try terminal.resize(rows: size, columns: size * 3) }
    try terminal.resize(rows: 1, columns: 1)
    try terminal.resize(rows: 40, columns: 120)
    try terminal.expect("120x40")
    terminal.type("x")
    #expect(try terminal.end() == .exited(0))
  }
}

@Suite("A screen gives the terminal back", .serialized)
struct RestoreTests {
  private func expectFarewell(_ text: String, _ location: SourceLocation = #_sourceLocation) {
    for part in farewell {
      #expect(text.contains(part), sourceLocation: location)
    }
  }

  @Test("when it is closed")
  func close() throws {
    var terminal = try PseudoTerminal([probe])
    let before = terminal.modes
    try terminal.expect("80x24")
    #expect(terminal.modes != before)
    terminal.type("x")
    #expect(try terminal.end() == .exited(0))
    expectFarewell(try terminal.rest())
    #expect(terminal.modes == before)
  }

  @Test(
    "when a signal ends the program, which dies of it",
    arguments: [
      SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGPIPE, SIGXCPU, SIGXFSZ,
      SIGVTALRM, SIGPROF, SIGIO, SIGPWR, SIGSTKFLT, SIGSYS, 34, 64,
    ])
  func signals(signal: Int32) throws {
    var terminal = try PseudoTerminal([probe])
    let before = terminal.modes
    try terminal.expect("80x24")
    kill(terminal.processID, signal)
    #expect(try terminal.end() == .signaled(signal))
    expectFarewell(try terminal.rest())
    #expect(terminal.modes == before)
  }

  @Test("when Ctrl-C is typed")
  func interrupt() throws {
    var terminal = try PseudoTerminal([probe])
    try terminal.expect("80x24")
    terminal.type("\u{03}")
    #expect(try terminal.end() == .signaled(SIGINT))
    expectFarewell(try terminal.rest())
  }

  @Test(
    "when the program dies of a fault, which is the cause that its parent sees",
    arguments: [
      ("s", SIGSEGV), ("b", SIGBUS), ("a", SIGABRT), ("o", SIGSEGV), ("t", SIGSEGV),
    ])
  func faults(key: String, signal: Int32) throws {
    var terminal = try PseudoTerminal([probe])
    let before = terminal.modes
    try terminal.expect("80x24")
    terminal.type(key)
    #expect(try terminal.end() == .signaled(signal))
    expectFarewell(try terminal.rest())
    #expect(terminal.modes == before)
  }

  @Test("when a precondition fails, and the message can be read afterwards")
  func fatalError() throws {
    var terminal = try PseudoTerminal([probe])
    let before = terminal.modes
    try terminal.expect("80x24")
    terminal.type("f")
    guard case .signaled = try terminal.end() else {
      Issue.record("the probe did not die of a signal")
      return
    }
    let end = try terminal.rest()
    expectFarewell(end)
    let afterScreen = end.split(separator: "\u{1B}[?1049l", omittingEmptySubsequences: false).last
    #expect(afterScreen?.contains("the probe was told to fail") == true)
    #expect(terminal.modes == before)
  }

  @Test("and what was said on standard error meanwhile is shown afterwards, not in between")
  func standardError() throws {
    var terminal = try PseudoTerminal([probe])
    try terminal.expect("80x24")
    terminal.type("e")
    try terminal.expect("key character")
    #expect(try !terminal.rest().contains("said on"))
    terminal.type("x")
    _ = try terminal.end()
    let end = try terminal.rest()
    #expect(end.contains("\u{1B}[?1049l"))
    #expect(end.hasSuffix("said on standard error\r\n"))
  }

  @Test("or ends when the terminal is gone, even where SIGHUP is ignored")
  func hangUp() throws {
    var terminal = try PseudoTerminal(["/bin/sh", "-c", "trap '' HUP; exec \(probe)"])
    try terminal.expect("80x24")
    terminal.hangUp()
    #expect(try terminal.end() == .exited(1))
  }
}

@Suite("A screen shares its terminal", .serialized)
struct SuspensionTests {
  @Test("Ctrl-Z stops the program with the terminal restored, fg brings it back in the new size")
  func stop() throws {
    var terminal = try PseudoTerminal(["/bin/bash", "--norc", "--noprofile", "-i"])
    try terminal.expect("$ ")
    terminal.type("\(probe)\n")
    try terminal.expect("80x24")
    terminal.type("\u{1A}")
    let left = try terminal.expect("Stopped")
    for part in farewell { #expect(left.contains(part)) }
    try terminal.resize(rows: 30, columns: 100)
    terminal.type("fg\n")
    let back = try terminal.expect("100x30")
    #expect(back.contains("\u{1B}[?1049h"))
    #expect(back.contains("\u{1B}[?1006h"))
    terminal.type("x")
    try terminal.expect("\u{1B}[?1049l")
    terminal.type("exit 3\n")
    #expect(try terminal.end() == .exited(3))
  }

  @Test("Ctrl-Z changes nothing where nobody could continue the program")
  func stopOfAnOrphan() throws {
    var terminal = try PseudoTerminal([probe])
    try terminal.expect("80x24")
    terminal.type("\u{1A}")
    try terminal.expect("\u{1B}[?1049l")
    try terminal.expect("80x24")
    terminal.type("\u{1B}OB")
    try terminal.expect("key down")
  }

  @Test("kill -STOP does no harm: the screen is drawn anew when the program is continued")
  func stopWithoutWarning() throws {
    var terminal = try PseudoTerminal(["/bin/bash", "--norc", "--noprofile", "-i"])
    try terminal.expect("$ ")
    terminal.type("\(probe)\n")
    try terminal.expect("80x24")
    terminal.type("\u{1B}[200~kill -STOP\u{1B}[201~")
    try terminal.expect("kill -STOP")
    let group = terminal.foregroundGroup
    kill(-group, SIGSTOP)
    try terminal.expect("Stopped")
    terminal.type("fg\n")
    let back = try terminal.expect("80x24")
    #expect(back.contains("\u{1B}[?1049h"))
    terminal.type("\u{1B}OB")
    try terminal.expect("key down")
    terminal.type("x")
    try terminal.expect("\u{1B}[?1049l")
  }

  @Test("tells of a shell in it that is stopped; Ctrl-Z stops the program too, fg brings both back")
  func stoppedShell() throws {
    var terminal = try PseudoTerminal(["/bin/bash", "--norc", "--noprofile", "-i"])
    try terminal.expect("$ ")
    terminal.type("\(probe)\n")
    try terminal.expect("80x24")
    terminal.type("r")
    try terminal.expect("probe> ")
    terminal.type("kill -STOP $$\n")
    try terminal.expect("\r\nstopped\r\n")
    terminal.type("\u{1A}")
    try terminal.expect("Stopped")
    terminal.type("fg\n")
    try terminal.expect("probe> ")
    terminal.type("exit 5\n")
    try terminal.expect("exited(5)")
    terminal.type("x")
    try terminal.expect("\u{1B}[?1049l")
  }

  @Test("a shell gets its first key, has job control, and Ctrl-C there does not end the program")
  func shell() throws {
    var terminal = try PseudoTerminal([probe])
    try terminal.expect("80x24")
    terminal.type("r")
    try terminal.expect("\u{1B}[?1049l")
    try terminal.expect("probe> ")
    terminal.type("echo hel''lo\n")
    try terminal.expect("hello")
    try terminal.expect("probe> ")
    terminal.type("(echo sta''rted; exec sleep 1000)\n")
    try terminal.expect("started")
    terminal.type("\u{03}")
    try terminal.expect("probe> ")
    terminal.type("exit 7\n")
    try terminal.expect("exited(7)")
    terminal.type("\u{1B}OB")
    try terminal.expect("key down")
  }

  @Test("the screen comes back also when the shell is killed")
  func killedShell() throws {
    var terminal = try PseudoTerminal([probe])
    try terminal.expect("80x24")
    terminal.type("r")
    try terminal.expect("probe> ")
    terminal.type("stty raw -echo; kill -9 $$\n")
    try terminal.expect("signaled(9)")
    terminal.type("\u{1B}OB")
    try terminal.expect("key down")
  }

  @Test("a signal that ends the program ends the shell in it first")
  func terminateWithShell() throws {
    var terminal = try PseudoTerminal([probe])
    let before = terminal.modes
    try terminal.expect("80x24")
    terminal.type("r")
    try terminal.expect("probe> ")
    kill(terminal.processID, SIGTERM)
    #expect(try terminal.end() == .signaled(SIGTERM))
    #expect(terminal.modes == before)
  }
}

@Suite("Where there can be no screen", .serialized)
struct NoScreenTests {
  @Test(
    "the error says why",
    arguments: [
      ("TERM=", "termUnset"), ("TERM=no-such-terminal", "unknownTerminal(\"no-such-terminal\")"),
      ("TERM=dumb", "tooSimple(\"dumb\")"),
    ])
  func terms(variable: String, message: String) throws {
    var terminal = try PseudoTerminal([probe], environment: [variable])
    try terminal.expect(message)
    #expect(try terminal.end() == .exited(1))
  }

  @Test("output that is not a terminal is refused")
  func noTerminal() throws {
    var terminal = try PseudoTerminal(["/bin/sh", "-c", "\(probe) | cat"])
    try terminal.expect("notATerminal")
    #expect(try terminal.end() == .exited(0))
  }
}

@Suite("A screen with less", .serialized)
struct LesserScreenTests {
  @Test("without UTF-8 only ASCII is sent")
  func ascii() throws {
    var terminal = try PseudoTerminal([probe], environment: ["LC_ALL=C"])
    let first = try terminal.expect("80x24")
    #expect(first.utf8.allSatisfy { $0 < 0x80 })
    #expect(first.hasSuffix("?? ? ? 80x24"))
  }

  @Test("a UTF-8 locale that isn't installed still means UTF-8")
  func missingLocale() throws {
    var terminal = try PseudoTerminal([probe], environment: ["LC_ALL=xx_XX.UTF-8"])
    try terminal.expect("│部屋│ 80x24")
  }

  @Test("NO_COLOR leaves bold, and no colour")
  func noColor() throws {
    var terminal = try PseudoTerminal([probe], environment: ["NO_COLOR=1"])
    let first = try terminal.expect("80x24")
    #expect(!first.contains("38;5;"))
    #expect(first.contains("\u{1B}[0;1m"))
  }

  @Test("a terminal of eight colours gets one of them")
  func eightColors() throws {
    var terminal = try PseudoTerminal([probe], environment: ["TERM=xterm"])
    let first = try terminal.expect("80x24")
    #expect(first.contains("\u{1B}[31m"))
  }

  @Test("a terminal without colours works as well", arguments: ["vt100", "vt220"])
  func mono(name: String) throws {
    var terminal = try PseudoTerminal([probe], environment: ["TERM=\(name)"])
    try terminal.expect("80x24")
    terminal.type("x")
    #expect(try terminal.end() == .exited(0))
  }
}
