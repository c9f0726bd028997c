import Foundation
import TestSupport
import Testing

@Suite("heya list, tree and wrong usage")
struct ListCommandTests {
  @Test("prints a row per namespace, with the initial ones of every kind")
  func rows() throws {
    let output = try BuiltProgram.run("heya", ["list"])
    #expect(output.status == 0)
    let lines = output.text.split(separator: "\n")
    #expect(
      lines.first?.split(separator: " ").map(String.init)
        == ["KIND", "INODE", "NAME", "PROCS", "PID", "USER", "COMMAND"])
    let kinds = Set(lines.dropFirst().compactMap { $0.split(separator: " ").first })
    #expect(kinds == ["user", "cgroup", "ipc", "uts", "net", "pid", "mnt", "time"])
  }

  @Test("a namespace that a test makes is in it, and its filter finds just that", .requiresRoot)
  func ownNamespace() throws {
    let helper = try HelperProcess()
    try helper.order("unshare \(0x0400_0000)")
    let output = try BuiltProgram.run(
      "heya",
      [
        "list", "--no-header", "--columns", "kind,procs,pid", "--filter",
        "kind=uts and pid=\(helper.pid)",
      ])
    #expect(output.text.split(separator: " ").joined(separator: " ") == "uts 1 \(helper.pid)\n")
  }

  @Test("where /proc hides processes the list ends well and says how many", .requiresRoot)
  func hidepid() throws {
    let helper = try HelperProcess()
    try helper.order("unshare \(0x0002_0000)")
    try helper.order("private")
    try helper.order("proc hidepid=invisible")
    let runtimeFixture = try RuntimeFixture()
    let heya = try runtimeFixture.place("heya")
    let said = "[0-9]+ threads of processes that /proc hides .it is mounted with hidepid=invisible"
    let command = "\(heya) list 2>&1 >/dev/null | grep -qE \"\(said)\""
    try helper.order("user 65534")
    #expect(try helper.order("run \(command)") == 0)
  }

  @Test(
    "wrong usage ends with 2 and one sentence that names what is wrong",
    arguments: [
      (["list", "--kind", "nett"], "nett"), (["list", "--filter", "colour=red"], "colour"),
      (["list", "--columns", "width"], "width"), (["--interval", "0"], "0.1 to 3600"),
      (["frobnicate"], "frobnicate"), (["tree", "--by", "size"], "size"),
    ])
  func usage(_ arguments: [String], _ mention: String) throws {
    let output = try BuiltProgram.run("heya", arguments)
    #expect(output.status == 2)
    #expect(output.text.isEmpty)
    #expect(output.errors.contains(mention))
  }

  @Test("without a terminal heya prints the tree", arguments: [[], ["tree"]])
  func tree(_ arguments: [String]) throws {
    let output = try BuiltProgram.run("heya", arguments)
    #expect(output.status == 0)
    #expect(output.text.contains("user:[4026531837]  initial"))
    #expect(output.text.contains("└─"))
  }

  @Test(
    "the tree in any order is of nothing but ASCII with --ascii, names included",
    arguments: ["kind", "owner", "pid", "process"])
  func orders(_ order: String) throws {
    let runtimeFixture = try RuntimeFixture()
    let program = runtimeFixture.directory + "/部屋→é"
    try FileManager.default.createSymbolicLink(atPath: program, withDestinationPath: "/bin/sleep")
    let process = try RunningProgram(
      [program, "600"], in: "/", environment: [:], log: runtimeFixture.directory + "/log")
    defer { process.end() }
    let output = try BuiltProgram.run("heya", ["tree", "--by", order, "--ascii"])
    #expect(output.status == 0)
    #expect(output.text.utf8.allSatisfy { $0 < 0x80 })
    // The tree by owner has no processes.
    let isNamed = output.text.contains("\(runtimeFixture.directory)/????>? 600")
    #expect(isNamed == (order != "owner"))
  }
}
