import Foundation
import TestSupport
import Testing

/// How long to soak: half a minute, or as long as somebody says.
private let seconds = ProcessInfo.processInfo.environment["HEYA_SOAK_SECONDS"] ?? "30"

/// Runs Tests/Soak/soak.py, which looks at the host again and again among neighbours who mean harm.
@Suite("Among hostile neighbours", .needs("python3", "unshare", "mount", "umount"), .serialized)
struct SoakTests {
  @Test("no look hangs, grows, leaves something behind or lets an escape sequence through")
  func soak() throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Soak/soak.py").path
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", script, BuiltProgram.path("heya"), seconds, "--limit", Self.limit,
    ]
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    print(text)
    #expect(process.terminationStatus == 0, "\(text)")
  }

  /// How many seconds a look may take: three, and more for a debug build on a machine that builds and
  /// tests other things as well.
  private static var limit: String {
    #if DEBUG
    "6"
    #else
    "3"
    #endif
  }
}
