import Namespaces
import Testing

@Suite("The authority of the observer")
struct ObserverCapabilitiesTests {
  @Test("is none in user namespaces whose parents go round in a circle")
  func circle() {
    let ids = (0..<2).map {
      NamespaceID(kind: .user, inode: 100 + UInt32($0), device: 4, unique: nil)
    }
    let namespaces = ids.indices.map { position in
      var namespace = Namespace(id: ids[position])
      namespace.parent = .namespace(ids[1 - position])
      return namespace
    }
    let observer = Observer(pid: 1, uid: 0, capabilities: .max, links: NamespaceLinks())
    let snapshot = Snapshot(
      host: "", kernel: "", taken: 0, uptime: 0, observer: observer, processes: [],
      namespaces: namespaces, unseen: [])
    #expect(!snapshot.observerHolds(.sysAdmin, in: ids[0]))
  }
}
