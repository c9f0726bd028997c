import Foundation
import Glibc
import SystemCalls
import TestSupport
import Testing

private let heya = BuiltProgram.path("heya")

@Suite("A terminal, whatever it does, leaves the interface answering", .serialized)
struct TerminalLimitTests {
  private func interface(size: WindowSize = .usual) throws -> PseudoTerminal {
    var terminal = try PseudoTerminal([heya, "--lang", "en", "--readonly"], size: size)
    try terminal.expect("privileged")
    return terminal
  }

  @Test("of any size", arguments: [65535, 40000, 32768] as [UInt16])
  func size(extent: UInt16) throws {
    var terminal = try interface(size: WindowSize(rows: extent, columns: extent))
    try terminal.resize(rows: 24, columns: extent)
    try terminal.resize(rows: extent, columns: 80)
    terminal.type("q")
    #expect(try terminal.end() == .exited(0))
  }

  @Test("to a paste of 300 KB where a search is typed, and to the keys after it")
  func paste() throws {
    var terminal = try interface()
    terminal.type("/\u{1B}[200~")
    for _ in 0..<300 {
      terminal.type(String(repeating: "no such name ", count: 80))
      try terminal.waitUntilRead()
    }
    terminal.type("\u{1B}[201~\u{1B}")
    try terminal.waitUntilRead()
    usleep(200_000)
    terminal.type("q")
    #expect(try terminal.end() == .exited(0))
  }

  @Test("to the quit key a second after a paste that has no end")
  func unfinishedPaste() throws {
    var terminal = try interface()
    terminal.type("\u{1B}[200~oops")
    try terminal.waitUntilRead()
    usleep(1_500_000)
    terminal.type("q")
    #expect(try terminal.end() == .exited(0))
  }
}

@Suite("Where memory is limited heya says so in a sentence and ends with 1", .serialized)
struct MemoryLimitTests {
  private func run(_ limit: String, _ command: String) throws -> (SystemCalls.ExitStatus, String) {
    var terminal = try PseudoTerminal(["/bin/sh", "-c", "ulimit \(limit); exec \(heya) \(command)"])
    let status = try terminal.end()
    return (status, try terminal.rest())
  }

  @Test(
    "or works",
    arguments: ["-v 120000", "-v 60000", "-v 48000", "-v 46000", "-v 44000", "-v 42000"])
  func addressSpace(limit: String) throws {
    for command in ["list --lang en", "tree", "containers"] {
      let (status, text) = try run(limit, command)
      // The dynamic loader has a sentence of its own, and 127.
      if status == .exited(0) || status == .exited(127) { continue }
      #expect(status == .exited(1), "\(limit) \(command): \(text)")
      #expect(text.contains("ulimit -v"), "\(text)")
    }
  }

  /// How much memory the program file alone takes that is written to, in KiB.
  ///
  /// Where a limit on data (`RLIMIT_DATA`) does not allow as much, the kernel ends the program by a
  /// fault before its first instruction (execve(2)), and so does the loader where there is no room for
  /// its own data: nothing of heya's has run that could say anything. From here on somebody speaks, the
  /// loader, with status 127, or heya.
  private static func writableKiB() throws -> UInt64 {
    let file = [UInt8](
      try Data(contentsOf: URL(filePath: heya), options: .alwaysMapped).prefix(4096))
    func number(_ place: Int, _ size: Int) -> UInt64 {
      file[place..<place + size].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    // Elf64_Ehdr, and each Elf64_Phdr (elf(5)): PT_LOAD that is PF_W.
    let (start, size, count) = (Int(number(32, 8)), Int(number(54, 2)), Int(number(56, 2)))
    let headers = (0..<count).map { start + size * $0 }
    return headers.filter { number($0, 4) == 1 && number($0 + 4, 4) & 2 != 0 }
      .reduce(0) { $0 + number($1 + 40, 8) } / 1024
  }

  @Test("and where the data is limited, from what the program file itself takes on")
  func data() throws {
    let least = try Self.writableKiB()
    for limit in [least + 64, least + 256, least + 1024, least + 4096] {
      let (status, text) = try run("-d \(limit)", "list --lang en")
      #expect(
        [.exited(0), .exited(1), .exited(127)].contains(status), "\(limit): \(status) \(text)")
      #expect(!text.isEmpty)
      if status == .exited(1) { #expect(text.contains("ulimit -d"), "\(text)") }
    }
  }

  @Test("on a small stack, in both languages", arguments: ["64", "256", "512"])
  func stack(size: String) throws {
    for (language, text) in [("C.UTF-8", "the stack is limited"), ("ja_JP.UTF-8", "スタックが")] {
      for command in ["", "list", "enter 1", "--help"] {
        let (status, output) = try run("-s \(size); export LC_ALL=\(language)", command)
        #expect(status == .exited(1), "\(command): \(output)")
        #expect(output.contains(text), "\(output)")
        #expect(output.split(separator: "\n").count == 1)
      }
    }
  }

  @Test("on few open files, in both languages; with as many as it asks for it works")
  func openFiles() throws {
    for (language, text) in [("C.UTF-8", "may have 16 files open"), ("ja_JP.UTF-8", "16 個に制限")] {
      for command in ["", "list", "enter 1"] {
        let (status, output) = try run("-n 16; export LC_ALL=\(language)", command)
        #expect(status == .exited(1), "\(command): \(output)")
        #expect(output.contains(text) && output.contains("ulimit -n 1024"), "\(output)")
        #expect(output.split(separator: "\n").count == 1)
      }
    }
    for command in ["list", "tree", "containers", "show self"] {
      let (status, output) = try run("-n 64", command)
      #expect(status == .exited(0) && !output.contains("EMFILE"), "\(command): \(output)")
    }
  }

  @Test(
    "in the interface, with the terminal as it was", arguments: ["-v 46000", "-v 48000", "-d 6000"])
  func interface(limit: String) throws {
    var terminal = try PseudoTerminal(["/bin/sh", "-c", "ulimit \(limit); exec \(heya) --lang en"])
    let before = terminal.modes
    usleep(2_000_000)
    terminal.type("qq")
    let status = try terminal.end()
    #expect(terminal.modes == before)
    if status == .exited(0) || status == .exited(127) { return }
    #expect(status == .exited(1))
    let text = try terminal.rest()
    #expect(text.contains("memory ran out: it is limited"), "\(text)")
  }
}
