import Foundation
import TestSupport
import Testing

/// A directory of its own, which goes with it.
private struct Scratch: ~Copyable {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent("heya-state-\(UUID())")
    .path

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  var file: String { path + "/heya/state.json" }
}

@Suite("The interface from one run to the next")
struct RememberingTests {
  @Test("greets once, then comes up as it was left")
  func remembers() throws {
    let scratch = try Scratch()
    let tmux = Tmux("sh", columns: 100, rows: 30)
    let heya = "XDG_STATE_HOME=\(scratch.path) \(BuiltProgram.path("heya")) --lang en"
    tmux.type("\(heya)", "Enter")
    #expect(tmux.wait(for: "Welcome to heya") != nil)
    tmux.type("Space")
    #expect(tmux.wait { !$0.contains { $0.contains("Welcome") } } != nil)
    tmux.type("6")
    #expect(tmux.wait(for: "UCIHNPMT") != nil)
    tmux.type("q")
    tmux.type("clear; \(heya); echo left", "Enter")
    #expect(tmux.wait(for: "UCIHNPMT") != nil)
    #expect(!tmux.screen().contains { $0.contains("Welcome") })
    tmux.type("q")
    // The screen is given back before the file is written.
    #expect(tmux.wait(for: "left") != nil)
    let directory = (scratch.file as NSString).deletingLastPathComponent
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["state.json"])
    let attributes = try FileManager.default.attributesOfItem(atPath: scratch.file)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test("leaves what is typed right after the quit key to the shell")
  func typedAhead() throws {
    let scratch = try Scratch()
    let tmux = Tmux("sh", columns: 100, rows: 30)
    tmux.type("XDG_STATE_HOME=\(scratch.path) \(BuiltProgram.path("heya")) --lang en", "Enter")
    #expect(tmux.wait(for: "Welcome to heya") != nil)
    // One write of the terminal's: heya finds all of it waiting.
    tmux.type("Space", "qecho typed-$((6*7))", "Enter")
    #expect(tmux.wait(for: "typed-42") != nil)
  }

  @Test("says that a broken file is left aside, and replaces it")
  func broken() throws {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/heya", withIntermediateDirectories: false)
    try "{ not".write(toFile: scratch.file, atomically: true, encoding: .utf8)
    let tmux = Tmux("sh", columns: 160, rows: 30)
    tmux.type(
      "XDG_STATE_HOME=\(scratch.path) \(BuiltProgram.path("heya")) --lang en; echo left", "Enter")
    #expect(tmux.wait(for: "was broken; heya begins anew") != nil)
    tmux.type("q")
    #expect(tmux.wait { $0.contains("left") } != nil)
    #expect(try String(contentsOfFile: scratch.file, encoding: .utf8).hasPrefix("{\n"))
  }

  @Test("writes nothing as root into the home of somebody else", .requiresRoot)
  func somebodyElse() throws {
    let scratch = try Scratch()
    try FileManager.default.setAttributes(
      [.ownerAccountID: 65_534], ofItemAtPath: scratch.path)
    let tmux = Tmux("sh", columns: 160, rows: 30)
    tmux.type("HOME=\(scratch.path) \(BuiltProgram.path("heya")) --lang en; echo left", "Enter")
    #expect(tmux.wait(for: "Welcome to heya") != nil)
    tmux.type("Space", "q")
    #expect(tmux.wait { $0.contains("left") } != nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).isEmpty)
  }

  @Test("neither greets nor remembers when it looks at a capture")
  func capture() throws {
    let scratch = try Scratch()
    let file = scratch.path + "/host.heya"
    #expect(try BuiltProgram.run("heya", ["capture", file]).status == 0)
    let tmux = Tmux("sh", columns: 160, rows: 30)
    tmux.type(
      "XDG_STATE_HOME=\(scratch.path) \(BuiltProgram.path("heya")) --lang en --from \(file); "
        + "echo left", "Enter")
    #expect(tmux.wait(for: "1 Kinds") != nil)
    #expect(!tmux.screen().contains { $0.contains("Welcome") })
    tmux.type("q")
    #expect(tmux.wait { $0.contains("left") } != nil)
    #expect(!FileManager.default.fileExists(atPath: scratch.file))
  }
}
