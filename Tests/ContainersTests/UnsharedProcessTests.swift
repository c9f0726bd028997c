import Namespaces
import Testing

@testable import Containers

@Suite("Namespaces without a runtime")
struct UnsharedProcessTests {
  @Test("what nobody claims was made by unshare, by its user, when the process started")
  func unshare() throws {
    let host = try HostFixture()
    try host.process(50, ["bash"], uid: 1000, own: [.net, .uts])
    let container = try host.container()
    #expect(container.id == ContainerID(runtime: "unshare", id: "50"))
    #expect(container.name == "bash")
    #expect(container.user == "alice")
    #expect(container.started == 1_800_000_050)
    #expect(container.ownKinds == [.uts, .net])
  }

  @Test("its name follows when the process becomes another program")
  func exec() throws {
    let host = try HostFixture()
    try host.process(50, ["unshare", "-n", "bash"], own: [.net])
    #expect(try host.container().name == "unshare")
    host.rename(50, "bash")
    #expect(try host.container().name == "bash")
  }

  @Test("a child in the same namespace makes no other, a visitor from outside neither")
  func members() throws {
    let host = try HostFixture()
    try host.process(50, ["bash"], own: [.net, .mnt])
    try host.process(51, parent: 50, ["sleep"])
    try host.process(52, ["nsenter", "-t", "50", "-n", "sh"], joined: [.net: 50])
    #expect(try host.container().members == [50, 51, 52])
  }

  @Test("threads of the kernel are no containers")
  func kernelThreads() throws {
    let host = try HostFixture()
    try host.process(2, ["kthreadd"], isKernelThread: true)
    try host.process(30, parent: 2, ["kdevtmpfs"], own: [.mnt], isKernelThread: true)
    #expect(try host.containers().isEmpty)
  }

  @Test("a network that ip netns named is a namespace, with processes and without")
  func namedNetwork() throws {
    let host = try HostFixture()
    try host.process(50, ["ping"], uid: 1000, own: [.net, .mnt])
    host.pin(.net, of: 50, at: "/run/netns/blue")
    try host.process(60, ["true"], own: [.net])
    host.pin(.net, of: 60, at: "/run/netns/red")
    host.end(60)
    let containers = try host.containers()
    #expect(containers.map(\.id) == ["blue", "red"].map { .init(runtime: "ip netns", id: $0) })
    #expect(containers.map(\.status) == [.running, .empty])
    #expect(containers.map(\.members) == [[50], []])
    #expect(containers[0].sources[.name] == "/run/netns/blue")
    #expect(containers[1].ownKinds == [.net])
  }

  @Test("pins that engines make up are not names")
  func madeUp() throws {
    let host = try HostFixture()
    try host.process(50, ["sleep"], own: [.net])
    host.pin(.net, of: 50, at: "/run/netns/cni-5e3b0a1c-0d1e-4b7a-9f2d-1c2b3a4d5e6f")
    #expect(try host.container().runtime == "unshare")
  }

  @Test("nothing is looked into twice, a visitor neither, until something changes")
  func once() throws {
    let host = try HostFixture()
    try host.process(50, ["bash"], own: [.net, .mnt])
    try host.process(52, ["nsenter"], joined: [.net: 50])
    for _ in 0..<5 { #expect(try host.container().members == [50, 52]) }
    #expect(host.classifiedCount == 2)
    host.rename(52, "sh")
    #expect(try host.container().members == [50, 52])
    #expect(host.classifiedCount == 3)
    // The namespace goes on in the visitor alone.
    host.end(50)
    #expect(try host.container().id.id == "52")
    #expect(host.classifiedCount == 4)
  }

  @Test("a namespace that ended is forgotten, and its pid may be another's")
  func gone() throws {
    let host = try HostFixture()
    try host.process(50, ["bash"], own: [.net])
    #expect(try host.containers().count == 1)
    host.end(50)
    #expect(try host.containers().isEmpty)
  }
}
