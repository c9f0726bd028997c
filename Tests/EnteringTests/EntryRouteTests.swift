import NamespacePaths
import Namespaces
import SystemCalls
import Testing

@testable import Entering

@Suite("The way to a target")
struct RouteTests {
  private let all = Set(NamespaceKind.allCases)

  @Test("of a process joins what it has of its own, in joining order, and names what is shared")
  func process() throws {
    var fixture = HostFixture()
    fixture.add(.mnt, 11)
    fixture.add(.pid, 12)
    fixture.add(process: 42, in: [.mnt: 11, .pid: 12])
    let route = try EntryRoute(to: HostFixture.target(42), kinds: all, in: fixture.snapshot)
    #expect(route.joins.map(\.namespace.kind) == [.pid, .mnt])
    #expect(route.joins.map(\.namespacePath) == [.process(pid: 42), .process(pid: 42)])
    #expect(route.shared == [.user, .cgroup, .ipc, .uts, .net, .time])
  }

  @Test("leaves out kinds that were not chosen")
  func chosen() throws {
    var fixture = HostFixture()
    fixture.add(.mnt, 11)
    fixture.add(.net, 12)
    fixture.add(process: 42, in: [.mnt: 11, .net: 12])
    let route = try EntryRoute(to: HostFixture.target(42), kinds: [.net], in: fixture.snapshot)
    #expect(route.joins.map(\.namespace.kind) == [.net])
    #expect(route.leftOut == [.mnt])
  }

  @Test("of a namespace joins that one alone, whoever lives there")
  func alone() throws {
    var fixture = HostFixture()
    fixture.add(.net, 11)
    fixture.add(.uts, 12)
    fixture.add(process: 42, in: [.net: 11, .uts: 12])
    let route = try EntryRoute(
      to: .namespace(HostFixture.id(.net, 11)), kinds: all, in: fixture.snapshot)
    #expect(route.process == nil)
    #expect(route.joins.map(\.namespace.kind) == [.net])
    #expect(route.joins.map(\.namespacePath) == [.process(pid: 42)])
    #expect(route.members[.net]?.pid == 42)
  }

  @Test("of a namespace with its member goes through the first, with all that this one has")
  func member() throws {
    var fixture = HostFixture()
    fixture.add(.net, 11)
    fixture.add(.uts, 12)
    fixture.add(process: 42, in: [.net: 11, .uts: 12])
    fixture.add(process: 43, in: [.net: 11])
    let target = EntryTarget.namespace(HostFixture.id(.net, 11))
    let route = try EntryRoute(to: target, kinds: all, withMember: true, in: fixture.snapshot)
    #expect(route.process?.pid == 42)
    #expect(route.joins.map(\.namespace.kind) == [.uts, .net])
    fixture.add(.net, 13, holders: [.descriptor(pid: 42, fd: 4)])
    #expect(throws: PreflightError.noProcess(HostFixture.id(.net, 13))) {
      try EntryRoute(
        to: .namespace(HostFixture.id(.net, 13)), kinds: all, withMember: true, in: fixture.snapshot
      )
    }
  }

  @Test("of a namespace without members prefers a pin to a descriptor and that to a socket")
  func namespacePaths() throws {
    let own = HostFixture.initial(.mnt)
    var holders: [Holder] = [
      .socket(pid: 42, fd: 3), .descriptor(pid: 42, fd: 4),
      .mount(path: "/run/netns/blue", mountNamespace: own),
    ]
    for expected in [
      NamespacePath.pin(path: "/run/netns/blue", pid: nil), .descriptor(pid: 42, fd: 4),
      .socket(pid: 42, fd: 3),
    ] {
      var fixture = HostFixture()
      fixture.add(process: 42)
      fixture.add(.net, 11, holders: holders)
      let route = try EntryRoute(
        to: .namespace(HostFixture.id(.net, 11)), kinds: all, in: fixture.snapshot)
      #expect(route.joins.map(\.namespacePath) == [expected])
      #expect(route.process == nil)
      holders.removeLast()
    }
  }

  @Test("to a pin in another mount namespace goes below the root of a process there")
  func pinElsewhere() throws {
    var fixture = HostFixture()
    fixture.add(.mnt, 11)
    fixture.add(process: 42, in: [.mnt: 11])
    fixture.add(.net, 12, holders: [.mount(path: "/pin", mountNamespace: 11)])
    let route = try EntryRoute(
      to: .namespace(HostFixture.id(.net, 12)), kinds: all, in: fixture.snapshot)
    #expect(route.joins.map(\.namespacePath) == [.pin(path: "/pin", pid: 42)])
  }

  @Test("to a parent without processes goes through the child")
  func parent() throws {
    var fixture = HostFixture()
    fixture.add(.user, 11, holders: [.child(HostFixture.id(.user, 12))])
    fixture.add(.user, 12, parent: .namespace(HostFixture.id(.user, 11)))
    fixture.add(process: 42, in: [.user: 12])
    let route = try EntryRoute(
      to: .namespace(HostFixture.id(.user, 11)), kinds: all, in: fixture.snapshot)
    #expect(route.joins.map(\.namespacePath) == [.parent(of: .process(pid: 42), kind: .user)])
  }

  @Test("without privileges joins the owner first, from which they come")
  func ownerFirst() throws {
    var fixture = HostFixture(uid: 1000, capabilities: 0)
    fixture.add(.user, 11, ownerUID: 1000)
    fixture.add(.net, 12, owner: 11, holders: [.descriptor(pid: 100, fd: 3)])
    let route = try EntryRoute(
      to: .namespace(HostFixture.id(.net, 12)), kinds: all, in: fixture.snapshot)
    #expect(route.joins.map(\.namespace.kind) == [.user, .net])
    #expect(
      route.joins[0].namespacePath == .owner(of: .descriptor(pid: 100, fd: 3), kind: .net))
  }

  @Test("is refused without CAP_SYS_ADMIN in the owner of a namespace")
  func missingCapability() {
    var fixture = HostFixture(uid: 1000, capabilities: 0)
    fixture.add(.net, 11)
    fixture.add(process: 42, in: [.net: 11])
    let initial = HostFixture.id(.user, HostFixture.initial(.user))
    let denial = Denial(.capability(.sysAdmin, in: initial), under: .own)
    #expect(throws: PreflightError.missing(denial, for: HostFixture.id(.net, 11))) {
      try EntryRoute(to: HostFixture.target(42), kinds: all, in: fixture.snapshot)
    }
  }

  @Test(
    "is open to the user who made the user namespace, and to nobody else", arguments: [1000, 1001])
  func maker(_ uid: UInt32) {
    var fixture = HostFixture(uid: uid, capabilities: 0)
    fixture.add(.user, 11, ownerUID: 1000)
    fixture.add(.user, 12, parent: .namespace(HostFixture.id(.user, 11)), ownerUID: 1000)
    fixture.add(.net, 13, owner: 12)
    fixture.add(process: 42, in: [.user: 12, .net: 13])
    let isOpen =
      (try? EntryRoute(to: HostFixture.target(42), kinds: all, in: fixture.snapshot)) != nil
    #expect(isOpen == (uid == 1000))
  }

  @Test("is refused upwards: a pid namespace that is not below one's own")
  func upwards() {
    var fixture = HostFixture()
    fixture.add(.pid, 11, parent: .outOfView)
    fixture.add(process: 42, in: [.pid: 11])
    #expect(throws: PreflightError.notBelow(HostFixture.id(.pid, 11))) {
      try EntryRoute(to: HostFixture.target(42), kinds: all, in: fixture.snapshot)
    }
  }

  @Test("is refused to a process whose namespaces are hidden, and to one that is not there")
  func hidden() {
    var fixture = HostFixture(uid: 1000, capabilities: 0)
    fixture.add(hidden: 42, uid: 7)
    let home = HostFixture.id(.user, HostFixture.initial(.user))
    let denial = Denial(.capability(.sysPtrace, in: home), under: .own)
    #expect(throws: PreflightError.hidden(pid: 42, uid: 7, denial)) {
      try EntryRoute(to: HostFixture.target(42), kinds: all, in: fixture.snapshot)
    }
    #expect(throws: PreflightError.gone(HostFixture.target(43))) {
      try EntryRoute(to: HostFixture.target(43), kinds: all, in: fixture.snapshot)
    }
  }

  @Test("is refused to a namespace that nothing leads to")
  func unreachable() {
    var fixture = HostFixture()
    fixture.add(.net, 11)
    #expect(throws: PreflightError.unreachable(HostFixture.id(.net, 11), nil)) {
      try EntryRoute(to: .namespace(HostFixture.id(.net, 11)), kinds: all, in: fixture.snapshot)
    }
  }
}
