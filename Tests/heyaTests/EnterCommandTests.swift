import SystemCalls
import TestSupport
import Testing

/// `heya enter` as a command among others.
@Suite("heya enter", .requiresRoot)
struct EnterCommandTests {
  @Test(
    "ends with the command's own status, also one that means wrong usage elsewhere",
    arguments: [0, 1, 2, 64, 255])
  func status(_ status: Int32) throws {
    let helper = try HelperProcess()
    try helper.order("unshare 0x4000000")
    let output = try BuiltProgram.run(
      "heya", ["enter", "\(helper.pid)", "--", "sh", "-c", "exit \(status)"])
    #expect(output.status == status)
    #expect(output.text == "" && output.errors == "")
  }

  @Test("hands the command's words over as they are, with options of its own before and without")
  func words() throws {
    let helper = try HelperProcess()
    try helper.order("unshare 0x4000000")
    let command = ["--", "printf", "<%s>", "a b", "--help", "--", ""]
    let plain = try BuiltProgram.run("heya", ["enter", "\(helper.pid)"] + command)
    #expect(plain.text == "<a b><--help><--><>")
    let other = try BuiltProgram.run("heya", ["enter", "--as-root", "\(helper.pid)"] + command)
    #expect(other.text == plain.text)
  }

  @Test("passes bytes through as they are where nobody sits there")
  func bytes() throws {
    let helper = try HelperProcess()
    try helper.order("unshare 0x4000000")
    let runtimeFixture = try RuntimeFixture()
    let heya = BuiltProgram.path("heya")
    let (input, output) = (
      "\(runtimeFixture.directory)/input", "\(runtimeFixture.directory)/output"
    )
    try runtimeFixture.run(
      "sh", "-c",
      "head -c 3000000 /dev/urandom >\(input); "
        + "\(heya) enter \(helper.pid) -- cat <\(input) | cat >\(output)")
    try runtimeFixture.run("cmp", input, output)
  }

  @Test("gives no terminal of the caller's to a command whose output goes elsewhere")
  func halfTerminal() throws {
    let helper = try HelperProcess()
    try helper.order("unshare 0x4000000")
    var terminal = try PseudoTerminal([
      "/bin/sh", "-c",
      "\(BuiltProgram.path("heya")) enter \(helper.pid) -- sh -c 'tty; cat' | tr a-z A-Z",
    ])
    try terminal.expect("NOT A TTY")
    terminal.type("through\r")
    try terminal.expect("THROUGH")
    terminal.type("\u{4}")
    #expect(try terminal.end() == .exited(0))
  }

  @Test(
    "tells wrong usage as every command does",
    arguments: [[], ["1", "--only", "nothing"], ["1", "--only", "net", "--except", "net"]])
  func wrongUsage(_ arguments: [String]) throws {
    let output = try BuiltProgram.run("heya", ["enter"] + arguments)
    #expect(output.status == 2)
    #expect(output.errors.contains("Usage: heya enter "))
  }

  @Test("explains itself under its full name")
  func help() throws {
    let output = try BuiltProgram.run("heya", ["enter", "--help"])
    #expect(output.status == 0)
    #expect(output.text.contains("USAGE: heya enter "))
  }
}
