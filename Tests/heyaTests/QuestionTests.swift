import Foundation
import JSONCoding
import TestSupport
import Testing

/// The built program asked about rooms that a lodger has made, as text and as JSON.
@Suite("heya show, why and compare", .requiresRoot)
struct QuestionTests {
  private func heya(_ arguments: String...) throws -> BuiltProgram.Output {
    try BuiltProgram.run("heya", arguments)
  }

  private func json(_ arguments: String...) throws -> JSONValue {
    let output = try BuiltProgram.run("heya", arguments + ["--json"])
    try #require(output.status == 0, "\(output.errors)")
    return try JSONValue(reading: Array(output.text.utf8))
  }

  private func room(_ lodger: borrowing Lodger, _ kind: String) throws -> String {
    try #require(RealProcess.link(lodger.pid, kind))
  }

  /// A lodger in a uts namespace of its own.
  private func kitchen() throws -> Lodger {
    let lodger = try Lodger()
    try lodger.order("unshare 0x4000000")
    try lodger.order("host kitchen")
    try lodger.order("domain nis.example")
    return lodger
  }

  // MARK: show

  @Test("a namespace is shown with what it is, who may do what, and what is inside")
  func showNamespace() throws {
    let lodger = try kitchen()
    let room = try room(lodger, "uts")
    let output = try heya("show", room)
    #expect(output.status == 0)
    for fact in [
      room, "uts_namespaces(7)", "user:[4026531837]", "1 process with 1 thread", "kitchen",
      "nis.example", "change the host name", "yes, by rights in user:[4026531837]",
    ] {
      #expect(output.text.contains(fact), "\(fact)")
    }
    let value = try json("show", room)
    #expect(value["kind"].string == "uts")
    #expect(value["processes"].elements.compactMap(\.integer) == [Int64(lodger.pid)])
    #expect(value["contents"]["hostName"].string == "kitchen")
    #expect(value["acts"].elements.allSatisfy { $0["allowed"].bool == true })
  }

  @Test("a process is shown with its eight rooms, under every name that it has")
  func showProcess() throws {
    let lodger = try kitchen()
    let room = try room(lodger, "uts")
    #expect(try heya("show", "\(lodger.pid)").text.contains(room))
    let value = try json("show", "\(lodger.pid)/\(lodger.pid)")
    #expect(value["namespaces"]["uts"].string == room)
    #expect(value["pid"].integer == Int64(lodger.pid))
    let number = try #require(json("show", room)["id"].integer)
    for name in [
      "id:\(number)", room.filter { $0 != "[" && $0 != "]" }, "/proc/\(lodger.pid)/ns/uts",
    ] {
      #expect(try json("show", name)["inode"].integer == json("show", room)["inode"].integer)
    }
  }

  @Test("a room that nothing visible keeps alive is found by its number, told so, and entered")
  func postedRoom() throws {
    let lodger = try kitchen()
    let room = try room(lodger, "uts")
    let number = try #require(json("show", room)["id"].integer)
    try lodger.order("post /proc/self/ns/uts")
    try lodger.order("join /proc/\(ProcessInfo.processInfo.processIdentifier)/ns/uts")
    #expect(try heya("why", "id:\(number)").text.contains("nothing was seen that keeps it"))
    #expect(try json("why", "id:\(number)")["keptAliveBy"].elements.isEmpty)
    #expect(try heya("show", "id:\(number)").text.contains("kitchen"))
    let inside = try heya("enter", "id:\(number)", "--", "hostname")
    #expect(inside.text == "kitchen\n")
    let plan = try heya("enter", "--explain", "id:\(number)", "--", "hostname")
    #expect(plan.text.contains("open_by_handle_at(FD_NSFS_ROOT, {\(number), CLONE_NEWUTS"))
    #expect(plan.text.contains("The same as: heya enter id:\(number) -- hostname"))
  }

  // MARK: why

  @Test("why names the reasons and what ends them")
  func why() throws {
    let lodger = try kitchen()
    let room = try room(lodger, "uts")
    let output = try heya("why", room)
    #expect(output.status == 0)
    #expect(output.text.hasPrefix("\(room) is kept alive by\n  process \(lodger.pid), "))
    #expect(output.text.contains("process \(lodger.pid) ends or joins another namespace"))
    let value = try json("why", room)
    #expect(value["namespace"].string == room)
    #expect(value["keptAliveBy"].elements.map { $0["reason"].string } == ["process"])
  }

  @Test("a descriptor of a thread's own carries the thread in text and JSON")
  func threadDescriptor() throws {
    let maker = try kitchen()
    let room = try room(maker, "uts")
    let keeper = try Lodger()
    let tid = try keeper.order("keep /proc/\(maker.pid)/ns/uts")
    try maker.order("join /proc/\(keeper.pid)/ns/uts")
    let reasons = try json("why", room)["keptAliveBy"].elements
    #expect(reasons.map { $0["reason"].string } == ["descriptor"])
    #expect(reasons.first?["tid"].integer == Int64(tid))
    #expect(try heya("why", room).text.contains("of thread \(tid) of process \(keeper.pid)"))
    let inside = try heya("enter", room, "--", "hostname")
    #expect(inside.text == "kitchen\n")
  }

  @Test("why of a process names what it alone keeps alive")
  func legacy() throws {
    let lodger = try kitchen()
    #expect(try heya("why", "\(lodger.pid)").text.contains(room(lodger, "uts")))
    #expect(try heya("why", "\(lodger.pid)", "--json").status == 0)
  }

  @Test("an initial namespace lasts as long as the host")
  func initial() throws {
    #expect(try heya("why", "user:[4026531837]").text.contains("as long as the host runs"))
  }

  // MARK: compare

  @Test("compare says kind by kind what is the same and what is not")
  func compare() throws {
    let lodger = try kitchen()
    let output = try heya("compare", "self", "\(lodger.pid)")
    #expect(output.status == 0)
    #expect(output.text.split(separator: "\n").count >= 10)
    let kinds = try json("compare", "self", "\(lodger.pid)")["kinds"].elements
    #expect(kinds.count == 8)
    for row in kinds {
      #expect(
        row["verdict"].string == (row["kind"].string == "uts" ? "different" : "same"),
        "\(row["kind"].string ?? "?")")
    }
  }

  @Test("compare tells what differs inside: host names, interfaces, maps, of a capture as well")
  func comparedInside() throws {
    let lodger = try Lodger()
    // user, uts, net
    try lodger.order("unshare 0x54000000")
    let directory = NSTemporaryDirectory() + "heya-compare-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let file = directory + "/capture"
    #expect(try heya("capture", file).status == 0)
    for source in [[], ["--from", file]] {
      let arguments = ["compare", "\(getpid())", "\(lodger.pid)"] + source
      let text = try BuiltProgram.run("heya", arguments).text
      #expect(text.contains("INSIDE user"))
      #expect(text.contains("INSIDE net"))
      let loopback = text.split(separator: "\n").first { $0.hasPrefix("lo ") }
      #expect(loopback?.contains("up 127.0.0.1/8") == true)
      #expect(loopback?.hasSuffix("down") == true)
      #expect(text.contains("uts: nothing inside differs"))
    }
  }

  @Test("two captures tell what appeared, went and moved")
  func captures() throws {
    let directory = NSTemporaryDirectory() + "heya-captures-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let (before, after) = (directory + "/before", directory + "/after")
    let lodger = try Lodger()
    #expect(try heya("capture", before).status == 0)
    try lodger.order("unshare 0x4000000")
    #expect(try heya("capture", after).status == 0)
    let room = try room(lodger, "uts")
    let output = try heya("compare", "--captures", before, after)
    #expect(output.status == 0)
    #expect(output.text.contains(room))
    let value = try json("compare", "--captures", before, after)
    #expect(value.text().contains(room))
    // A capture answers the same questions as the host did.
    let shown = try heya("show", "--from", after, room)
    #expect(shown.text.contains("host name"))
    #expect(shown.errors.contains("this is a capture"))
    #expect(try json("why", "--from", after, room)["namespace"].string == room)
  }

  // MARK: What is not there

  @Test(
    "what is not there ends with 1 and one sentence",
    arguments: [
      (["show", "net:[1]"], "there is no namespace net:[1]"),
      (["why", "id:18446744073709551615"], "there is no namespace with id"),
      (["show", "2147483647"], "there is no process 2147483647"),
      (["compare", "self", "nosuchroom"], "there is no 'nosuchroom'"),
      (["show", "--from", "/nonexistent", "self"], "cannot read /nonexistent"),
      (["show", "--from", "/proc/version", "self"], "cannot use /proc/version"),
    ])
  func unknown(_ arguments: [String], _ sentence: String) throws {
    let output = try BuiltProgram.run("heya", arguments)
    #expect(output.status == 1)
    #expect(output.text.isEmpty)
    #expect(output.errors.contains(sentence), "\(output.errors)")
  }

  @Test(
    "what is no target ends with 2 and says what a target is",
    arguments: [["show", "net:[x]"], ["why", "1/2/3"], ["compare", "self", "id:x"], ["show"]])
  func malformed(_ arguments: [String]) throws {
    let output = try BuiltProgram.run("heya", arguments)
    #expect(output.status == 2)
    #expect(output.text.isEmpty)
    #expect(output.errors.contains("id:NUMBER"), "\(output.errors)")
  }

  @Test("a name of two pins is ambiguous, and an unknown one too: the candidates are named")
  func candidates() throws {
    let directory = NSTemporaryDirectory() + "heya-pins-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let name = "twin\(ProcessInfo.processInfo.processIdentifier)"
    let guest = try Lodger()
    try guest.order("unshare 0x20000")
    try guest.order("private")
    var rooms: [String] = []
    for place in ["a", "b"] {
      let home = "\(directory)/\(place)/netns"
      try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
      try guest.order("touch \(home)/\(name)")
      try guest.order("unshare 0x40000000")
      rooms.append(try room(guest, "net"))
      try guest.order("pin /proc/self/ns/net \(home)/\(name)")
    }
    let ambiguous = try heya("show", name)
    #expect(ambiguous.status == 1)
    for room in rooms { #expect(ambiguous.errors.contains(room)) }
    let unknown = try heya("show", name + "x")
    #expect(unknown.status == 1)
    #expect(unknown.errors.contains("there is "))
  }
}
