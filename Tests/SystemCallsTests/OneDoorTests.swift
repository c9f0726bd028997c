import Foundation
import Testing

/// Who goes into the namespaces of others.
///
/// What goes in is the joiner, whoever asks for it: entries, new namespaces, labs, the interface. This
/// finds what would make a process, execute a program or join a namespace by another way.
@Suite("One door leads into namespaces")
struct OneDoorTests {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")

  /// The calls, and in which files of C they may be: those that fork without executing anything stay
  /// in the host's namespaces (cleanup.c, file_reader.c, untrusted.c), as does the thread of join.c.
  private static let doors: [String: Set<String>] = [
    "setns": ["join.c", "joiner.c"], "unshare": ["join.c", "joiner.c"],
    "clone": ["joiner.c", "file_reader.c", "untrusted.c"], "clone3": [], "fork": ["cleanup.c"],
    "vfork": ["enter.c"], "execve": ["joiner.c"], "execveat": ["enter.c"], "posix_spawn": [],
    "execv": [], "execvp": [], "system": [], "popen": [],
  ]

  @Test("in C only the joiner goes through it")
  func calls() throws {
    let directory = Self.sources.appending(path: "CLinux")
    var found: [String: Set<String>] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: directory.path)
    where name.hasSuffix(".c") || name.hasSuffix(".h") {
      let text = try String(contentsOf: directory.appending(path: name), encoding: .utf8)
        .replacing(/\/\/[^\n]*/, with: "")
      for match in text.matches(of: /(?:SYS_|\b)(\w+?)(?:\(|,|\b)/) {
        let call = String(match.output.1)
        let word = text[match.range]
        if Self.doors[call] != nil, word.hasPrefix("SYS_") || word.hasSuffix("(") {
          found[call, default: []].insert(name)
        }
      }
    }
    #expect(found == Self.doors.filter { !$0.value.isEmpty })
  }

  @Test("in Swift nothing does, but by a program for the joiner")
  func programs() throws {
    let paths = try #require(FileManager.default.enumerator(atPath: Self.sources.path))
    for case let path as String in paths
    where path.hasSuffix(".swift") && !path.hasPrefix("heya-benchmark")
      // Programs of the host's, such as getent(1), which stay in the host's namespaces.
      && path != "SystemCalls/ProgramOutput.swift"
    {
      let text = try String(contentsOf: Self.sources.appending(path: path), encoding: .utf8)
        .replacing(/\/\/[^\n]*/, with: "").replacing(/"[^"\n]*"/, with: "")
      for call in ["posix_spawn", "Glibc.fork", "execve(", " Process()", "Glibc.system("]
      where !path.hasPrefix("Teaching/Lessons") {
        #expect(!text.contains(call), "\(path) calls \(call)")
      }
      if text.contains("heya_program_start") { #expect(path == "SystemCalls/ChildProgram.swift") }
    }
  }
}
