import Namespaces
import TestSupport
import Testing

@Suite("What a snapshot knows")
struct SnapshotFactTests {
  private let host = snapshot([(1, 0, 0, 5), (20, 1, 300, 5), (30, 1, 400, 6)])

  // MARK: Age

  @Test("a process is as old as the time since its start")
  func age() throws {
    #expect(host.age(of: try #require(host.process(pid: 20))) == 97)
  }

  @Test("who started before the zero of a time namespace is older than its uptime")
  func ageBeforeZero() throws {
    var record = try #require(host.process(pid: 1))
    // 50 s before zero, as the kernel tells it: 2^64 ns less that, in hundredths of a second.
    record.startTicks = UInt64((0x1p64 - 50e9) / 1e7)
    #expect(abs(host.age(of: record) - 150) < 0.1)
  }

  // MARK: The user of a container

  private func container(_ form: Container.Form) -> Container {
    var container = Container(
      id: ContainerID(runtime: "docker", id: "4f1c"), name: "web", form: form)
    container.initProcess = ProcessID(pid: 20, startTicks: 300)
    container.uid = 0
    container.user = "root"
    return container
  }

  @Test("the user of a container is its first process's, not its shim's")
  func containerUser() throws {
    let web = container(.container)
    #expect(host.uid(of: web) == 1000)
    #expect(host.userName(of: web) == "alice")
    #expect(host.runner(of: web) == "root")
  }

  @Test("the user of a namespace is whoever made it, and of what has ended who ran it")
  func otherUser() {
    #expect(host.userName(of: container(.namespaces)) == "root")
    #expect(host.runner(of: container(.namespaces)) == nil)
    var ended = container(.container)
    ended.initProcess = ProcessID(pid: 99, startTicks: 1)
    #expect(host.userName(of: ended) == "root")
  }

  // MARK: Another host

  @Test("another run of the kernel is told from a later look, another host from both")
  func origin() {
    var first = host
    var later = host
    (first.boot, later.boot) = ("a", "a")
    later.taken += 1000
    #expect(later.origin(comparedTo: first) == nil)
    later.boot = "b"
    #expect(later.origin(comparedTo: first) == .otherBoot)
    later.host = "mill"
    #expect(later.origin(comparedTo: first) == .otherHost)
  }

  @Test("captures that do not name the run are told apart by when it began")
  func originByClock() {
    var later = host
    later.taken += 1000
    later.uptime += 1001
    #expect(later.origin(comparedTo: host) == nil)
    later.uptime = 10
    #expect(later.origin(comparedTo: host) == .otherBoot)
    later.host = "mill"
    #expect(later.origin(comparedTo: host) == .otherHost)
  }

  // MARK: Mounts

  @Test("the mounts at one path are one group, whatever lies between")
  func groups() {
    var namespace = Namespace(id: NamespaceID(kind: .net, inode: 6, device: 4))
    namespace.holders = [
      .mount(path: "/run/netns/a", mountNamespace: 1), .descriptor(pid: 7, fd: 3),
      .mount(path: "/run/netns/b", mountNamespace: 1),
      .mount(path: "/run/netns/a", mountNamespace: 2),
    ]
    let groups = namespace.holderGroups
    #expect(groups.map(\.mountNamespaces) == [[1, 2], [], [1]])
    #expect(groups.map(\.first) == Array(namespace.holders.prefix(3)))
  }
}
