import Namespaces
import TestSupport
import Testing

@Suite("Targets")
struct TargetTests {
  @Test(
    "what a person writes is understood",
    arguments: [
      ("42", .process(pid: 42)), ("42/43", .thread(pid: 42, tid: 43)),
      ("net:[4026531833]", .namespace(kind: .net, inode: 4_026_531_833)),
      ("uts:7", .namespace(kind: .uts, inode: 7)), ("id:9", .unique(9)),
      ("/run/netns/blue", .path("/run/netns/blue")), ("self", .observer), ("blue", .name("blue")),
      ("docker:web", .name("docker:web")), ("net:blue", .name("net:blue")),
      ("007", .name("007")), ("99999999999", .name("99999999999")),
    ] as [(String, Target)])
  func parsing(_ text: String, _ expected: Target) throws {
    #expect(try Target(parsing: text) == expected)
  }

  @Test(
    "what cannot be a target is refused",
    arguments: ["", "0", "42/", "1/2/3", "net:[x]", "net:", "id:x"])
  func malformed(_ text: String) {
    #expect(throws: TargetError.malformed(text)) { try Target(parsing: text) }
  }

  let host = snapshot(
    [(1, 0, 1, 10), (42, 1, 5, 20)],
    holders: [
      30: [.mount(path: "/run/netns/blue", mountNamespace: 9)],
      31: [.mount(path: "/run/netns/blue", mountNamespace: 8)],
      32: [.mount(path: "/tmp/odd", mountNamespace: 9)],
    ], unique: [20: 77])

  private func inode(_ target: Target) throws -> UInt32? {
    if case .namespace(let namespace) = try host.resolve(target) {
      namespace.id.inode
    } else {
      nil
    }
  }

  @Test("a namespace is found by kind and inode, by its number, by a pin's path and name")
  func namespaces() throws {
    #expect(try inode(.namespace(kind: .net, inode: 20)) == 20)
    #expect(try inode(.unique(77)) == 20)
    #expect(try inode(.path("/tmp/odd")) == 32)
    #expect(try inode(.name("/tmp/odd")) == 32)
  }

  @Test("a path stays the bytes that it is, and is shown in its visible form")
  func rawPath() throws {
    let bytes: [UInt8] = Array("/b".utf8) + [0xFF, 0x0A]
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(try Target(parsing: text, bytes: bytes) == .path(RawPath(bytes: bytes)))
    #expect(RawPath(bytes: bytes).description == "/b\\xff\\n")
    #expect(RawPath(bytes: bytes) != RawPath("/b\\xff\\n"))
    #expect(try Target(parsing: "t\tab") == .name("t\\tab"))
  }

  @Test("a name may have a kind before it")
  func kindAndName() throws {
    let named = snapshot(
      [(1, 0, 1, 10)], holders: [30: [.mount(path: "/run/netns/blue", mountNamespace: 9)]])
    let kind = try #require(named.namespace(inode: 30)).kind
    guard case .namespace(let found) = try named.resolve(.name("\(kind):blue")) else {
      Issue.record("no namespace")
      return
    }
    #expect(found.id.inode == 30)
  }

  @Test("a network and the process in it that have one name are one thing")
  func oneThing() throws {
    var named = snapshot(
      [(1, 0, 1, 10), (42, 1, 5, 30)],
      holders: [30: [.mount(path: "/run/netns/blue", mountNamespace: 9)]])
    let pin = try #require(named.namespace(inode: 30))
    var namespace = Container(
      id: ContainerID(runtime: "ip netns", id: "blue"), name: "blue", form: .namespaces)
    namespace.initProcess = named.process(pid: 42)?.id
    namespace.namespaces[pin.kind] = 30
    named.containers = [namespace]
    #expect(try named.resolve(.name("blue")) == .namespace(pin))
    #expect(try named.container(.name("blue")) == nil)
    // Where the objects differ one has to say which.
    namespace.namespaces[pin.kind] = 31
    named.containers = [namespace]
    #expect(throws: TargetError.self) { try named.resolve(.name("blue")) }
  }

  @Test("a project's or a pod's name lists its containers; one alone is meant")
  func groups() throws {
    var shop = snapshot([(1, 0, 1, 10), (42, 1, 5, 20), (43, 1, 5, 20)])
    func member(_ name: String, _ pid: Int32, _ group: Container.Group) -> Container {
      var container = Container(id: ContainerID(runtime: "docker", id: name), name: name)
      container.initProcess = shop.process(pid: pid)?.id
      container.group = group
      return container
    }
    let project = Container.Group(kind: .project, name: "shop")
    shop.containers = [member("shop-web-1", 42, project), member("shop-db-1", 43, project)]
    let candidates = ["docker:shop-web-1", "docker:shop-db-1"]
    #expect(throws: TargetError.ambiguous("shop", candidates: candidates)) {
      try shop.resolve(.name("shop"))
    }
    shop.containers = [member("web", 42, Container.Group(kind: .pod, name: "default/mypod"))]
    #expect(try shop.container(.name("mypod"))?.name == "web")
  }

  @Test("a kind that does not fit the inode finds nothing")
  func wrongKind() {
    #expect(throws: TargetError.self) { try host.resolve(.namespace(kind: .uts, inode: 20)) }
  }

  @Test("a name that several have is refused with all of them")
  func ambiguous() {
    #expect(throws: TargetError.ambiguous("blue", candidates: ["net:[30]", "net:[31]"])) {
      try host.resolve(.name("blue"))
    }
  }

  @Test("self is the observer")
  func observer() throws {
    guard case .process(let process) = try host.resolve(.observer) else {
      Issue.record("self is no process")
      return
    }
    #expect(process.pid == 1)
  }

  private func unknown(_ target: Target) -> UnknownTarget? {
    do throws(TargetError) {
      _ = try host.resolve(target)
    } catch {
      if case .unknown(let unknown) = error { return unknown }
    }
    return nil
  }

  @Test("what is written almost like a name is answered with the name")
  func nearNames() {
    #expect(unknown(.name("bleu"))?.near == ["blue"])
    #expect(unknown(.name("bleu"))?.description.contains("did you mean blue?") == true)
    #expect(unknown(.path("/run/netns/blu"))?.near == ["/run/netns/blue"])
    let far = unknown(.name("kitchen"))
    #expect(far?.near == [])
    #expect((far?.others ?? 0) > 0)
  }

  @Test("digits are a pid; a container that has them for a name is told of")
  func digits() {
    var host = host
    let id = ContainerID(runtime: "firejail", id: "1")
    host.containers = [Container(id: id, name: "4321", form: .sandbox)]
    do {
      _ = try host.resolve(.process(pid: 4321))
      Issue.record("there is no such process")
    } catch {
      #expect(
        error.description
          == "there is no process 4321: did you mean firejail:4321? "
          + "`heya containers` and `heya list` show that name.")
    }
  }

  @Test("digits that are no process's are the name of what runs under it")
  func digitsAsName() throws {
    var host = host
    let first = try #require(host.process(pid: 42))
    func box(_ id: String, _ name: String) -> Container {
      var box = Container(id: ContainerID(runtime: "docker", id: id), name: name)
      box.initProcess = first.id
      return box
    }
    host.containers = [box("a1", "4321"), box("b2", "1"), box("c3", "007")]
    #expect(try host.resolve(.process(pid: 4321)) == .process(first))
    #expect(try host.container(.process(pid: 4321))?.id.id == "a1")
    #expect(try host.resolve(Target(parsing: "007")) == .process(first))
    // A process comes first, the runtime before the name tells the container.
    #expect(try host.resolve(.process(pid: 1)) == .process(#require(host.process(pid: 1))))
    #expect(try host.container(.process(pid: 1)) == nil)
    #expect(try host.container(.name("docker:1"))?.id.id == "b2")
    // Where two are called so, none is chosen; an id that begins so is no name.
    host.containers.append(box("d4", "4321"))
    #expect(throws: TargetError.self) { try host.resolve(.process(pid: 4321)) }
    host.containers = [box("4321abcdef", "web")]
    #expect(throws: TargetError.self) { try host.resolve(.process(pid: 4321)) }
  }

  @Test("of many names that contain it a few are told, and how many more there are")
  func manyNames() {
    var host = host
    host.containers = (1...9).map {
      Container(id: ContainerID(runtime: "docker", id: "\($0)"), name: "shop_web_\($0)")
    }
    #expect(throws: TargetError.self) { try host.resolve(.name("docker:web")) }
    do {
      _ = try host.resolve(.name("web"))
    } catch {
      #expect(
        error.description
          == "there is no 'web': did you mean shop_web_1, shop_web_2, shop_web_3, shop_web_4, "
          + "shop_web_5 or 4 more like it? `heya containers` and `heya list` show all 11 names.")
    }
  }

  @Test(
    "names are near by a letter less, more, other or swapped, and by what they contain",
    arguments: [
      ("lst", ["list"]), ("liist", ["list"]), ("lisp", ["list"]), ("ilst", ["list"]),
      ("web", ["shop_web_1"]), ("WEB", ["shop_web_1"]), ("x", []), ("", []),
    ] as [(String, [String])])
  func nearness(_ name: String, _ expected: [String]) {
    #expect(["list", "tree", "shop_web_1"].near(name) == expected)
  }
}
