import Glibc
import Kernel
import Testing

@Suite("A program to converse with")
struct ConversingProcessTests {
  private func start(_ script: String) throws(Errno) -> ConversingProcess {
    try ConversingProcess(
      path: "/bin/sh", arguments: ["sh", "-c", script], environment: ["PATH=/usr/bin:/bin"])
  }

  private func answer(of program: borrowing ConversingProcess) throws -> String {
    var text = ""
    while !text.hasSuffix("\n") {
      let bytes = try #require(try program.readOutput(milliseconds: 10_000))
      if bytes.isEmpty { break }
      text += String(decoding: bytes, as: UTF8.self)
    }
    return text
  }

  @Test("it is told a line and answers")
  func answer() throws {
    let program = try start("read line <&4; echo \"heard $line\" >&5")
    try program.send("hello")
    #expect(try answer(of: program) == "heard hello\n")
    program.end()
  }

  @Test("what it has not read yet is known")
  func unread() throws {
    let program = try start("read start <&3; read line <&4")
    try program.send("hello")
    #expect(try !program.hasReadAll())
    program.end()
  }

  @Test("it learns that nobody is there any more, and is waited for")
  func lifeline() throws {
    let program = try start("echo ready >&5; read nothing <&3; exit 0")
    _ = try answer(of: program)
    let pid = program.pid
    program.end()
    #expect(kill(pid, 0) == -1)
  }

  @Test("it leads a session of its own, and finds no other descriptors")
  func isolation() throws {
    let program = try start(
      "ls -v /proc/self/fd | tr '\\n' ' ' >&5; echo $$ $(ps -o sid= -p $$) >&5")
    // ls has one more, on the directory that it lists.
    let words = try answer(of: program).split(separator: " ")
    #expect(words.prefix(7) == ["0", "1", "2", "3", "4", "5", "6"])
    #expect(words.suffix(2).first.map { "\($0)\n" } == words.last.map { "\($0)" })
    program.end()
  }

  @Test("a program that does not exist is not started")
  func missing() {
    #expect(throws: Errno(rawValue: ENOTDIR)) {
      _ = try ConversingProcess(path: "/dev/null/none", arguments: ["x"], environment: [])
    }
  }
}
