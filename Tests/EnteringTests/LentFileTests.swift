import Foundation
import Namespaces
import SystemCalls
import TestSupport
import Testing

@testable import Entering

extension LiveEntries {
  /// Files of the host's that a command gets as its standard streams.
  @Suite("Files that are lent") struct LentFiles {
    private static let text = "one\ntwo\nthree\n"

    @Test(
      "root inside can neither write to the file that it reads nor read what it writes to",
      arguments: [[.pid, .mnt], [.user, .pid, .mnt]] as [Set<NamespaceKind>])
    func reopened(_ kinds: Set<NamespaceKind>) throws {
      let isolated = try IsolatedProcess(kinds)
      let files = try TemporaryDirectory()
      try files.write(Self.text, to: "input")
      try files.write("secret\n", to: "log")
      // It is root's to write to, so that only what is lent keeps it from that.
      let line = """
        cd \(files.path); $heya enter \(isolated.pid) -- sh -c '
          for f in 0 1 2; do
            echo stolen >/proc/self/fd/$f
            chmod 777 /proc/self/fd/$f
            timeout 0.2 head -c 6 </proc/self/fd/$f
          done; true' <input >>log 2>>log
        """
      #expect(try BuiltProgram.run(shell: line).status == 0)
      #expect(try text("input", in: files) == Self.text)
      #expect(try !text("log", in: files).contains("secret\nsecret"))
      #expect(try mode("input", in: files) == 0o644 && mode("log", in: files) == 0o644)
    }

    @Test("a directory, a named pipe and a device of the host's are not inside either")
    func places() throws {
      let isolated = try IsolatedProcess([.pid, .mnt])
      let files = try TemporaryDirectory()
      files.fifo("fifo")
      for place in [files.path, "/dev/null", "\(files.path)/fifo", "/dev/zero"] {
        let line = """
          $heya enter \(isolated.pid) -- readlink /proc/self/fd/0 0<>\(place) \
          || $heya enter \(isolated.pid) -- readlink /proc/self/fd/0 <\(place)
          """
        #expect(try BuiltProgram.run(shell: line).text.hasPrefix("pipe:"), "\(place)")
      }
    }

    @Test("what a command does not read of a file is there for whoever reads it next")
    func position() throws {
      let isolated = try IsolatedProcess([.pid, .mnt])
      let files = try TemporaryDirectory()
      try files.write(Self.text, to: "input")
      let heya = "$heya enter \(isolated.pid) --"
      for (line, expected) in [
        ("while read word; do \(heya) true; echo $word; done", Self.text),
        ("\(heya) sh -c 'read word; echo got $word'; cat", "got one\ntwo\nthree\n"),
        ("\(heya) cat; cat", Self.text), ("\(heya) sh -c 'exec 0<&-'; cat", Self.text),
      ] {
        let output = try BuiltProgram.run(shell: "{ \(line); } <\(files.path)/input")
        #expect(output.text == expected, "\(line): \(output.errors)")
      }
    }

    @Test("output and errors in one file stay in order, and much of it comes whole")
    func order() throws {
      let isolated = try IsolatedProcess([.pid, .mnt])
      let files = try TemporaryDirectory()
      let words = "for i in 1 2 3 4 5 6 7 8 9; do echo out $i; echo error $i >&2; done"
      let heya = "$heya enter \(isolated.pid) --"
      _ = try BuiltProgram.run(shell: "\(heya) sh -c '\(words)' >\(files.path)/log 2>&1")
      let expected = (1...9).map { "out \($0)\nerror \($0)\n" }.joined()
      #expect(try text("log", in: files) == expected)
      let large = String(repeating: "0123456789abcde\n", count: 1 << 17)
      try files.write(large, to: "large")
      _ = try BuiltProgram.run(
        shell: "cd \(files.path); \(heya) cat <large >copy; \(heya) cat <large | cat >other")
      #expect(try text("copy", in: files) == large && text("other", in: files) == large)
    }

    private func text(_ name: String, in files: borrowing TemporaryDirectory) throws -> String {
      try String(contentsOfFile: "\(files.path)/\(name)", encoding: .utf8)
    }

    private func mode(_ name: String, in files: borrowing TemporaryDirectory) throws -> UInt32 {
      try FileStatus(path: "\(files.path)/\(name)").mode & 0o777
    }
  }
}
