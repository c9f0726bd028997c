import Namespaces
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
      ("docker:web", .name("docker:web")),
    ] as [(String, Target)])
  func parsing(_ text: String, _ expected: Target) throws {
    #expect(try Target(parsing: text) == expected)
  }

  @Test(
    "what cannot be a target is refused",
    arguments: ["", "0", "42/", "1/2/3", "net:[x]", "net:", "id:x", "99999999999"])
  func malformed(_ text: String) {
    #expect(throws: TargetError.malformed(text)) { try Target(parsing: text) }
  }

  let house = snapshot(
    [(1, 0, 1, 10), (42, 1, 5, 20)],
    holders: [
      30: [.mount(path: "/run/netns/blue", mountNamespace: 9)],
      31: [.mount(path: "/run/netns/blue", mountNamespace: 8)],
      32: [.mount(path: "/tmp/odd", mountNamespace: 9)],
    ], unique: [20: 77])

  private func inode(_ target: Target) throws -> UInt32? {
    if case .namespace(let namespace) = try house.resolve(target) {
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

  @Test("a kind that does not fit the inode finds nothing")
  func wrongKind() {
    #expect(throws: TargetError.self) { try house.resolve(.namespace(kind: .uts, inode: 20)) }
  }

  @Test("a name that several have is refused with all of them")
  func ambiguous() {
    #expect(throws: TargetError.ambiguous("blue", candidates: ["net:[30]", "net:[31]"])) {
      try house.resolve(.name("blue"))
    }
  }

  @Test("self is the observer")
  func observer() throws {
    guard case .process(let process) = try house.resolve(.observer) else {
      Issue.record("self is no process")
      return
    }
    #expect(process.pid == 1)
  }

  private func unknown(_ target: Target) -> UnknownTarget? {
    do throws(TargetError) {
      _ = try house.resolve(target)
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
    var house = house
    let id = ContainerID(runtime: "firejail", id: "1")
    house.containers = [Container(id: id, name: "4321", form: .sandbox)]
    do {
      _ = try house.resolve(.process(pid: 4321))
      Issue.record("there is no such process")
    } catch {
      #expect(
        error.description
          == "there is no process 4321: did you mean firejail:4321? "
          + "`heya containers` and `heya list` show that name.")
    }
  }

  @Test("of many names that contain it a few are told, and how many more there are")
  func manyNames() {
    var house = house
    house.containers = (1...9).map {
      Container(id: ContainerID(runtime: "docker", id: "\($0)"), name: "shop_web_\($0)")
    }
    #expect(throws: TargetError.self) { try house.resolve(.name("docker:web")) }
    do {
      _ = try house.resolve(.name("web"))
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
