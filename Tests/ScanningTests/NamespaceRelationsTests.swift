import NamespacePaths
import Namespaces
import SystemCalls
import Testing

@testable import Scanning

@Suite("What is known of namespaces")
struct NamespaceRelationsTests {
  @Test("is the latest of each, also where many are learned at once on all processors")
  func replaced() {
    var relations = NamespaceRelations()
    for kind in [NamespaceKind.uts, .ipc] {
      // Nobody leads to them, so that nothing but kind and inode can be learned.
      let groups = (1...UInt32(2 * elementsPerThread)).map { inode in
        NamespaceGroups.Group(kind: kind, inode: inode, namespacePath: .process(pid: .max))
      }
      relations.beginRound()
      relations.learn(groups, below: "/proc", changed: [])
      #expect(groups.allSatisfy { relations.known[$0.inode]?.kind == kind })
    }
  }

  @Test("holds owners and their parents also where one is met again, and after it was forgotten")
  func owners() throws {
    let proc = try Descriptor.open("/proc", Descriptor.directory)
    let namespacePath = NamespacePath.process(pid: Host.processID)
    var relations = NamespaceRelations()
    let user = try relations.learn(namespacePath.open(.user, in: proc))
    for kind in [NamespaceKind.net, .uts, .ipc] {
      relations.beginRound()
      let id = try relations.learn(namespacePath.open(kind, in: proc))
      #expect(relations.known[id.inode]?.owner == user)
      #expect(relations.known[user.inode]?.id == user)
      #expect(relations.confirmed == [id.inode, user.inode])
      // The second time around it knows the owner, and the third time no longer.
      if kind == .uts { relations.keepOnly([]) }
    }
  }
}
