import Foundation
import Testing

/// What the sources open by name.
///
/// Files that somebody else can exchange are opened by
/// `UntrustedFile` alone; this finds an opening that goes round it.
@Suite("The sources open by name")
struct OpenedPathTests {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")

  private struct Source {
    var target: String
    var name: String
    var text: String
  }

  private static func swiftFiles() throws -> [Source] {
    let paths = try #require(FileManager.default.enumerator(atPath: sources.path))
    return try paths.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.map { path in
      let parts = path.split(separator: "/").map(String.init)
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      let code = text.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
      return Source(target: parts[0], name: path, text: code)
    }
  }

  @Test("nothing with the C library or a system call of its own, but in SystemCalls")
  func calls() throws {
    let calls = ["Glibc.open(", "fopen(", "opendir(", "openat(", "heya_open_in_root("]
    for source in try Self.swiftFiles() where source.target != "SystemCalls" {
      // Steps of plans are told in such words.
      let code = source.text.replacing(/"[^"\n]*"/, with: "")
      for call in calls { #expect(!code.contains(call), "\(source.name) calls \(call)…)") }
    }
  }

  /// The files of `/proc/PID` that another can exchange, or that lie in memory whose lock it can
  /// keep.
  private static let exchanged = [
    "root", "cwd", "exe", "map_files", "cmdline", "environ", "maps", "smaps", "mem", "auxv",
  ]

  @Test("no file of a process that the process can exchange, or whose reading it can hold up")
  func processFiles() throws {
    let kernels = #"(?:ProcPath\(|TextFile\(|\.open\(|FileStatus\(path: )[^"\n]*"([^"\n]*)""#
    for source in try Self.swiftFiles() where source.target != "heya-benchmark" {
      for path in source.text.groups(of: kernels) {
        let parts = path.split(separator: "/").map(String.init)
        // This process's own are no danger to it.
        if parts.contains("self") || parts.contains("thread-self") { continue }
        let isOfProcess = !path.hasPrefix("/") || path.hasPrefix("/proc/\\(")
        let isExchanged = isOfProcess && parts.contains { Self.exchanged.contains($0) }
        let isDescriptor = parts.dropLast().contains("fd")
        #expect(!isExchanged && !isDescriptor, "\(source.name) opens \(path): use ProcLink")
      }
    }
  }

  /// Paths that are no literals, by the target that opens them, each with whose they are.
  private static let variables: [String: Set<String>] = [
    // Accounts of this host, which root writes.
    "Accounts": ["path"],
    // The directory that is scanned, normally /proc.
    "Scanning": ["root", "options.root"],
    "Containers": ["root"],
    // Files of the kernel's: of a process, of a cgroup.
    "Contents": ["path"],
    "Entering": ["file", "file.cString", "path", "path.cString"],
    // The kernel's own description of its types.
    "BPFIterators": ["path"],
    // Only as a place, to be checked.
    "SystemCalls": ["path", "start"],
    "Teaching": ["top"],
    // What the user names, and files of heya's own.
    "heya": ["path", "directory"],
  ]

  @Test("no path that is made elsewhere, but those of which it is known whose they are")
  func variables() throws {
    let opened = "Descriptor\\.open\\(\\s*([A-Za-z][A-Za-z.]*)"
    var seen: [String: Set<String>] = [:]
    for source in try Self.swiftFiles() {
      for name in source.text.groups(of: opened) {
        seen[source.target, default: []].insert(name)
        #expect(
          Self.variables[source.target]?.contains(name) == true,
          """
          \(source.name) opens \(name): where others can exchange that file, find it and open it as \
          what it has to be (UntrustedFile); else say here whose it is
          """)
      }
    }
    #expect(!seen.isEmpty)
  }
}

extension String {
  /// What the first group of a regular expression matches, everywhere.
  fileprivate func groups(of pattern: String) -> [String] {
    guard let expression = try? NSRegularExpression(pattern: pattern) else { return [] }
    let all = NSRange(startIndex..., in: self)
    return expression.matches(in: self, range: all).compactMap { match in
      Range(match.range(at: 1), in: self).map { String(self[$0]) }
    }
  }
}
