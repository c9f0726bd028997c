import Explorer
import Localization
import Namespaces
import Scanning
import TestSupport
import Testing

@testable import heya

@Suite("The page Inside", .requiresRoot)
struct ContentsResultTests {
  @Test("leads to the processes and namespaces that it names")
  func links() throws {
    let helper = try HelperProcess()
    try helper.order("unshare \(NamespaceKind.pid.cloneFlag)")
    let child = try helper.order("child 0")
    let snapshot = try Snapshot(ofHost: .all)
    let first = try #require(snapshot.process(pid: child))
    let namespace = try #require(snapshot.namespace(inode: first.links[.pid]))
    #expect(try links(of: namespace, in: snapshot).contains(.process(first.id)))
    let host = try #require(snapshot.namespace(inode: snapshot.observer.links[.pid]))
    #expect(try links(of: host, in: snapshot).contains(.namespace(namespace.id)))
  }

  /// Where the lines of the page lead.
  private func links(of namespace: Namespace, in snapshot: Snapshot) throws -> [ObjectID] {
    var state = State(options: Options())
    _ = update(&state, .snapshot(snapshot))
    guard case .details(_, let sections)? = Event.details(of: .namespace(namespace.id), state, nil)
    else { return [] }
    return sections.flatMap(\.lines).compactMap(\.target)
  }
}
