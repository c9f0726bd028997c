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

  /// Every call of C that opens something, each with whose it is.
  private static let callsOfC: [String: String] = [
    "cleanup.c: openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)":
      "the cgroups of heya's own lab, below one that it made",
    "descriptors.c: open(\"/proc/self/fd\", O_RDONLY | O_DIRECTORY | O_CLOEXEC)":
      "this process's own",
    "enter.c: open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)":
      "a place that was found to be the multiplexer of terminals",
    "linux.c: open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0444)":
      "the new file of a pin, which the user names; neither a link nor a fifo is waited for",
    "file_reader.c: open(path_of(place), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)":
      "a place that was found to be a regular file, in a process that can be left behind",
    "file_reader.c: open(path_of(place), O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC)":
      "a place that was found to be a directory, in such a process",
    "file_reader.c: openat(directory, question->path, O_PATH | O_CLOEXEC)": "only a place",
    "file_reader.c: openat(directory, question->path, O_PATH | O_NOFOLLOW | O_CLOEXEC)":
      "only a place",
    "inroot.c: open(path, (flags & ~O_NOFOLLOW) | O_CLOEXEC)":
      "a place that was found, where openat2(2) may not be called",
    "inroot.c: openat(way->places[way->depth], name, O_PATH | O_NOFOLLOW | O_CLOEXEC)":
      "only a place",
    "joiner.c: SYS_openat, AT_FDCWD, (long)path, O_PATH | O_CLOEXEC, 0, 0)": "only a place",
    "joiner.c: SYS_openat, AT_FDCWD, (long)step->text, O_PATH | O_DIRECTORY | O_CLOEXEC, 0, 0)":
      "only a place",
    "joiner.c: SYS_openat, step->fd, (long)step->text, O_WRONLY | O_CLOEXEC, 0, 0)":
      "a map or a cgroup's file of the kernel's, below a directory that heya opened",
    "joiner.c: SYS_open_tree, directory == -1 ? AT_FDCWD : directory, (long)path, flags, 0, 0)":
      "only a place",
    "linux.c: openat(directory, path, flags | O_CLOEXEC)":
      "what Descriptor.open takes, which the other tests here know",
    "linux.c: openat(directory, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)":
      "a new file, never over another",
    "linux.c: SYS_openat2, root, path, &how, sizeof how)":
      "what UntrustedFile takes: below a directory, without links of /proc",
    "linux.c: SYS_open_by_handle_at, nsfs_root, &handle, O_RDONLY | O_CLOEXEC)":
      "a namespace by its number",
    "untrusted.c: openat(AT_FDCWD, path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)":
      "the command line or the environment of a process, in a process that can be left behind",
  ]

  @Test("nothing in C but what is listed here with whose it is")
  func callsInC() throws {
    let directory = Self.sources.appending(path: "CLinux")
    let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
      .filter { $0.hasSuffix(".c") || $0.hasSuffix(".h") }
    let opening =
      #"(\b(?:open|openat|openat2|open64|creat|fopen|fdopen|freopen|opendir|open_by_handle_at)\([^;{]*"#
      + #"|\bSYS_(?:open|creat)\w*,[^;]*)"#
    var seen: Set<String> = []
    for name in names {
      let text = try String(contentsOf: directory.appending(path: name), encoding: .utf8)
      let code = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
        .joined(separator: " ")
      for call in code.groups(of: opening) {
        let found = "\(name): \(call.callOfC)"
        seen.insert(found)
        #expect(
          Self.callsOfC[found] != nil,
          """
          \(found): where others can exchange that file, find it as a place and open what was checked; \
          then say here whose it is
          """)
      }
    }
    #expect(Set(Self.callsOfC.keys).subtracting(seen) == [], "no longer there")
  }
}

extension String {
  /// A call up to the parenthesis that ends it, with single blanks.
  fileprivate var callOfC: String {
    var depth = hasPrefix("SYS_") ? 1 : 0
    var end = startIndex
    for index in indices {
      if self[index] == "(" { depth += 1 }
      if self[index] == ")" { depth -= 1 }
      end = self.index(after: index)
      if depth == 0, self[index] == ")" { break }
    }
    return self[..<end].split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// What the first group of a regular expression matches, everywhere.
  fileprivate func groups(of pattern: String) -> [String] {
    guard let expression = try? NSRegularExpression(pattern: pattern) else { return [] }
    let all = NSRange(startIndex..., in: self)
    return expression.matches(in: self, range: all).compactMap { match in
      Range(match.range(at: 1), in: self).map { String(self[$0]) }
    }
  }
}
