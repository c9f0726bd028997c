import Foundation
import TestSupport
import Testing

/// A configuration in a directory of its own, which goes with it.
private struct Scratch: ~Copyable {
  let path: String

  init(_ text: String) throws {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("heya-config-\(UUID())")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let file = directory.appendingPathComponent("config.toml")
    try text.write(to: file, atomically: true, encoding: .utf8)
    path = file.path
  }

  deinit {
    let directory = URL(fileURLWithPath: path).deletingLastPathComponent()
    try? FileManager.default.removeItem(at: directory)
  }
}

@Suite("heya config")
struct ConfigCommandTests {
  @Test("prints an example that it reads itself without complaint")
  func example() throws {
    let example = try BuiltProgram.run("heya", ["config", "--print", "--lang", "en"])
    #expect(example.status == 0)
    let file = try Scratch(example.text)
    let checked = try BuiltProgram.run("heya", ["config", "--config", file.path])
    #expect(checked.status == 0)
    #expect(checked.text == file.path + "\n")
  }

  @Test("ends with status 2 and one sentence that names file, line and remedy")
  func mistake() throws {
    let file = try Scratch("# mine\nthem = \"light\"\n")
    for command in [["config"], ["keys"]] {
      let output = try BuiltProgram.run(
        "heya", command + ["--lang", "en", "--config", file.path])
      #expect(output.status == 2)
      #expect(output.text.isEmpty)
      #expect(
        output.errors
          == "heya: \(file.path):2: there is no them; theme is nearest, and "
          + "`heya config --print` shows all there is\n")
    }
  }

  @Test("says so of a file that is not there, and of one that is no text")
  func unreadable() throws {
    let missing = try BuiltProgram.run(
      "heya", ["config", "--lang", "en", "--config", "/nowhere/config.toml"])
    #expect(missing.status == 2)
    #expect(missing.errors.hasPrefix("heya: /nowhere/config.toml: cannot be read (ENOENT"))
    let file = try Scratch("")
    try Data([0x7F, 0x45, 0x4C, 0x46, 0xFF]).write(to: URL(fileURLWithPath: file.path))
    let binary = try BuiltProgram.run("heya", ["config", "--lang", "en", "--config", file.path])
    #expect(binary.status == 2)
    #expect(binary.errors.contains("is not UTF-8"))
  }

  @Test("gives the keys to the table that the program prints")
  func keys() throws {
    let file = try Scratch("[keys]\nquit = [\"x\", \"^Q\"]\n")
    let output = try BuiltProgram.run("heya", ["keys", "--lang", "en", "--config", file.path])
    #expect(output.text.contains("`x` `^Q` quit"))
    #expect(!output.text.contains("`q` `F10` quit"))
  }

  @Test("is what the interface begins with, and stops it at the start when it is wrong")
  func interface() throws {
    let file = try Scratch("language = \"ja\"\nview = \"processes\"\n[keys]\nquit = \"x\"\n")
    let heya = BuiltProgram.path("heya")
    let tmux = Tmux("sh", columns: 200, rows: 30)
    tmux.type("\(heya) --config \(file.path); echo left with $?", "Enter")
    #expect(tmux.wait(for: "プロセス") != nil)
    #expect(tmux.wait(for: "x 終了") != nil)
    tmux.type("q")
    tmux.type("x")
    #expect(tmux.wait(for: "left with 0") != nil)
    let wrong = try Scratch("[keys]\nquit = \"j\"\n")
    tmux.type("clear; \(heya) --lang en --config \(wrong.path); echo left with $?", "Enter")
    #expect(tmux.wait(for: "config.toml:2: j would be both down and quit") != nil)
    #expect(tmux.wait(for: "left with 2") != nil)
  }
}
