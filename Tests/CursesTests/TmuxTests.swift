import Foundation
import Testing

/// A tmux server of its own with one window.
private struct Tmux: ~Copyable {
  static let path = "/usr/bin/tmux"
  static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: path) }

  private let name = "heya-curses-\(UUID().uuidString)"

  init(_ command: String, columns: Int, rows: Int) throws {
    try run(["-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", command])
  }

  deinit {
    _ = try? run(["kill-server"])
  }

  @discardableResult
  func run(_ arguments: [String]) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: Self.path)
    process.arguments = ["-u", "-L", name] + arguments
    process.environment = ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "TERM": "xterm-256color"]
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text
  }

  /// The lines of the window without the blanks at their ends.
  func screen() throws -> [String] {
    lines(of: try run(["capture-pane", "-p"]))
  }
}

/// The lines of a text without the blanks at their ends, and without empty lines at the end.
private func lines(of text: String) -> [String] {
  var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
    String(line.reversed().drop { $0 == " " }.reversed())
  }
  while lines.last == "" { lines.removeLast() }
  return lines
}

@Suite("A screen in tmux", .enabled(if: Tmux.isInstalled))
struct TmuxTests {
  @Test("what is seen is what was drawn, whatever was there before")
  func random() async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "heya-\(UUID().uuidString)")
    try Data().write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let tmux = try Tmux("\(probe) \(file.path)", columns: 61, rows: 17)
    var before: [String] = []
    for number in 0..<40 {
      // The first key may come before the program; until then there is no canvas.
      try tmux.run(["send-keys", "n"])
      let (drawn, seen) = try await settled(tmux, file, differentFrom: before)
      #expect(seen == drawn, "canvas \(number)")
      before = drawn
    }
  }

  /// What was drawn and what is seen, once they agree or a long time has passed.
  private func settled(
    _ tmux: borrowing Tmux, _ file: URL, differentFrom before: [String]
  ) async throws -> (drawn: [String], seen: [String]) {
    var drawn: [String] = []
    var seen: [String] = []
    for _ in 0..<500 {
      drawn = lines(of: try String(contentsOf: file, encoding: .utf8))
      seen = try tmux.screen()
      if drawn != before, !drawn.isEmpty, drawn == seen { break }
      try await Task.sleep(for: .milliseconds(10))
    }
    return (drawn, seen)
  }
}
