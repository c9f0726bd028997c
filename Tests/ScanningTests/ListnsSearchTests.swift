import Namespaces
import Synchronization
import SystemCalls
import TestSupport
import Testing

@testable import Scanning

/// Namespaces that are found by the number that the kernel gave them.
///
/// The kernel's list is a recorded one here: listns(2) came with Linux 6.19.
@Suite("Finding by number", .requiresRoot)
struct ListnsSearchTests {
  /// A uts namespace that only a descriptor on its way through a unix socket keeps alive.
  private struct Posted: ~Copyable {
    let helper: HelperProcess
    let id: NamespaceID

    init() throws {
      let helper = try HelperProcess()
      try helper.order("unshare \(NamespaceKind.uts.cloneFlag)")
      var scanner = try NamespaceScanner(sources: .processes)
      let snapshot = try scanner.scan()
      let link = try #require(snapshot.process(pid: helper.pid)).links[.uts]
      let id = try #require(snapshot.namespace(inode: link)).id
      try helper.order("post /proc/self/ns/uts")
      try helper.order("join /proc/\(Host.processID)/ns/uts")
      self.helper = helper
      self.id = id
    }
  }

  /// Whether this kernel opens namespaces by their numbers, as it does since Linux 6.18.
  private func handles(_ id: NamespaceID) throws -> Bool {
    guard let number = id.unique else { return false }
    do {
      let handle = try NamespaceHandle(
        number: number, cloneFlag: id.kind.cloneFlag, inode: id.inode)
      return try handle.status().inode == UInt64(id.inode)
    } catch {
      return false
    }
  }

  private func scan(_ search: consuming ListnsSearch) throws -> Snapshot {
    var scanner = try NamespaceScanner(listnsSearch: search)
    return try scanner.scan()
  }

  @Test("what is on its way through a socket is found by nothing but its number")
  func wanted() throws {
    let posted = try Posted()
    try #require(try handles(posted.id))
    var blind = try NamespaceScanner(sources: ScanSources.all.subtracting(.numbers))
    #expect(try blind.scan().namespace(posted.id) == nil)
    var scanner = try NamespaceScanner(numbers: [try #require(posted.id.unique)])
    let found = try #require(try scanner.scan().namespace(posted.id))
    #expect(found.members.isEmpty)
    #expect(found.holders.isEmpty)
    #expect(found.owner?.kind == .user)
  }

  @Test("the kernel's list is read to its end, and what it alone knows is listed without a reason")
  func listed() throws {
    let posted = try Posted()
    try #require(try handles(posted.id))
    let number = try #require(posted.id.unique)
    // In two parts, the way the kernel answers when there are more than fit.
    let list: ListnsSearch.List = { last throws(Errno) in
      switch last {
      case 0: [1]
      case 1: [number]
      default: []
      }
    }
    // Linux 6.18 opens no namespace by the number alone: asking for it makes heya try the rest.
    let snapshot = try scan(ListnsSearch(list: list, wanted: [number]))
    #expect(snapshot.namespaces.count { $0.id == posted.id } == 1)
    #expect(snapshot.namespaces.allSatisfy { $0.id == posted.id || !$0.isForgotten })
  }

  @Test("numbers of namespaces that are found otherwise, or gone, add nothing")
  func knownAndGone() throws {
    var scanner = try NamespaceScanner()
    let before = try scanner.scan()
    let numbers = before.namespaces.compactMap(\.id.unique)
    let list: ListnsSearch.List = { last throws(Errno) in last == 0 ? numbers + [.max] : [] }
    let after = try scan(ListnsSearch(list: list, wanted: []))
    #expect(after.namespaces.allSatisfy { !$0.isForgotten })
    #expect(after.unseen == before.unseen)
  }

  @Test("a kernel without the call is asked once")
  func unanswered() throws {
    let asked = Mutex(0)
    let list: ListnsSearch.List = { _ throws(Errno) in
      asked.withLock { $0 += 1 }
      throw .noSuchCall
    }
    var search = ListnsSearch(list: list, wanted: [])
    let answers = [search.refresh(), search.refresh()]
    #expect(answers == [false, false])
    #expect(asked.withLock { $0 } == 1)
  }
}

extension Namespace {
  /// Whether it is alive and nothing says why.
  fileprivate var isForgotten: Bool { members.isEmpty && holders.isEmpty && !isInitial }
}
