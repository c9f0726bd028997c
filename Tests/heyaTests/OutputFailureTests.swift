import Foundation
import JSONCoding
import TestSupport
import Testing

/// Every command of the built program, writing to where nothing can be written.
@Suite("Output that cannot be written")
struct OutputFailureTests {
  /// A command line for each subcommand, and for what the parser of arguments answers itself.
  static let commands = [
    "", "--help", "--version", "help list", "--generate-completion-script bash",
    "--experimental-dump-help", "browse", "list", "list --json", "tree", "show self",
    "show self --json", "compare self self", "compare self self --json", "why self",
    "why self --json", "containers", "containers --json", "capture -", "explain net", "learn",
    "keys", "config --print", "filter",
  ]

  /// Those that need rights.
  static let commandsOfRoot = [
    "learn uts --plain", "learn uts --check", "enter self --explain", "new --kinds uts --explain",
    "capture /dev/null",
  ]

  @Test("every subcommand is tried")
  func allAreTried() throws {
    let help = try BuiltProgram.run("heya", ["--help"]).text
    let list = try #require(
      help.components(separatedBy: "SUBCOMMANDS:\n").last?
        .components(separatedBy: "\n\n").first)
    let names = list.split(separator: "\n").compactMap { line in
      line.hasPrefix("  ") && !line.hasPrefix("   ") ? line.split(separator: " ").first : nil
    }
    #expect(names.count > 10)
    let tried = (Self.commands + Self.commandsOfRoot).compactMap { $0.split(separator: " ").first }
    for name in names { #expect(tried.contains(name), "\(name)") }
  }

  private func fails(_ command: String) throws {
    let full = try BuiltProgram.run(shell: "$heya \(command) >/dev/full")
    #expect(full.status == 1)
    #expect(
      full.errors.hasSuffix(
        "heya: cannot write to the standard output (ENOSPC: No space left on device).\n"))
    let closed = try BuiltProgram.run(shell: "$heya \(command) >&-")
    #expect(closed.status == 1)
    #expect(
      closed.errors.hasSuffix(
        "heya: cannot write to the standard output (EBADF: Bad file descriptor).\n"))
  }

  @Test("ends with 1 and one sentence", arguments: commands)
  func fullOrClosed(_ command: String) throws {
    try fails(command)
  }

  @Test("ends with 1 and one sentence, for root", .requiresRoot, arguments: commandsOfRoot)
  func fullOrClosedForRoot(_ command: String) throws {
    try fails(command)
  }

  @Test("is told in Japanese")
  func japanese() throws {
    let output = try BuiltProgram.run(shell: "$heya list --lang ja >/dev/full")
    #expect(output.status == 1)
    #expect(output.errors.hasSuffix("heya: 標準出力に書き込めません（ENOSPC）。\n"))
  }

  @Test("a lesson that cannot be printed leaves no lab behind", .requiresRoot)
  func lab() throws {
    let program = BuiltProgram.path("heya")
    let output = try BuiltProgram.run(shell: "exec $heya learn pid --plain >/dev/full")
    #expect(output.status == 1)
    // What was started by it has its program.
    let left = try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { pid in
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/exe")) == program
        && (try? String(contentsOfFile: "/proc/\(pid)/cmdline", encoding: .utf8))?
          .contains("learn\0pid\0--plain") ?? false
    }
    #expect(left.isEmpty)
  }

  @Test("nothing is written into a file that took the place of a closed standard output")
  func place() throws {
    let file = NSTemporaryDirectory() + "heya-place-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: file) }
    let output = try BuiltProgram.run(shell: "$heya capture \(file) <&- >&-")
    #expect(output.status == 1)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.hasPrefix("{") && text.hasSuffix("}\n"))
  }

  @Test("nobody hears of a reader that has gone", arguments: ["", "trap '' PIPE; "])
  func brokenPipe(_ preparation: String) throws {
    let status = NSTemporaryDirectory() + "heya-pipe-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: status) }
    // The reader has gone before the first byte comes.
    let line =
      "(\(preparation)sleep 0.2; $heya list --json; echo $? >\(status)) | true; cat \(status)"
    let output = try BuiltProgram.run(shell: line)
    #expect(output.text == "141\n")
    #expect(!output.errors.contains("cannot write"))
  }

  @Test("a pipe that takes no more for now is waited for")
  func nonblockingPipe() throws {
    let output = Pipe()
    let writing = output.fileHandleForWriting.fileDescriptor
    _ = fcntl(writing, F_SETFL, fcntl(writing, F_GETFL) | O_NONBLOCK)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: BuiltProgram.path("heya"))
    process.arguments = ["--experimental-dump-help"]
    process.standardOutput = output
    try process.run()
    usleep(500_000)
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(text.count > 8192)
    #expect(throws: Never.self) { try JSONValue(reading: Array(text)) }
  }
}
