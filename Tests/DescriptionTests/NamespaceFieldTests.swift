import Description
import Localization
import Namespaces
import TestSupport
import Testing

@Suite("What is said of a namespace")
struct NamespaceFieldTests {
  private func value(_ key: String, _ namespace: Namespace, _ host: Snapshot) throws -> String {
    let field = try #require(FieldKey(named: key))
    return field.value(Described(namespace, in: SnapshotIndex(host))).short(in: .english)
  }

  /// A host with two pid namespaces below each other, and above these what `parent` says.
  private func nested(below parent: Namespace.Parent) -> Snapshot {
    let host = snapshot([(1, 0, 1, 10)])
    let ids = [UInt32(50), 51].map { NamespaceID(kind: .pid, inode: $0, device: 4) }
    var (outer, inner) = (Namespace(id: ids[0]), Namespace(id: ids[1]))
    outer.parent = parent
    inner.parent = .namespace(outer.id)
    return Snapshot(
      host: host.host, kernel: host.kernel, taken: 0, uptime: 100, observer: host.observer,
      processes: host.processes, namespaces: host.namespaces + [outer, inner], unseen: [])
  }

  @Test("its level is how many are above it, of kinds that have one above")
  func level() throws {
    let host = nested(below: .none)
    let levels = try host.namespaces.map { "\($0.id) \(try value("level", $0, host))" }
    #expect(levels.contains("pid:[50] 0"))
    #expect(levels.contains("pid:[51] 1"))
    #expect(levels.contains("net:[10] "))
  }

  @Test("a ring of parents in a capture ends")
  func ring() throws {
    let host = nested(below: .namespace(NamespaceID(kind: .pid, inode: 51, device: 4)))
    let inner = try #require(host.namespace(inode: 51))
    #expect(try value("level", inner, host) == "\(host.namespaces.count)")
  }

  @Test("what people know it by: a container, all of a pod, a pin, else the first process")
  func identity() throws {
    var host = snapshot(
      [(1, 0, 1, 10), (42, 1, 5, 20), (43, 42, 6, 20)],
      holders: [30: [.mount(path: "/run/netns/blue", mountNamespace: 9)]])
    func name() throws -> [UInt32: String] {
      var names: [UInt32: String] = [:]
      for namespace in host.namespaces where namespace.kind == .net {
        names[namespace.id.inode] = try value("identity", namespace, host)
      }
      return names
    }
    #expect(try name()[20] == "p42 (42)")
    #expect(try name()[30] == "blue")
    var web = Container(id: ContainerID(runtime: "docker", id: "4f1c"), name: "web")
    web.members = [42]
    web.namespaces[.net] = 20
    web.sharing = [.net: .own]
    host.containers = [web]
    #expect(try name()[20] == "web (docker)")
    var side = Container(id: ContainerID(runtime: "docker", id: "77aa"), name: "side")
    side.namespaces[.net] = 20
    side.sharing = [.net: .container(web.id)]
    host.containers = [side, web]
    #expect(try name()[20] == "web (docker) +1")
    for index in host.containers.indices {
      host.containers[index].group = .init(kind: .pod, name: "shop")
    }
    #expect(try name()[20] == "shop (pod)")
  }

  @Test("every name and every other name for a field is one field's only")
  func names() {
    let own = FieldKey.all.map(\.key)
    #expect(Set(own).count == own.count)
    for key in own { #expect(FieldKey(named: key)?.key == key) }
    for (alias, key) in [("ns", "inode"), ("nprocs", "procs"), ("type", "kind"), ("nsfs", "name")] {
      #expect(FieldKey(named: alias)?.key == key)
    }
    // In a filter these words are the question that stands by itself.
    let flags = Filter.Flag.allCases.map(\.rawValue)
    #expect(Set(own).intersection(flags) == ["initial", "hidden", "shared"])
  }

  @Test(
    "amounts are asked for with their units",
    arguments: [("memory>1K", true), ("memory>1G", false), ("age<1d", true), ("age>1h", false)])
  func units(_ text: String, _ expected: Bool) throws {
    var host = snapshot([(42, 1, 5, 20)])
    host.processes[0].residentBytes = 4096
    let index = SnapshotIndex(host)
    let filter = try Filter(parsing: text)
    #expect(filter.matches(Described(host.processes[0], in: index)) == expected)
    let answers = FilterResults(to: filter, about: index)
    #expect(answers.processes == [expected])
  }
}
