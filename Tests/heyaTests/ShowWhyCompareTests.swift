import Foundation
import JSONCoding
import TestSupport
import Testing

/// The built program asked about namespaces that a helper process has made, as text and as JSON.
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

  private func namespace(_ helper: borrowing HelperProcess, _ kind: String) throws -> String {
    try #require(RealProcess.link(helper.pid, kind))
  }

  /// A helper process in a uts namespace of its own.
  private func kitchen() throws -> HelperProcess {
    let helper = try HelperProcess()
    try helper.order("unshare 0x4000000")
    try helper.order("host kitchen")
    try helper.order("domain nis.example")
    return helper
  }

  // MARK: show

  @Test("a namespace is shown with what it is, who may do what, and what is inside")
  func showNamespace() throws {
    let helper = try kitchen()
    let namespace = try namespace(helper, "uts")
    let output = try heya("show", namespace)
    #expect(output.status == 0)
    for fact in [
      namespace, "uts_namespaces(7)", "user:[4026531837]", "1 process, 1 thread", "kitchen",
      "nis.example", "set host name", "yes, by rights in user:[4026531837]",
    ] {
      #expect(output.text.contains(fact), "\(fact)")
    }
    let value = try json("show", namespace)
    #expect(value["kind"].string == "uts")
    #expect(value["processes"].elements.compactMap(\.integer) == [Int64(helper.pid)])
    #expect(value["contents"]["hostName"].string == "kitchen")
    #expect(value["permissions"].elements.allSatisfy { $0["allowed"].bool == true })
  }

  @Test("a process is shown with its eight namespaces, under every name that it has")
  func showProcess() throws {
    let helper = try kitchen()
    let namespace = try namespace(helper, "uts")
    let inode = namespace.filter(\.isNumber)
    #expect(try heya("show", "\(helper.pid)").text.contains("uts     \(inode)"))
    let value = try json("show", "\(helper.pid)/\(helper.pid)")
    #expect(value["namespaces"]["uts"].string == namespace)
    #expect(value["pid"].integer == Int64(helper.pid))
    let number = try #require(json("show", namespace)["id"].integer)
    for name in [
      "id:\(number)", namespace.filter { $0 != "[" && $0 != "]" }, "/proc/\(helper.pid)/ns/uts",
    ] {
      #expect(try json("show", name)["inode"].integer == json("show", namespace)["inode"].integer)
    }
  }

  @Test("a namespace that nothing visible keeps alive is found by its number, told so, and entered")
  func postedNamespace() throws {
    let helper = try kitchen()
    let namespace = try namespace(helper, "uts")
    let number = try #require(json("show", namespace)["id"].integer)
    try helper.order("post /proc/self/ns/uts")
    try helper.order("join /proc/\(ProcessInfo.processInfo.processIdentifier)/ns/uts")
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
    let helper = try kitchen()
    let namespace = try namespace(helper, "uts")
    let output = try heya("why", namespace)
    #expect(output.status == 0)
    #expect(output.text.hasPrefix("\(namespace) is kept alive by\n  process \(helper.pid), "))
    #expect(output.text.contains("process \(helper.pid) ends or joins another namespace"))
    let value = try json("why", namespace)
    #expect(value["namespace"].string == namespace)
    #expect(value["keptAliveBy"].elements.map { $0["reason"].string } == ["process"])
  }

  @Test("a descriptor of a thread's own carries the thread in text and JSON")
  func threadDescriptor() throws {
    let maker = try kitchen()
    let namespace = try namespace(maker, "uts")
    let holderPID = try HelperProcess()
    let tid = try holderPID.order("keep /proc/\(maker.pid)/ns/uts")
    try maker.order("join /proc/\(holderPID.pid)/ns/uts")
    let reasons = try json("why", namespace)["keptAliveBy"].elements
    #expect(reasons.map { $0["reason"].string } == ["descriptor"])
    #expect(reasons.first?["tid"].integer == Int64(tid))
    #expect(
      try heya("why", namespace).text.contains("of thread \(tid) of process \(holderPID.pid)"))
    let inside = try heya("enter", namespace, "--", "hostname")
    #expect(inside.text == "kitchen\n")
  }

  @Test("why of a process names what it alone keeps alive")
  func exitImpact() throws {
    let helper = try kitchen()
    #expect(try heya("why", "\(helper.pid)").text.contains(namespace(helper, "uts")))
    #expect(try heya("why", "\(helper.pid)", "--json").status == 0)
  }

  @Test("an initial namespace lasts as long as the host")
  func initial() throws {
    #expect(try heya("why", "user:[4026531837]").text.contains("as long as the host runs"))
  }

  // MARK: compare

  @Test("compare says kind by kind what is the same and what is not")
  func compare() throws {
    let helper = try kitchen()
    let output = try heya("compare", "self", "\(helper.pid)")
    #expect(output.status == 0)
    #expect(output.text.split(separator: "\n").count >= 10)
    let kinds = try json("compare", "self", "\(helper.pid)")["kinds"].elements
    #expect(kinds.count == 8)
    for row in kinds {
      #expect(
        row["verdict"].string == (row["kind"].string == "uts" ? "different" : "same"),
        "\(row["kind"].string ?? "?")")
    }
  }

  @Test("compare tells what differs inside: host names, interfaces, maps, of a capture as well")
  func comparedInside() throws {
    let helper = try HelperProcess()
    // user, uts, net
    try helper.order("unshare 0x54000000")
    let directory = NSTemporaryDirectory() + "heya-compare-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let file = directory + "/capture"
    #expect(try heya("capture", file).status == 0)
    for source in [[], ["--from", file]] {
      let arguments = ["compare", "\(getpid())", "\(helper.pid)"] + source
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
    let helper = try HelperProcess()
    #expect(try heya("capture", before).status == 0)
    try helper.order("unshare 0x4000000")
    #expect(try heya("capture", after).status == 0)
    let namespace = try namespace(helper, "uts")
    let output = try heya("compare", "--captures", before, after)
    #expect(output.status == 0)
    #expect(output.text.contains(namespace))
    let value = try json("compare", "--captures", before, after)
    #expect(value.text().contains(namespace))
    // A capture answers the same questions as the host did.
    let shown = try heya("show", "--from", after, namespace)
    #expect(shown.text.contains("host name"))
    #expect(shown.errors.contains("this is a capture"))
    #expect(try json("why", "--from", after, namespace)["namespace"].string == namespace)
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
    let helper = try HelperProcess()
    try helper.order("unshare 0x20000")
    try helper.order("private")
    var namespaces: [String] = []
    for place in ["a", "b"] {
      let home = "\(directory)/\(place)/netns"
      try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
      try helper.order("touch \(home)/\(name)")
      try helper.order("unshare 0x40000000")
      namespaces.append(try namespace(helper, "net"))
      try helper.order("pin /proc/self/ns/net \(home)/\(name)")
    }
    let ambiguous = try heya("show", name)
    #expect(ambiguous.status == 1)
    for namespace in namespaces { #expect(ambiguous.errors.contains(namespace)) }
    let unknown = try heya("show", name + "x")
    #expect(unknown.status == 1)
    #expect(unknown.errors.contains("there is "))
  }
}
