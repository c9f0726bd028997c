import Foundation
import Testing

/// What the program writes to people passes `TerminalText`: nothing in the sources goes round it.
@Suite("No text leaves the program but through the streams that escape it")
struct OutputLintTests {
  /// The files that hold a stream itself, and why their bytes are no foreign text.
  private static let streams: Set = [
    // They take nothing but TerminalText.
    "SystemCalls/StandardOutput.swift", "SystemCalls/StandardError.swift",
    // The primitives that those use, and the place of the error stream while a screen is up.
    "SystemCalls/StandardStream.swift", "SystemCalls/StandardErrorCapture.swift",
    // The sequences of the screen itself; ncurses draws canvases, which escape what is drawn.
    "Curses/Screen.swift",
    // What a program in a namespace says to the person who went there.
    "SystemCalls/Relay.swift",
  ]

  /// What writes to a stream.
  private static let ways = [
    #"(^|[^.\w]|Swift\.)(print|debugPrint|putchar|puts|printf|perror|vprintf)\("#,
    #"\bfputs\(|\bfwrite\(|\bfprintf\(|\bFileHandle\b|\bTextOutputStream\b"#,
    #"\bSTDOUT_FILENO\b.*\bwrite|\bwrite\w*\([^)]*\bSTD(OUT|ERR)_FILENO|\bwrite\((1|2),"#,
    #"Descriptor\(owning: (1|2|STDOUT_FILENO|STDERR_FILENO)\)"#, #"\bwriteWaiting\("#,
    #"/dev/(tty|stdout|stderr)\b"#,
  ]

  @Test("in any file of the sources")
  func sources() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")
    let files = try #require(FileManager.default.enumerator(atPath: root.path))
    let patterns = try Self.ways.map { try Regex($0) }
    var seen = 0
    for case let file as String in files where file.hasSuffix(".swift") {
      if Self.streams.contains(file) || file.hasPrefix("heya-benchmark/") { continue }
      let text = try String(contentsOfFile: "\(root.path)/\(file)", encoding: .utf8)
      seen += 1
      for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        let code = String(line.prefix(upTo: line.range(of: "//")?.lowerBound ?? line.endIndex))
        if Self.isAllowed(code, in: file) { continue }
        for pattern in patterns {
          #expect(
            code.firstMatch(of: pattern) == nil, "\(file):\(number + 1): \(line)")
        }
      }
    }
    #expect(seen > 300)
  }

  /// Functions of the same name that end in those streams, and paths that are only spoken of.
  private static func isAllowed(_ code: String, in file: String) -> Bool {
    switch file {
    case "heya/Message.swift", "heya/JSONOutput.swift", "heya/TeachingOptions.swift":
      code.contains("print(")
    // A file that a person names may be a pipe or a device; what goes there is JSON.
    case "SystemCalls/OwnFile.swift": code.contains("writeWaiting(bytes)")
    default: false
    }
  }
}
