import Description
import Namespaces
import TestSupport
import Testing

@Suite("The filter language")
struct FilterTests {
  let host = snapshot(
    [(1, 0, 1, 10), (42, 1, 5, 20), (43, 42, 6, 20)],
    holders: [30: [.mount(path: "/run/netns/blue", mountNamespace: 9)]])

  private func inodes(_ text: String) throws -> [UInt32] {
    let index = SnapshotIndex(host)
    let filter = try Filter(parsing: text)
    return host.namespaces.filter { filter.matches(Described($0, in: index)) }.map(\.id.inode)
  }

  @Test(
    "a question is answered for each namespace",
    arguments: [
      ("kind=net", [10, 20, 30]), ("kind!=net", [1]), ("pid=42", [1, 20]), ("user=alice", [1, 20]),
      ("comm~P4", [1, 20]), ("procs>1", [1, 20]), ("procs>=1 and procs<2", [10]),
      ("kind=net and not pid=42", [10, 30]), ("pinned", [30]), ("empty", [30]),
      ("shared kind=net", [20]), ("kind=net (pid=1 or name=blue)", [10, 30]), ("initial", [1]),
      ("owner=user:[1]", [10, 20, 30]), ("command~\"p42 -x\"", [1, 20]),
      ("not (pid=1 or pid=42)", [30]), ("kind=user or kind=net and pinned", [1, 30]),
    ] as [(String, [UInt32])])
  func answers(_ text: String, _ expected: [UInt32]) throws {
    #expect(try inodes(text) == expected)
  }

  @Test("a process is asked the same")
  func processes() throws {
    let index = SnapshotIndex(host)
    let filter = try Filter(parsing: "user=alice and inode=20")
    let pids = host.processes.filter { filter.matches(Described($0, in: index)) }.map(\.pid)
    #expect(pids == [42, 43])
  }

  /// The host with a container that is in the host's user namespace and in a network of its own.
  private var inhabited: Snapshot {
    var web = Container(id: ContainerID(runtime: "podman", id: "4f1c"), name: "web-1")
    web.image = "nginx:1.27"
    web.user = "bob"
    web.members = [42, 43]
    web.namespaces[.user] = 1
    web.namespaces[.net] = 20
    web.sharing = [.user: .host, .net: .own]
    var side = Container(id: ContainerID(runtime: "docker", id: "77aa"), name: "side")
    side.namespaces[.net] = 20
    side.sharing = [.net: .container(web.id)]
    var host = host
    host.containers = [web, side]
    return host
  }

  @Test(
    "a container is asked by its name, image and runtime, and with whom it shares what",
    arguments: [
      ("container=web-1", ["web-1"]), ("container~EB", ["web-1"]), ("image~nginx", ["web-1"]),
      ("image!~nginx", ["side"]), ("runtime=docker", ["side"]), ("runtime!=docker", ["web-1"]),
      ("shares=host-user", ["web-1"]), ("shares=host-net", []), ("shares=container-net", ["side"]),
      ("shares~host", ["web-1"]), ("procs>=2", ["web-1"]), ("user=bob", ["web-1"]),
      ("comm=p43", ["web-1"]), ("inode=20", ["web-1", "side"]), ("inode=1", []),
      ("shared runtime=podman", ["web-1"]), ("initial", []),
    ] as [(String, [String])])
  func containers(_ text: String, _ expected: [String]) throws {
    let host = inhabited
    let index = SnapshotIndex(host)
    let filter = try Filter(parsing: text)
    #expect(
      host.containers.filter { filter.matches(Described($0, in: index)) }.map(\.name) == expected)
  }

  @Test("a container is asked who it runs as, not who runs it")
  func containerUser() throws {
    var host = inhabited
    host.users[1000] = "alice"
    host.containers[0].initProcess = host.process(pid: 42)?.id
    let index = SnapshotIndex(host)
    let web = Described(host.containers[0], in: index)
    #expect(try Filter(parsing: "user = alice").matches(web))
    #expect(try Filter(parsing: "uid = 1000").matches(web))
    #expect(try !Filter(parsing: "user = bob").matches(web))
  }

  @Test("a container's namespaces and processes answer for it, the host's own namespaces do not")
  func namespacesOfContainers() throws {
    let host = inhabited
    let index = SnapshotIndex(host)
    let filter = try Filter(parsing: "container=web-1 shares=host-user")
    #expect(
      host.namespaces.filter { filter.matches(Described($0, in: index)) }.map(\.id.inode) == [20])
    #expect(
      host.processes.filter { filter.matches(Described($0, in: index)) }.map(\.pid) == [42, 43])
  }

  @Test(
    "answers about everything at once are those about one after the other",
    arguments: [
      "kind=net", "kind!=net", "pid=42", "user=alice", "user!=alice", "comm~P4", "comm!~p4",
      "procs>1", "procs>=1 and procs<2", "kind=net and not pid=42", "pinned", "empty", "shared",
      "initial", "hidden", "owner=user:[1]", "command~\"P42 -X\"", "not (pid=1 or pid=42)",
      "pid>42", "pid<=42 or name=blue", "inode=20", "state=?", "comm~é", "uid>0 and uid<2000",
    ])
  func together(_ text: String) throws {
    let index = SnapshotIndex(host)
    let filter = try Filter(parsing: text)
    let answers = FilterResults(to: filter, about: index)
    #expect(answers.namespaces == host.namespaces.map { filter.matches(Described($0, in: index)) })
    #expect(answers.processes == host.processes.map { filter.matches(Described($0, in: index)) })
  }

  @Test(
    "an error points at the character",
    arguments: [
      ("colour=red", 0), ("kind", 4), ("kind=", 5), ("kind=nett", 5), ("(pid=1", 6), ("pid=1)", 5),
      ("procs>many", 6), ("pid=1 and", 9), ("comm~\"x", 5), ("", 0), ("= 3", 0), ("pid=1 or or", 9),
      ("shares=net", 7),
    ])
  func errors(_ text: String, _ offset: Int) throws {
    let error = try #require(throws: FilterError.self) { try Filter(parsing: text) }
    #expect(error.offset == offset, "\(error)")
    #expect(error.description.hasSuffix("\n  " + String(repeating: " ", count: offset) + "^"))
  }
}
