import Foundation
import TestSupport
import Testing

@Suite("The README")
struct ReadmeTests {
  private let readme: String

  init() throws {
    let here = URL(fileURLWithPath: #filePath)
    let root = here.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
  }

  @Test("shows the keys that the program has")
  func keys() throws {
    let output = try BuiltProgram.run("heya", ["keys", "--lang", "en"])
    #expect(output.status == 0)
    #expect(readme.contains(output.text))
  }

  @Test("names every command that the program has")
  func commands() throws {
    let help = try BuiltProgram.run("heya", ["--help"]).text
    let section = try #require(
      help.components(separatedBy: "SUBCOMMANDS:").last?.components(separatedBy: "\n\n").first)
    let commands = section.split(separator: "\n").filter {
      $0.hasPrefix("  ") && !$0.hasPrefix("   ")
    }
    .compactMap { $0.split(separator: " ").first }
    #expect(commands.count > 5)
    for command in commands where command != "browse" {
      #expect(readme.contains("`heya \(command)"), "\(command)")
    }
  }

  @Test("shows pictures that are there")
  func pictures() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let names = readme.matches(of: /\(screenshots\/([a-z0-9-]+\.png)\)/).map { String($0.1) }
    #expect(!names.isEmpty)
    for name in names {
      let path = root.appendingPathComponent("screenshots/\(name)").path
      #expect(FileManager.default.fileExists(atPath: path), "\(name)")
    }
  }
}
