import TestSupport
import Testing

/// `heya enter` as a command among others.
@Suite("heya enter", .requiresRoot)
struct EnterCommandTests {
  @Test(
    "ends with the command's own status, also one that means wrong usage elsewhere",
    arguments: [0, 1, 2, 64, 255])
  func status(_ status: Int32) throws {
    let room = try Lodger()
    try room.order("unshare 0x4000000")
    let output = try BuiltProgram.run(
      "heya", ["enter", "\(room.pid)", "--", "sh", "-c", "exit \(status)"])
    #expect(output.status == status)
    #expect(output.text == "" && output.errors == "")
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
