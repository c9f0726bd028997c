import NamespacePaths
import Namespaces
import SystemCalls
import Testing

@testable import Entering

@Suite("The way to a room")
struct RouteTests {
  private let all = Set(NamespaceKind.allCases)

  @Test("of a process joins what it has of its own, in joining order, and names what is shared")
  func process() throws {
    var house = House()
    house.add(.mnt, 11)
    house.add(.pid, 12)
    house.add(process: 42, in: [.mnt: 11, .pid: 12])
    let route = try EntryRoute(to: House.target(42), kinds: all, in: house.snapshot)
    #expect(route.joins.map(\.namespace.kind) == [.pid, .mnt])
    #expect(route.joins.map(\.door) == [.process(pid: 42), .process(pid: 42)])
    #expect(route.shared == [.user, .cgroup, .ipc, .uts, .net, .time])
  }

  @Test("leaves out kinds that were not chosen")
  func chosen() throws {
    var house = House()
    house.add(.mnt, 11)
    house.add(.net, 12)
    house.add(process: 42, in: [.mnt: 11, .net: 12])
    let route = try EntryRoute(to: House.target(42), kinds: [.net], in: house.snapshot)
    #expect(route.joins.map(\.namespace.kind) == [.net])
    #expect(route.leftOut == [.mnt])
  }

  @Test("of a namespace joins that one alone, whoever lives there")
  func alone() throws {
    var house = House()
    house.add(.net, 11)
    house.add(.uts, 12)
    house.add(process: 42, in: [.net: 11, .uts: 12])
    let route = try EntryRoute(to: .namespace(House.id(.net, 11)), kinds: all, in: house.snapshot)
    #expect(route.process == nil)
    #expect(route.joins.map(\.namespace.kind) == [.net])
    #expect(route.joins.map(\.door) == [.process(pid: 42)])
    #expect(route.residents[.net]?.pid == 42)
  }

  @Test("of a namespace with its member goes through the first, with all that this one has")
  func member() throws {
    var house = House()
    house.add(.net, 11)
    house.add(.uts, 12)
    house.add(process: 42, in: [.net: 11, .uts: 12])
    house.add(process: 43, in: [.net: 11])
    let target = EntryTarget.namespace(House.id(.net, 11))
    let route = try EntryRoute(to: target, kinds: all, withMember: true, in: house.snapshot)
    #expect(route.process?.pid == 42)
    #expect(route.joins.map(\.namespace.kind) == [.uts, .net])
    house.add(.net, 13, holders: [.descriptor(pid: 42, fd: 4)])
    #expect(throws: PreflightError.noProcess(House.id(.net, 13))) {
      try EntryRoute(
        to: .namespace(House.id(.net, 13)), kinds: all, withMember: true, in: house.snapshot)
    }
  }

  @Test("of a namespace without members prefers a pin to a descriptor and that to a socket")
  func doors() throws {
    let own = House.initial(.mnt)
    var holders: [Holder] = [
      .socket(pid: 42, fd: 3), .descriptor(pid: 42, fd: 4),
      .mount(path: "/run/netns/blue", mountNamespace: own),
    ]
    for expected in [
      NamespacePath.pin(path: "/run/netns/blue", pid: nil), .descriptor(pid: 42, fd: 4),
      .socket(pid: 42, fd: 3),
    ] {
      var house = House()
      house.add(process: 42)
      house.add(.net, 11, holders: holders)
      let route = try EntryRoute(to: .namespace(House.id(.net, 11)), kinds: all, in: house.snapshot)
      #expect(route.joins.map(\.door) == [expected])
      #expect(route.process == nil)
      holders.removeLast()
    }
  }

  @Test("to a pin in another mount namespace goes below the root of a process there")
  func pinElsewhere() throws {
    var house = House()
    house.add(.mnt, 11)
    house.add(process: 42, in: [.mnt: 11])
    house.add(.net, 12, holders: [.mount(path: "/pin", mountNamespace: 11)])
    let route = try EntryRoute(to: .namespace(House.id(.net, 12)), kinds: all, in: house.snapshot)
    #expect(route.joins.map(\.door) == [.pin(path: "/pin", pid: 42)])
  }

  @Test("to a parent without processes goes through the child")
  func parent() throws {
    var house = House()
    house.add(.user, 11, holders: [.child(House.id(.user, 12))])
    house.add(.user, 12, parent: .namespace(House.id(.user, 11)))
    house.add(process: 42, in: [.user: 12])
    let route = try EntryRoute(to: .namespace(House.id(.user, 11)), kinds: all, in: house.snapshot)
    #expect(route.joins.map(\.door) == [.parent(of: .process(pid: 42), kind: .user)])
  }

  @Test("without privileges joins the owner first, from which they come")
  func ownerFirst() throws {
    var house = House(uid: 1000, capabilities: 0)
    house.add(.user, 11, ownerUID: 1000)
    house.add(.net, 12, owner: 11, holders: [.descriptor(pid: 100, fd: 3)])
    let route = try EntryRoute(to: .namespace(House.id(.net, 12)), kinds: all, in: house.snapshot)
    #expect(route.joins.map(\.namespace.kind) == [.user, .net])
    #expect(
      route.joins[0].door == .owner(of: .descriptor(pid: 100, fd: 3), kind: .net))
  }

  @Test("is refused without CAP_SYS_ADMIN in the owner of a namespace")
  func missingCapability() {
    var house = House(uid: 1000, capabilities: 0)
    house.add(.net, 11)
    house.add(process: 42, in: [.net: 11])
    let initial = House.id(.user, House.initial(.user))
    let denial = Denial(.capability(.sysAdmin, in: initial), under: .own)
    #expect(throws: PreflightError.missing(denial, for: House.id(.net, 11))) {
      try EntryRoute(to: House.target(42), kinds: all, in: house.snapshot)
    }
  }

  @Test(
    "is open to the user who made the user namespace, and to nobody else", arguments: [1000, 1001])
  func maker(_ uid: UInt32) {
    var house = House(uid: uid, capabilities: 0)
    house.add(.user, 11, ownerUID: 1000)
    house.add(.user, 12, parent: .namespace(House.id(.user, 11)), ownerUID: 1000)
    house.add(.net, 13, owner: 12)
    house.add(process: 42, in: [.user: 12, .net: 13])
    let isOpen =
      (try? EntryRoute(to: House.target(42), kinds: all, in: house.snapshot)) != nil
    #expect(isOpen == (uid == 1000))
  }

  @Test("is refused upwards: a pid namespace that is not below one's own")
  func upwards() {
    var house = House()
    house.add(.pid, 11, parent: .outOfView)
    house.add(process: 42, in: [.pid: 11])
    #expect(throws: PreflightError.notBelow(House.id(.pid, 11))) {
      try EntryRoute(to: House.target(42), kinds: all, in: house.snapshot)
    }
  }

  @Test("is refused to a process whose namespaces are hidden, and to one that is not there")
  func hidden() {
    var house = House(uid: 1000, capabilities: 0)
    house.add(hidden: 42, uid: 7)
    let home = House.id(.user, House.initial(.user))
    let denial = Denial(.capability(.sysPtrace, in: home), under: .own)
    #expect(throws: PreflightError.hidden(pid: 42, uid: 7, denial)) {
      try EntryRoute(to: House.target(42), kinds: all, in: house.snapshot)
    }
    #expect(throws: PreflightError.gone(House.target(43))) {
      try EntryRoute(to: House.target(43), kinds: all, in: house.snapshot)
    }
  }

  @Test("is refused to a namespace that nothing leads to")
  func unreachable() {
    var house = House()
    house.add(.net, 11)
    #expect(throws: PreflightError.unreachable(House.id(.net, 11), nil)) {
      try EntryRoute(to: .namespace(House.id(.net, 11)), kinds: all, in: house.snapshot)
    }
  }
}
