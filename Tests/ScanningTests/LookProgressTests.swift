import Glibc
import Namespaces
import SystemCalls
import TestSupport
import Testing

@testable import Scanning

@Suite("What a look at the host is at", .needs("python3"), .serialized)
struct LookProgressTests {
  @Test("a process that keeps a look waiting is told while that goes on with the others")
  func jammed() throws {
    let fixture = try RuntimeFixture()
    let files = try UnresponsiveFileSystem(in: fixture)
    let victim = try files.startJammed()
    let other = try HelperProcess()
    let progress = LookProgress()
    var scanner = try NamespaceScanner()
    scanner.report(to: progress)
    progress.begin()
    let snapshot = try scanner.scan()
    #expect(progress.pid == victim.pid)
    #expect(snapshot.process(pid: victim.pid) != nil)
    #expect(snapshot.process(pid: other.pid)?.command.contains("HelperProcess") == true)
    progress.end()
    #expect(progress.pid == nil)
  }

  @Test("a look becomes slow, until it has come to its end")
  func slow() {
    let progress = LookProgress()
    progress.wait(for: 3)
    #expect(progress.slowLook == nil && progress.secondsUntilSlow == nil)
    progress.begin()
    progress.wait(for: 4)
    while progress.secondsUntilSlow != 0 { usleep(10_000) }
    #expect(progress.slowLook?.pid == 4)
    progress.wait(for: nil)
    #expect(progress.slowLook != nil && progress.slowLook?.pid == nil)
    progress.end()
    #expect(progress.slowLook == nil && progress.secondsUntilSlow == nil)
  }
}
