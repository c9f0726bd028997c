import NamespacePaths
import Namespaces
import SystemCalls
import Testing

@testable import Scanning

@Suite("What is known of namespaces")
struct GenealogyTests {
  @Test("is the latest of each, also where many are learned at once on all processors")
  func replaced() {
    var genealogy = NamespaceRelations()
    for kind in [NamespaceKind.uts, .ipc] {
      // Nobody leads to them, so that nothing but kind and inode can be learned.
      let groups = (1...UInt32(2 * worthAThread)).map { inode in
        NamespaceGroups.Group(kind: kind, inode: inode, door: .process(pid: .max))
      }
      genealogy.beginRound()
      genealogy.learn(groups, below: "/proc", touched: [])
      #expect(groups.allSatisfy { genealogy.known[$0.inode]?.kind == kind })
    }
  }

  @Test("holds owners and their parents also where one is met again, and after it was forgotten")
  func owners() throws {
    let proc = try Descriptor.open("/proc", Descriptor.directory)
    let door = NamespacePath.process(pid: Host.processID)
    var genealogy = NamespaceRelations()
    let user = try genealogy.learn(door.open(.user, in: proc))
    for kind in [NamespaceKind.net, .uts, .ipc] {
      genealogy.beginRound()
      let id = try genealogy.learn(door.open(kind, in: proc))
      #expect(genealogy.known[id.inode]?.owner == user)
      #expect(genealogy.known[user.inode]?.id == user)
      #expect(genealogy.confirmed == [id.inode, user.inode])
      // The second time around it knows the owner, and the third time no longer.
      if kind == .uts { genealogy.keepOnly([]) }
    }
  }
}
