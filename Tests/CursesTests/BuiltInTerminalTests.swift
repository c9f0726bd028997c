import Foundation
import Testing

@testable import Curses

@Suite("Terminals that are built in")
struct BuiltInTerminalTests {
  private static let names = [
    "xterm", "xterm-256color", "screen-256color", "tmux-256color", "linux", "vt100", "kitty",
  ]

  /// What infocmp(1) reads of a description.
  private func capabilities(_ name: String, _ variable: String?) throws -> Set<String> {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/infocmp")
    process.arguments = ["-1", name]
    process.environment = variable.map { ["TERMINFO": $0] } ?? [:]
    let pipe = Foundation.Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Set(
      text.split(separator: "\n").filter { $0.hasPrefix("\t") }
        .map { String($0.dropFirst().dropLast()) })
  }

  @Test("ncurses reads each of them, and finds what a screen needs", arguments: names)
  func read(_ name: String) throws {
    let found = try capabilities(name, #require(BuiltInTerminal(name)).variable)
    #expect(found.isSuperset(of: ["am", "cols#80", "lines#24", "clear=\\E[H\\E[J", "ri=\\EM"]))
    #expect(found.contains { $0.hasPrefix("sgr0=") })
    #expect(found.contains("colors#0x100") == (name.contains("256") || name == "kitty"))
  }

  @Test("keys and colours are those of the database", arguments: ["xterm-256color", "linux"])
  func agrees(_ name: String) throws {
    let ours = try capabilities(name, #require(BuiltInTerminal(name)).variable)
    let theirs = try capabilities(name, nil)
    let shared = ["k", "setaf=", "setab=", "cup=", "el=", "csr=", "op=", "smcup=", "colors#"]
    let compared = ours.filter { capability in
      // Modern terminals report the mouse in a way of their own.
      shared.contains { capability.hasPrefix($0) } && !capability.hasPrefix("kmous")
        && !capability.hasPrefix("km,")
    }
    let differing = compared.subtracting(theirs).sorted()
    #expect(compared.count >= 20)
    // What the database adds to make scrollback safe, and what an erase key sends, may differ.
    #expect(differing.filter { !$0.hasPrefix("smcup") && !$0.hasPrefix("kbs") } == [])
  }

  @Test(
    "an unknown name, or one that would break the description, has none",
    arguments: ["dumb", "", "x|term", "xterm\u{1B}", "ansi.sys|y"])
  func none(_ name: String) {
    #expect(BuiltInTerminal(name) == nil)
  }
}
