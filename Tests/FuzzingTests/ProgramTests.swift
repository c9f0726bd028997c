import Foundation
import FuzzTargets
import JSONCoding
import TestSupport
import Testing

/// Changed captures through the real program: it shows what there is, or says one sentence.
@Suite("Commands on captures that somebody changed")
struct ProgramTests {
  /// Every command that takes a capture; the last is the interface, which needs a terminal and reads
  /// the file before it asks for one.
  private static let commands = [
    ["list"], ["list", "--json"], ["tree"], ["tree", "--by", "process"], ["containers"],
    ["containers", "--json"], ["show", "1"], ["show", "--json", "1"], ["why", "1"],
    ["compare", "1", "3"], ["learn", "net"], [],
  ]

  private func check(_ arguments: [String]) throws -> BuiltProgram.Output {
    let output = try BuiltProgram.run("heya", arguments + ["--lang", "en"])
    // A signal would be another number; 2 is a process or a namespace that the change took away.
    #expect([0, 1, 2].contains(output.status), "\(arguments): \(output.status) \(output.errors)")
    if output.status != 0 {
      #expect(output.errors.hasPrefix("heya: "), "\(arguments): \(output.errors)")
    }
    return output
  }

  /// Puts texts into a file, one after the other, and passes its path on.
  private func forEach(_ texts: [[UInt8]], _ body: (String) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("heya-changed-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    for text in texts {
      try Data(text).write(to: file)
      try body(file.path)
    }
  }

  @Test("each ends by itself, whatever was changed", arguments: commands)
  func captures(command: [String]) throws {
    let document = try JSONValue(reading: try FuzzTargetTests.corpus("capture")[0])
    var mutation = DocumentMutation(seed: UInt64(command.joined().utf8.count))
    try forEach((0..<6).map { _ in mutation.text(of: document) }) { path in
      _ = try check(command + ["--from", path])
    }
  }

  @Test("so do two that are compared")
  func compared() throws {
    let document = try JSONValue(reading: try FuzzTargetTests.corpus("capture")[0])
    var mutation = DocumentMutation(seed: 17)
    try forEach((0..<6).map { _ in mutation.text(of: document) }) { path in
      _ = try check(["compare", "--captures", path, path])
    }
  }

  @Test(
    "a moment that no date can be written of is refused in one sentence",
    arguments: ["1e300", "-1e300", "1e18", "-1", "9223372036854775807", "18446744073709551616"])
  func moments(number: String) throws {
    var object = try JSONValue(reading: try FuzzTargetTests.corpus("capture")[0]).object
    object["takenSeconds"] = try JSONValue(reading: Array(number.utf8))
    try forEach([Array(JSONValue.object(object).text().utf8)]) { path in
      let all =
        Self.commands.map { $0 + ["--from", path] } + [["compare", "--captures", path, path]]
      for arguments in all {
        let output = try check(arguments)
        #expect(output.status == 1)
        #expect(output.errors.contains("'takenSeconds' is no time before the year 10000"))
        #expect(output.errors.split(separator: "\n").count == 1, "\(arguments): \(output.errors)")
      }
    }
  }
}
