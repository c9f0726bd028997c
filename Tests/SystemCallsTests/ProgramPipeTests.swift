import Glibc
import SystemCalls
import Testing

@Suite("A conversation with a program")
struct ProgramPipeTests {
  private func start(_ script: String, pid: inout Int32) throws -> ProgramPipe {
    var child: Int32 = -1
    let pipe = try ProgramPipe { partner in
      var program = ChildProgram()
      program.add(.duplicate(fd: partner.input.rawValue, number: 0))
      program.add(.duplicate(fd: partner.output.rawValue, number: 1))
      program.add(.closeDescriptors)
      program.add(
        .execute(
          paths: ["/bin/sh"], arguments: ["sh", "-c", script],
          environment: ["PATH=/usr/bin:/bin"]))
      var running = try program.start()
      while try running.next() != nil {}
      child = running.pid
    }
    pid = child
    return pipe
  }

  private func answer(of program: borrowing ProgramPipe) throws -> String {
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
    var pid: Int32 = -1
    let program = try start("read line; echo \"heard $line\"", pid: &pid)
    try program.send("hello")
    #expect(try answer(of: program) == "heard hello\n")
    #expect(try ExitStatus(waitingFor: pid) == .exited(0))
  }

  @Test("what it has not read yet is known, and that it has ended")
  func unread() throws {
    var pid: Int32 = -1
    let program = try start("exec sleep 1000", pid: &pid)
    try program.send("hello")
    #expect(try !program.hasReadAll())
    #expect(try !program.hasEnded(within: 0))
    #expect(try ExitStatus(killing: pid) == .signaled(SIGKILL))
    #expect(try program.hasEnded(within: 10_000))
  }
}
