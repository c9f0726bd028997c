import Glibc
import SystemCalls
import Testing

@Suite("A watcher")
struct CleanupProcessTests {
  private func sleeper() throws -> Int32 {
    var program = ChildProgram()
    program.add(.closeDescriptors)
    program.add(.execute(paths: ["/bin/sleep"], arguments: ["sleep", "1000"], environment: []))
    var child = try program.start()
    while try child.next() != nil {}
    return child.pid
  }

  private func directory() throws -> String {
    let path = "/tmp/heya-watched-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    try Descriptor.makeDirectories(path + "/inner")
    return path
  }

  @Test("kills what it watches and removes its directories, those below first, at the end")
  func end() throws {
    let path = try directory()
    let child = try sleeper()
    let watcher = try CleanupProcess(removing: path)
    try watcher.watch(child)
    watcher.end()
    #expect(try ExitStatus(waitingFor: child) == .signaled(SIGKILL))
    #expect(throws: Errno(rawValue: ENOENT)) { try FileStatus(path: path) }
  }

  @Test("removes the directories when what it watches is killed")
  func killed() throws {
    let path = try directory()
    let child = try sleeper()
    let watcher = try CleanupProcess(removing: path)
    try watcher.watch(child)
    _ = try ExitStatus(killing: child)
    // It does so by itself, and ends.
    #expect(try ExitStatus(waitingFor: watcher.pid) == .exited(0))
    #expect(throws: Errno(rawValue: ENOENT)) { try FileStatus(path: path) }
  }

  @Test("removes the directories also when it was never told what to watch")
  func nothingToWatch() throws {
    let path = try directory()
    let watcher = try CleanupProcess(removing: path)
    watcher.end()
    #expect(throws: Errno(rawValue: ENOENT)) { try FileStatus(path: path) }
  }
}
