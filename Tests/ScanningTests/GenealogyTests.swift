import Doors
import Kernel
import Namespaces
import Testing

@testable import Scanning

@Suite("What is known of namespaces")
struct GenealogyTests {
  @Test("is the latest of each, also where many are learned at once on all processors")
  func replaced() {
    var genealogy = Genealogy()
    for kind in [NamespaceKind.uts, .ipc] {
      // Nobody leads to them, so that nothing but kind and inode can be learned.
      let groups = (1...UInt32(2 * worthAThread)).map { inode in
        Membership.Group(kind: kind, inode: inode, door: .process(pid: .max))
      }
      genealogy.beginRound()
      genealogy.learn(groups, below: "/proc", touched: [])
      #expect(groups.allSatisfy { genealogy.known[$0.inode]?.kind == kind })
    }
  }
}
