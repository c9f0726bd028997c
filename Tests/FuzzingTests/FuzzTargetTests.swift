import Foundation
import FuzzTargets
import JSONCoding
import Reporting
import Testing

/// The corpora of the fuzzers, and a short run on each that is always the same.
@Suite("Parsers of what others wrote")
struct FuzzTargetTests {
  private static let corpora = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fuzzing/Corpus")

  static func corpus(_ name: String) throws -> [[UInt8]] {
    let directory = corpora.appendingPathComponent(name)
    return try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
      .map { Array(try Data(contentsOf: directory.appendingPathComponent($0))) }
  }

  @Test(
    "take all of their corpus and some hundred changes to each",
    arguments: FuzzTarget.all.map(\.name))
  func run(name: String) throws {
    let target = try #require(FuzzTarget.named(name))
    let inputs = try Self.corpus(name)
    #expect(!inputs.isEmpty)
    var seed = Seed(14)
    for input in inputs {
      target.run(input)
      for _ in 0..<(name == "capture" ? 20 : 200) { target.run(ByteMutation.of(input, &seed)) }
    }
  }

  @Test("captures whose numbers, types and members were exchanged are refused or shown")
  func captures() throws {
    for input in try Self.corpus("capture") {
      let document = try JSONValue(reading: input)
      var mutation = DocumentMutation(seed: 15)
      var shown = 0
      for _ in 0..<400 {
        let text = mutation.text(of: document)
        FuzzTarget.named("capture")?.run(text)
        shown += (try? Capture(text: text)) == nil ? 0 : 1
      }
      #expect((40..<380).contains(shown), "some changes leave a capture, and some do not: \(shown)")
    }
  }

  @Test("what is remembered is read or begun anew, whatever stands there")
  func states() throws {
    for input in try Self.corpus("state") {
      let document = try JSONValue(reading: input)
      var mutation = DocumentMutation(seed: 16)
      for _ in 0..<3000 { FuzzTarget.named("state")?.run(mutation.text(of: document)) }
    }
  }
}
