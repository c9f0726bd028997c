import Namespaces
import Scanning
import TestSupport
import Testing

/// Threads of a real process, seen by a live scanner.
@Suite("Listing all threads", .requiresRoot)
struct ThreadTableTests {
  private static let uts = NamespaceKind.uts.cloneFlag

  @Test("tells each thread beside the main one, and those that come between two looks")
  func threads() throws {
    let helper = try HelperProcess()
    var scanner = try NamespaceScanner(processes: [helper.pid], live: true)
    scanner.listsThreads = true
    #expect(try scanner.scan().threads.isEmpty)
    let first = try helper.order("thread \(Self.uts)")
    #expect(try scanner.scan().threads[helper.pid]?.map(\.tid) == [first])
    let second = try helper.order("thread \(Self.uts)")
    let threads = try scanner.scan().threads[helper.pid]
    #expect(threads?.map(\.tid) == [first, second].sorted())
    #expect(threads?.allSatisfy { !$0.name.isEmpty && $0.state != .unknown } == true)
  }

  @Test("ends when nobody wants them any more, and begins again with all of them")
  func onAndOff() throws {
    let helper = try HelperProcess()
    let tid = try helper.order("thread \(Self.uts)")
    var scanner = try NamespaceScanner(processes: [helper.pid], live: true)
    #expect(try scanner.scan().threads.isEmpty)
    scanner.listsThreads = true
    #expect(try scanner.scan().threads[helper.pid]?.map(\.tid) == [tid])
    scanner.listsThreads = false
    #expect(try scanner.scan().threads.isEmpty)
    scanner.listsThreads = true
    #expect(try scanner.scan().threads[helper.pid]?.map(\.tid) == [tid])
  }
}
