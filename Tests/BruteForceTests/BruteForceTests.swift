import Foundation
import JSONCoding
import TestSupport
import Testing

/// `heya list --json` against Tests/BruteForce/check.py, which shares no line with heya.
@Suite(.serialized)
struct BruteForceTests {
  @Test(
    "every namespace is found, whatever alone keeps it alive, and with every reason",
    .requiresRoot, .requires(program: "python3"))
  func everything() throws {
    let fixture = try LiveHostFixture()
    let listed = try list()
    for (name, namespace) in fixture.namespaces {
      let row = listed["namespaces"].elements.first {
        $0["kind"].string == namespace.kind && $0["inode"].integer == namespace.inode
      }
      let reasons = row?["keptAliveBy"].elements.filter { reason in
        reason["pid"].integer.map(fixture.helperPIDs.contains) ?? true
      }
      let names = reasons?.compactMap { $0["reason"].string }
      #expect(names.map(Set.init) == Set(namespace.reasons), "the namespace kept by a \(name)")
    }
    let differences = try check()
    #expect(differences == "")
    withExtendedLifetime(fixture) {}
  }

  @Test(
    "an unprivileged user sees what is theirs and is told how much is hidden",
    .requiresRoot, .requires(program: "python3"))
  func unprivileged() throws {
    let fixture = try LiveHostFixture()
    let nobody = try HelperProcess()
    try nobody.order("user 65534")
    try nobody.order("unshare 0x50000000")
    let runtimeFixture = try RuntimeFixture()
    let differences = try check("--uid", "65534", heya: runtimeFixture.place("heya"))
    #expect(differences == "")
    #expect(nobody.pid > 0)
    withExtendedLifetime(fixture) {}
  }

  @Test("the JSON follows the schema of heya/1", .requires(program: "python3"))
  func schema() throws {
    let differences = try check("--schema", directory + "/heya-1.schema.json")
    #expect(differences == "")
  }

  private let directory = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "BruteForce").path

  /// What the independent search has to say against heya: a line per difference.
  private func check(
    _ arguments: String..., heya: String = BuiltProgram.path("heya")
  ) throws -> String {
    let (output, _) = try run(
      "/usr/bin/env", ["python3", directory + "/check.py", heya] + arguments)
    return String(decoding: output, as: UTF8.self)
  }

  private func list() throws -> JSONValue {
    let (output, status) = try run(BuiltProgram.path("heya"), ["list", "--json"])
    try #require(status == 0)
    return try JSONValue(reading: output)
  }

  private func run(_ program: String, _ arguments: [String]) throws -> ([UInt8], Int32) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return ([UInt8](output), process.terminationStatus)
  }
}
